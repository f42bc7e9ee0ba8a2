package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.exposure.Quote.Remedy;
import dev.stitchwork.engine.exposure.Quote.Shortfall;
import dev.stitchwork.engine.exposure.Relaxation.Bound;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Says before a batch is accepted whether it can be done under the guarantee, by when, and at what effort; and if not,
 * what is missing, and which loosened bound would do instead, with its cost in the worst case.
 *
 * <p>Arithmetic comes first: pieces for the coalition bound, documents for the pools, people for the document that asks
 * for most of them. Only a batch that passes is forecast. It is accepted when it is finished in time not only in nine
 * futures of ten but with {@link #MARGIN} times the way from the median to there to spare. Nothing here ever loosens a
 * bound: a remedy is words and a relaxation to sign.
 */
public final class Planner {
    private static final int FUTURES = 200;
    private static final int FUTURES_OF_REMEDY = 40;
    private static final int FRAGMENTS_MAX = 12;
    /** Median to ninth decile, times this, from the median: where a plan must be finished. */
    private static final double MARGIN = 3;
    /** The least to spare, as a share of the median. */
    private static final double MARGIN_LEAST = 0.25;

    private static final double[] LARGER_CROWDS = {1.1, 1.25, 1.5, 2, 3, 5, 10};

    private final Guarantee guarantee;
    private final Pieces pieces;
    private final List<CrowdMember> crowd;
    private final Supplier<RandomGenerator> luck;

    /** @param luck of the futures drawn: the same question has the same answer */
    public Planner(Guarantee guarantee, Pieces pieces, List<CrowdMember> crowd, Supplier<RandomGenerator> luck) {
        this.guarantee = guarantee;
        this.pieces = pieces;
        this.crowd = List.copyOf(crowd);
        this.luck = luck;
    }

    /** Answers for this work, to be done within so many seconds from now. */
    public Quote quote(Workload work, double deadlineSeconds) {
        return quote(work, Begun.NOT, deadlineSeconds);
    }

    /**
     * Answers for what is left of a batch that has begun.
     *
     * @param deadlineSeconds from now
     */
    public Quote quote(Workload work, Begun begun, double deadlineSeconds) {
        List<Shortfall> shortfalls = new ArrayList<>();
        tooFewPieces(shortfalls);
        tooFewDocuments(work, shortfalls);
        tooFewPeople(work, shortfalls);
        if (!shortfalls.isEmpty()) {
            return new Quote(guarantee, never(), effort(work), shortfalls);
        }
        Forecast forecast = forecast(crowd, work, begun, deadlineSeconds, FUTURES);
        if (!isSafe(forecast, deadlineSeconds)) {
            shortfalls.add(tooLate(work, begun, deadlineSeconds, forecast));
        }
        return new Quote(guarantee, forecast, effort(work), shortfalls);
    }

    private Forecast forecast(List<CrowdMember> people, Workload work, Begun begun, double deadlineSeconds, int futures) {
        double inAll = begun.seconds() + deadlineSeconds;
        Attrition attrition = Attrition.stress(inAll).after(begun.seconds(), inAll);
        return new Oracle(work, begun, people, attrition, deadlineSeconds, guarantee).draw(futures, luck.get());
    }

    private static Forecast never() {
        return new Forecast(new double[] {Double.POSITIVE_INFINITY});
    }

    private static boolean isSafe(Forecast forecast, double deadlineSeconds) {
        return Double.isFinite(forecast.p90()) && safeBy(forecast) <= deadlineSeconds;
    }

    private static double safeBy(Forecast forecast) {
        return forecast.p50() + Math.max(MARGIN * (forecast.p90() - forecast.p50()), MARGIN_LEAST * forecast.p50());
    }

    private double effort(Workload work) {
        double seconds = crowd.stream().mapToDouble(CrowdMember::secondsPerTurn).average().orElse(0);
        return work.turnsInAll() * (1 + Workload.FURTHER_TURNS) * seconds;
    }

    private void tooFewPieces(List<Shortfall> shortfalls) {
        for (int group = 0; group < pieces.groups(); group++) {
            int count = piecesOf(group);
            if (count < guarantee.piecesMin()) {
                shortfalls.add(new Shortfall(
                        "Expected at least %d pieces in each sensitive group but group %d has %d."
                                .formatted(guarantee.piecesMin(), group + 1, count),
                        List.of(Remedy.of("Cut its fields into %d pieces in all.".formatted(guarantee.piecesMin())))));
            }
        }
    }

    private int piecesOf(int group) {
        int count = 0;
        for (int piece = 0; piece < pieces.count(); piece++) {
            count += pieces.groupOf(piece) == group ? 1 : 0;
        }
        return count;
    }

    private void tooFewDocuments(Workload work, List<Shortfall> shortfalls) {
        int least = Arrays.stream(work.poolDocuments()).filter(documents -> documents > 0).min().orElse(0);
        if (least > 0 && least < guarantee.poolMin()) {
            shortfalls.add(new Shortfall(
                    "Expected at least %d documents to hide each fragment among but a pool has %d."
                            .formatted(guarantee.poolMin(), least),
                    List.of(
                            Remedy.of("Send in %d more documents.".formatted(guarantee.poolMin() - least)),
                            new Remedy(
                                    "Take pools of %d documents.".formatted(least),
                                    List.of(new Relaxation(Bound.POOL, least)),
                                    "Whoever sees a fragment and knows the batch guesses its document right in 1 of %d cases instead of 1 of %d."
                                            .formatted(least, guarantee.poolMin())))));
        }
    }

    private void tooFewPeople(Workload work, List<Shortfall> shortfalls) {
        Staff.Shortage shortage = shortage(work, guarantee.cap().fragmentsMax());
        if (shortage.turns() == 0) {
            return;
        }
        int missing = ceil(shortage.turns(), guarantee.cap().fragmentsMax());
        String who = shortage.classes() == classesUsed(work) ? "" : " who may be shown " + words(shortage.classes());
        List<Remedy> remedies = new ArrayList<>();
        remedies.add(Remedy.of("Find %s%s.".formatted(morePeople(missing), who)));
        moreFragments(work, remedies);
        remedies.add(Remedy.of("Let the trusted tier key %s of every document."
                .formatted(many(ceil(shortage.turns(), 2), "fragment"))));
        shortfalls.add(new Shortfall(
                "A document needs %s%s at %s each, and the crowd is %d short."
                        .formatted(
                                people(ceil(turnsOf(work, shortage.classes()), guarantee.cap().fragmentsMax())),
                                who,
                                many(guarantee.cap().fragmentsMax(), "fragment"),
                                missing),
                remedies));
    }

    private Staff.Shortage shortage(Workload work, int fragmentsMax) {
        Reserve reserve = new Reserve(fragmentsMax);
        for (SensitivityClass each : SensitivityClass.values()) {
            int most = withFurther(work.turnsOfDocumentMax()[each.ordinal()]);
            if (most > 0) {
                reserve.need(0, each, most);
            }
        }
        for (CrowdMember member : crowd) {
            reserve.join(guarantee.classesApart() ? reserve.side(member.classes()) : member.classes());
        }
        return reserve.shortage();
    }

    /** Turns that a document may come to need, when so many are needed at least. */
    private static int withFurther(int turns) {
        double further = Workload.FURTHER_TURNS * turns;
        return turns + (int) Math.ceil(further + Math.sqrt(further));
    }

    /** Offers the smallest cap at which the crowd would do, and names what two, or one, could then know. */
    private void moreFragments(Workload work, List<Remedy> remedies) {
        int now = guarantee.cap().fragmentsMax();
        for (int fragments = now + 1; fragments <= FRAGMENTS_MAX; fragments++) {
            if (shortage(work, fragments).turns() == 0) {
                int least = pieces.groups() == 0 ? Integer.MAX_VALUE : leastPieces();
                int coalition = Math.min(guarantee.coalition(), (least - 1) / fragments);
                if (coalition == 0 && guarantee.coalition() > 0) {
                    remedies.add(Remedy.of("Cut every sensitive group into %d pieces, then allow %d fragments of a document each."
                            .formatted(fragments + 1, fragments)));
                    return;
                }
                List<Relaxation> relaxations = new ArrayList<>(List.of(new Relaxation(Bound.FRAGMENTS, fragments)));
                String together = "";
                if (coalition < guarantee.coalition()) {
                    relaxations.add(new Relaxation(Bound.COALITION, coalition));
                    together = " %s together can complete a sensitive group, where now it takes %d."
                            .formatted(people(coalition + 1), guarantee.coalition() + 1);
                }
                remedies.add(new Remedy(
                        "Allow %d fragments of a document each.".formatted(fragments),
                        relaxations,
                        "One person sees up to %d of the %d fragments of a document instead of %d.%s"
                                .formatted(fragments, pieces.count(), now, together)));
                return;
            }
        }
    }

    private int leastPieces() {
        int least = Integer.MAX_VALUE;
        for (int group = 0; group < pieces.groups(); group++) {
            least = Math.min(least, piecesOf(group));
        }
        return least;
    }

    private Shortfall tooLate(Workload work, Begun begun, double deadlineSeconds, Forecast forecast) {
        List<Remedy> remedies = new ArrayList<>();
        if (Double.isFinite(forecast.p90())) {
            remedies.add(Remedy.of("Give it %s.".formatted(hours(safeBy(forecast)))));
        }
        for (double larger : LARGER_CROWDS) {
            List<CrowdMember> people = new ArrayList<>();
            for (int i = 0; i < crowd.size() * larger; i++) {
                people.add(crowd.get(i % crowd.size()));
            }
            Begun theirs = begun.times((double) people.size() / crowd.size());
            if (isSafe(forecast(people, work, theirs, deadlineSeconds, FUTURES_OF_REMEDY), deadlineSeconds)) {
                remedies.add(Remedy.of("Find %s.".formatted(morePeople(people.size() - crowd.size()))));
                break;
            }
        }
        return new Shortfall(
                Double.isFinite(forecast.p90())
                        ? "Half of the futures finish in %s and nine in ten in %s: too close to the %s there are."
                                .formatted(hours(forecast.p50()), hours(forecast.p90()), hours(deadlineSeconds))
                        : "Fewer than nine in ten futures finish at all before three times the %s there are."
                                .formatted(hours(deadlineSeconds)),
                remedies);
    }

    private static int classesUsed(Workload work) {
        int used = ClassSet.NONE;
        int[] most = work.turnsOfDocumentMax();
        for (int i = 0; i < most.length; i++) {
            used |= most[i] > 0 ? 1 << i : 0;
        }
        return used;
    }

    private static int turnsOf(Workload work, int classes) {
        int turns = 0;
        int[] most = work.turnsOfDocumentMax();
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            turns += withFurther(most[Integer.numberOfTrailingZeros(rest)]);
        }
        return turns;
    }

    private static String words(int classes) {
        return Arrays.stream(SensitivityClass.values())
                .filter(each -> ClassSet.has(classes, each))
                .map(SensitivityClass::json)
                .collect(Collectors.joining(" or "));
    }

    private static int ceil(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    private static String people(int count) {
        return count == 1 ? "1 person" : count + " people";
    }

    private static String morePeople(int count) {
        return count == 1 ? "1 more person" : count + " more people";
    }

    private static String many(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    private static String hours(double seconds) {
        return many((int) Math.ceil(seconds / 3600), "hour");
    }
}
