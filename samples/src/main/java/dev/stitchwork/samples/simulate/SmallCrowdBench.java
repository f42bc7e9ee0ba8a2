package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.exposure.Pseudonyms;
import dev.stitchwork.engine.form.SensitivityClass;
import dev.stitchwork.samples.simulate.SimulationSettings.Order;
import dev.stitchwork.samples.simulate.SimulationSettings.Rules;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * How often a batch is finished at one fragment per document by the fewest people who could do it at all, leased at
 * random and leased with the reserve.
 *
 * <p>How many turns each fragment will need is fixed beforehand, and unknown to the desk. The fewest people are the
 * shortest stretch of a random recruiting list for which, in every document, the largest flow from people through the
 * classes they may be shown fills all turns. So the flow bound is that every batch is finished; it knows the future and
 * overlooks that a person's classes may conflict between documents, so no ordering can be certain to reach it.
 *
 * <p>Where answers disagree that bound cannot be had by anybody: it counts on knowing, before the first turn, which fragments
 * will ask for a third. What can be known beforehand is how many turns a document asks for at least and how many more are to
 * be expected; the flow that fills those, with a deviation, is the bound by which the planner accepts a batch, and
 * {@link Bound#FORESEEN} takes the fewest people by it.
 */
public final class SmallCrowdBench {
    private static final int CLASSES = SensitivityClass.values().length;
    private static final int QUIET_SECONDS = 10_000;

    /** Whose flow tells the fewest people. */
    enum Bound {
        /** The turns that will turn out to be needed. */
        KNOWN,
        /** Two turns a fragment, and what is to be expected beyond, with a deviation. */
        FORESEEN
    }

    private SmallCrowdBench() {}

    /**
     * @param batches batches tried
     * @param people mean of the people asked
     * @param possible share that a flow from these people, with every turn known beforehand, finishes: nobody can finish more
     * @param random share finished with random leases
     * @param reserved share finished with the reserve
     * @param randomTurns share of all turns filled with random leases
     * @param reservedTurns share of all turns filled with the reserve
     */
    public record Result(
            int batches, double people, double possible, double random, double reserved, double randomTurns, double reservedTurns) {}

    /**
     * @param further chance that a fragment needs yet another turn after two
     * @param spare people beyond the fewest, as a share of them
     */
    static Result run(int batches, long seed, double further, Bound bound, double spare, LongConsumer done) {
        AtomicLong ended = new AtomicLong();
        List<Filled> filled = LongStream.range(0, batches)
                .parallel()
                .mapToObj(i -> {
                    Filled each = new Case(new Chance(seed + i), further, bound).run(spare);
                    done.accept(ended.incrementAndGet());
                    return each;
                })
                .toList();
        return new Result(
                batches,
                mean(filled, Filled::people),
                mean(filled, each -> each.possible() ? 1 : 0),
                mean(filled, each -> each.random() == 1 ? 1 : 0),
                mean(filled, each -> each.reserved() == 1 ? 1 : 0),
                mean(filled, Filled::random),
                mean(filled, Filled::reserved));
    }

    private static double mean(List<Filled> filled, ToDoubleFunction<Filled> what) {
        return filled.stream().mapToDouble(what).average().orElse(0);
    }

    /** The people of one batch, whether they can fill all its turns, and the share of its turns that they fill. */
    private record Filled(int people, boolean possible, double random, double reserved) {}

    /** One batch and its recruiting list. */
    private static final class Case {
        private final long seed;
        private final int documents;
        private final int fields;
        private final int[] clearances;
        private final double further;
        private final Bound bound;
        final int fewest;

        Case(Chance chance, double further, Bound bound) {
            this.further = further;
            this.bound = bound;
            seed = chance.bits();
            documents = 80 + chance.below(40);
            fields = 18 + chance.below(23);
            double cleared = 0.3 + 0.6 * chance.share();
            clearances = new int[1_000];
            for (int i = 0; i < clearances.length; i++) {
                clearances[i] = ClassSet.of(SensitivityClass.PLAIN);
                for (int each = 1; each < CLASSES; each++) {
                    clearances[i] |= chance.happens(cleared) ? 1 << each : 0;
                }
            }
            VirtualBatch batch = batch(Order.RANDOM);
            int[] turns = turns(batch);
            int low = 1;
            int high = clearances.length;
            while (low < high) {
                int middle = (low + high) / 2;
                if (canStaff(batch, turns, middle, bound)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            fewest = low;
        }

        private VirtualBatch batch(Order order) {
            return new VirtualBatch(
                    documents, VirtualForm.cut(fields), fields - 3, Rules.STANDARD.with(order), new Chance(seed));
        }

        /** Turns that each fragment will need until two answers agree. */
        private int[] turns(VirtualBatch batch) {
            Chance chance = new Chance(seed ^ 1);
            int[] turns = new int[batch.fragments()];
            for (int fragment = 0; fragment < turns.length; fragment++) {
                if (batch.audienceOf(fragment) == Audience.CROWD) {
                    turns[fragment] = Votes.AGREE;
                    while (turns[fragment] < Votes.ANSWERS_MAX && chance.happens(further)) {
                        turns[fragment]++;
                    }
                }
            }
            return turns;
        }

        private boolean canStaff(VirtualBatch batch, int[] turns, int people, Bound by) {
            Map<Integer, Integer> crowd = new LinkedHashMap<>();
            for (int i = 0; i < people; i++) {
                crowd.merge(clearances[i], 1, Integer::sum);
            }
            for (int document = 0; document < documents; document++) {
                int[] need = new int[CLASSES];
                for (int piece = 0; piece < batch.pieces().count(); piece++) {
                    int fragment = batch.fragment(document, piece);
                    need[batch.classOf(fragment).ordinal()] += by == Bound.KNOWN ? turns[fragment] : Math.min(turns[fragment], Votes.AGREE);
                }
                if (by == Bound.FORESEEN) {
                    need = Arrays.stream(need).map(this::withFurther).toArray();
                }
                if (flow(crowd, need) < Arrays.stream(need).sum()) {
                    return false;
                }
            }
            return true;
        }

        /** As the planner reckons. */
        private int withFurther(int turns) {
            double expected = further * turns;
            return turns + (int) Math.ceil(expected + Math.sqrt(expected));
        }

        private static int flow(Map<Integer, Integer> crowd, int[] need) {
            int source = CLASSES;
            int sink = CLASSES + 1;
            FlowNetwork network = new FlowNetwork(CLASSES + 2 + crowd.size());
            int node = CLASSES + 2;
            for (Map.Entry<Integer, Integer> kind : crowd.entrySet()) {
                network.edge(source, node, kind.getValue());
                for (int each = 0; each < CLASSES; each++) {
                    if ((kind.getKey() & 1 << each) != 0) {
                        network.edge(node, each, kind.getValue());
                    }
                }
                node++;
            }
            for (int each = 0; each < CLASSES; each++) {
                network.edge(each, sink, need[each]);
            }
            return network.largest(source, sink);
        }

        Filled run(double spare) {
            int people = (int) Math.ceil(fewest * (1 + spare));
            VirtualBatch batch = batch(Order.RANDOM);
            boolean possible = canStaff(batch, turns(batch), people, Bound.KNOWN);
            return new Filled(people, possible, run(Order.RANDOM, people), run(Order.RESERVED, people));
        }

        /** Works the batch off: people ask in random order, a second apart; returns the share of turns filled. */
        private double run(Order order, int people) {
            VirtualBatch batch = batch(order);
            int[] turns = turns(batch);
            Chance chance = new Chance(seed ^ 2);
            ExposureLog log = new ExposureLog(new LogChain(), row -> {});
            VirtualDesk desk = new VirtualDesk(
                    batch,
                    Rules.STANDARD.with(order),
                    Arrays.copyOf(clearances, people),
                    log,
                    new Pseudonyms(new byte[32]),
                    chance.branch());
            desk.arrive(documents, 0);
            int[] held = new int[people];
            Arrays.fill(held, VirtualDesk.NOTHING);
            int filled = 0;
            int all = Arrays.stream(turns).sum();
            int quiet = 0;
            for (long second = 0; filled < all && quiet < QUIET_SECONDS; second++) {
                int person = chance.below(people);
                if (held[person] != VirtualDesk.NOTHING) {
                    int fragment = held[person];
                    int place = batch.votes().count(fragment);
                    desk.answer(fragment, place == turns[fragment] - 1 ? 0 : place, true);
                    filled++;
                }
                held[person] = desk.lease(person, Reason.LEASE, second);
                quiet = held[person] == VirtualDesk.NOTHING && noneHeld(held) ? quiet + 1 : 0;
            }
            return (double) filled / all;
        }

        private static boolean noneHeld(int[] held) {
            for (int each : held) {
                if (each != VirtualDesk.NOTHING) {
                    return false;
                }
            }
            return true;
        }
    }
}
