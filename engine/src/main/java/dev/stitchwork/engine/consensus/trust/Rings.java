package dev.stitchwork.engine.consensus.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * People who hand in one answer as several: finds them by what they share that the truth does not explain.
 *
 * <p>Two who work apart agree where both are right, and seldom on the same mistake; two who copy agree on mistakes too. For
 * each task that both answered, the chance of their two answers if one copies from a list the other shares (with
 * {@link #DISGUISE} of them changed to hide it) is divided by the chance if each read for themselves, the truth being what
 * an adjudicator said, or as likely as the answers of all others make it. The product over tasks is a likelihood ratio,
 * and so its reciprocal bounds the chance that people who work apart come to it by luck (Wald, 1945). A ring grows from
 * its strongest pair, one by one against the answers that most of the ring gave, while each brings more than the number of
 * people it could have been; it is reported where all of it beats the number of rings there could be, and luck is below
 * {@link #LUCK}.
 *
 * <p>Pairs must meet on some twenty tasks, or on ten hard ones, to be told apart from luck; tasks that were disputed and
 * adjudicated and are then given to everybody early on serve best, since mistakes are frequent there and the truth is known.
 */
public final class Rings {
    /** Share of shared tasks on which two who copy still differ. */
    private static final double DISGUISE = 0.1;

    /** Chance that anything is reported of a crowd without rings. */
    private static final double LUCK = 0.05;

    private static final int MEMBERS_MAX = 50;

    /** Answers' worth of what is expected of an answer, against how often others gave it to the same task. */
    private static final double OWN_WEIGHT = 4;

    private final double[] accuracy;
    private final double repeats;
    private final List<Map<Integer, Integer>> answers = new ArrayList<>();
    private final List<List<Integer>> answerers = new ArrayList<>();
    private final Map<Integer, Integer> truths = new HashMap<>();

    /**
     * @param accuracy chance of being right, by worker
     * @param repeats chance that somebody who is wrong makes a mistake that another made
     */
    public Rings(double[] accuracy, double repeats) {
        this.accuracy = accuracy.clone();
        this.repeats = repeats;
        for (int worker = 0; worker < accuracy.length; worker++) {
            answers.add(new LinkedHashMap<>());
        }
    }

    /**
     * Several people with one voice.
     *
     * @param members by their numbers
     * @param evidence what makes it likely, one line for each member
     * @param luck upper bound of the chance that people who work apart look like this, over all rings there could be
     */
    public record Ring(List<Integer> members, List<Evidence> evidence, double luck) {
        public Ring {
            members = List.copyOf(members);
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * What ties one member to the rest of the ring.
     *
     * @param shared tasks that this member and another of the ring answered
     * @param same of those, with the answer that most of the ring gave
     * @param sameMistakes of those, where that answer is known or held to be wrong
     * @param logRatio natural logarithm of how much likelier copying makes them
     */
    public record Evidence(int member, int shared, int same, int sameMistakes, double logRatio) {}

    /** Adds an answer; tasks are numbered from 0, equal answers by equal numbers. */
    public void add(int worker, int task, int value) {
        while (answerers.size() <= task) {
            answerers.add(new ArrayList<>());
        }
        if (answers.get(worker).putIfAbsent(task, value) == null) {
            answerers.get(task).add(worker);
        }
    }

    /** Fixes what is so: an adjudicator's word. */
    public void know(int task, int value) {
        truths.put(task, value);
    }

    /** The rings that luck does not explain, the surest first. */
    public List<Ring> find() {
        List<Ring> rings = new ArrayList<>();
        TreeSet<Integer> left = new TreeSet<>();
        for (int worker = 0; worker < accuracy.length; worker++) {
            if (!answers.get(worker).isEmpty()) {
                left.add(worker);
            }
        }
        for (Pair seed : pairs()) {
            if (left.contains(seed.a) && left.contains(seed.b)) {
                Ring ring = grow(seed, left);
                if (ring.luck() < LUCK) {
                    rings.add(ring);
                    left.removeAll(ring.members());
                }
            }
        }
        rings.sort(Comparator.comparingDouble(Ring::luck));
        return rings;
    }

    private record Pair(int a, int b, double logRatio) {}

    /** Pairs that have met and look at all alike, the likeliest first. */
    private List<Pair> pairs() {
        Map<Long, Double> sums = new HashMap<>();
        for (int task = 0; task < answerers.size(); task++) {
            List<Integer> people = answerers.get(task);
            for (int i = 0; i < people.size(); i++) {
                for (int j = 0; j < i; j++) {
                    int a = Math.min(people.get(i), people.get(j));
                    int b = Math.max(people.get(i), people.get(j));
                    sums.merge((long) a << 32 | b, logRatio(a, List.of(b), task), Double::sum);
                }
            }
        }
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue() > 1)
                .map(sum -> new Pair((int) (sum.getKey() >> 32), sum.getKey().intValue(), sum.getValue()))
                .sorted(Comparator.comparingDouble(Pair::logRatio).reversed())
                .toList();
    }

    private Ring grow(Pair seed, TreeSet<Integer> left) {
        List<Integer> members = new ArrayList<>(List.of(seed.a, seed.b));
        double evidence = seed.logRatio;
        double people = Math.log(left.size());
        double choices = 2 * people - Math.log(2);
        while (members.size() < MEMBERS_MAX) {
            double best = people;
            int next = -1;
            for (int worker : left) {
                double ratio = members.contains(worker) ? 0 : logRatio(worker, members);
                if (ratio > best) {
                    best = ratio;
                    next = worker;
                }
            }
            if (next < 0) {
                break;
            }
            members.add(next);
            evidence += best;
            choices += people;
        }
        members.sort(Comparator.naturalOrder());
        List<Evidence> lines = members.stream().map(member -> evidence(member, members)).toList();
        return new Ring(members, lines, Math.min(1, Math.exp(choices - evidence)));
    }

    private double logRatio(int worker, List<Integer> members) {
        return answers.get(worker).keySet().stream().mapToDouble(task -> logRatio(worker, members, task)).sum();
    }

    private Evidence evidence(int member, List<Integer> ring) {
        List<Integer> rest = ring.stream().filter(other -> other != member).toList();
        int shared = 0;
        int same = 0;
        int mistakes = 0;
        for (int task : answers.get(member).keySet()) {
            int theirs = listed(rest, task);
            if (theirs >= 0) {
                shared++;
                boolean alike = theirs == answers.get(member).get(task);
                same += alike ? 1 : 0;
                mistakes += alike && chanceOf(theirs, task, ring, 0.5) < 0.5 ? 1 : 0;
            }
        }
        return new Evidence(member, shared, same, mistakes, logRatio(member, rest));
    }

    /** What most of these people answered; -1 where none of them did. */
    private int listed(List<Integer> people, int task) {
        Map<Integer, Integer> votes = new LinkedHashMap<>();
        for (int person : people) {
            Integer value = answers.get(person).get(task);
            if (value != null) {
                votes.merge(value, 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .map(Map.Entry::getKey)
                .orElse(-1);
    }

    /** How much likelier this worker's answer is copied from the list than read, in natural logarithm. */
    private double logRatio(int worker, List<Integer> members, int task) {
        int listed = listed(members, task);
        if (listed < 0) {
            return 0;
        }
        List<Integer> aside = new ArrayList<>(members);
        aside.add(worker);
        double right = chanceOf(listed, task, aside, members.stream().mapToDouble(member -> accuracy[member]).average().orElseThrow());
        double alike = right * accuracy[worker] + (1 - right) * (1 - accuracy[worker]) * repeats;
        double others = 0;
        double sayLikewise = 0;
        for (int person : answerers.get(task)) {
            if (!aside.contains(person)) {
                others++;
                sayLikewise += answers.get(person).get(task) == listed ? 1 : 0;
            }
        }
        double byReading = (sayLikewise + OWN_WEIGHT * alike) / (others + OWN_WEIGHT);
        return answers.get(worker).get(task) == listed
                ? Math.log((1 - DISGUISE) / byReading)
                : Math.log(DISGUISE / (1 - byReading));
    }

    /**
     * Chance that a value is right by an adjudicator's word, or by the answers of people who are not set aside and of one
     * more, of the given accuracy, who gave it.
     */
    private double chanceOf(int value, int task, List<Integer> aside, double giver) {
        Integer known = truths.get(task);
        if (known != null) {
            return known == value ? 1 : 0;
        }
        Map<Integer, Double> odds = new LinkedHashMap<>(Map.of(value, giver / (1 - giver)));
        for (int person : answerers.get(task)) {
            if (!aside.contains(person)) {
                double says = accuracy[person] / (1 - accuracy[person]);
                odds.merge(answers.get(person).get(task), says, (before, more) -> before * more / repeats);
            }
        }
        return odds.get(value) / (1 + odds.values().stream().mapToDouble(Double::doubleValue).sum());
    }
}
