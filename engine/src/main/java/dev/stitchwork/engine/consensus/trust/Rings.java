package dev.stitchwork.engine.consensus.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * <p>Rings are found one by one, the surest first, and each is one voice from then on: while it still is several, it makes what
 * honest people say against it look like a mistake that they share. Only people who met are held against each other, task by
 * task, so that the work grows with the meetings and not with everybody times everything.
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

    /** Whoever agrees with others where they are right does no harm, and cannot be told from somebody who reads well. */
    private static final int MISTAKES_LEAST = 3;

    /** Answers' worth of what is expected of an answer, against how often others gave it to the same task. */
    private static final double OWN_WEIGHT = 4;

    private final double[] accuracy;
    private final double repeats;
    private final List<Map<Integer, Integer>> answers = new ArrayList<>();
    private final List<TaskVoices> tasks = new ArrayList<>();

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
        if (answers.get(worker).putIfAbsent(task, value) == null) {
            voices(task).add(worker, value);
        }
    }

    /** Fixes what is so: an adjudicator's word. */
    public void know(int task, int value) {
        voices(task).know(value);
    }

    private TaskVoices voices(int task) {
        while (tasks.size() <= task) {
            tasks.add(new TaskVoices(accuracy, repeats));
        }
        return tasks.get(task);
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
        int crowd = left.size();
        for (List<Ring> found = find(left, crowd); !found.isEmpty(); found = find(left, crowd)) {
            Ring surest = found.get(0);
            rings.add(surest);
            left.removeAll(surest.members());
            silence(surest.members());
        }
        return rings;
    }

    /** Takes the answers of all but one who answered the same task out of the count. */
    private void silence(List<Integer> ring) {
        for (int task : ring.stream().flatMap(member -> answers.get(member).keySet().stream()).distinct().toList()) {
            ring.stream().filter(member -> answers.get(member).containsKey(task)).skip(1)
                    .forEach(member -> voices(task).remove(member));
        }
    }

    private List<Ring> find(TreeSet<Integer> everybody, int crowd) {
        List<Ring> rings = new ArrayList<>();
        TreeSet<Integer> left = new TreeSet<>(everybody);
        for (Pair seed : pairs(left)) {
            if (left.contains(seed.a) && left.contains(seed.b)) {
                Ring ring = grow(seed, left);
                if (ring.luck() < LUCK && tells(ring, crowd)) {
                    rings.add(ring);
                    left.removeAll(ring.members());
                }
            }
        }
        rings.sort(Comparator.comparingDouble(Ring::luck));
        return rings;
    }

    /** Between two groups that contradict each other nothing but their size tells who reads: a ring is the smaller part. */
    private static boolean tells(Ring ring, int crowd) {
        return 2 * ring.members().size() < crowd
                && ring.evidence().stream().allMatch(each -> each.sameMistakes() >= MISTAKES_LEAST);
    }

    private record Pair(int a, int b, double logRatio) {}

    /** Pairs that have met and look at all alike, the likeliest first. */
    private List<Pair> pairs(TreeSet<Integer> left) {
        Map<Long, Double> sums = new HashMap<>();
        for (int task = 0; task < tasks.size(); task++) {
            List<Integer> people = tasks.get(task).people().stream().filter(left::contains).toList();
            for (int i = 0; i < people.size(); i++) {
                for (int j = 0; j < i; j++) {
                    int a = Math.min(people.get(i), people.get(j));
                    int b = Math.max(people.get(i), people.get(j));
                    double ratio = logRatio(a, List.of(b), accuracy[b], answers.get(b).get(task), task);
                    sums.merge((long) a << 32 | b, ratio, Double::sum);
                }
            }
        }
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue() > 1)
                .map(sum -> new Pair((int) (sum.getKey() >> 32), sum.getKey().intValue(), sum.getValue()))
                .sorted(Comparator.comparingDouble(Pair::logRatio).reversed().thenComparing(Pair::a).thenComparing(Pair::b))
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
            for (Map.Entry<Integer, Double> met : logRatios(members, left).entrySet()) {
                if (met.getValue() > best) {
                    best = met.getValue();
                    next = met.getKey();
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

    /** Of everybody else who met one of these: how much likelier copying makes what they answered. */
    private SortedMap<Integer, Double> logRatios(List<Integer> members, TreeSet<Integer> left) {
        SortedMap<Integer, Double> sums = new TreeMap<>();
        double giver = accuracy(members);
        members.stream().flatMap(member -> answers.get(member).keySet().stream()).distinct().forEach(task -> {
            int listed = listed(members, task);
            for (int person : tasks.get(task).people()) {
                if (left.contains(person) && !members.contains(person)) {
                    sums.merge(person, logRatio(person, members, giver, listed, task), Double::sum);
                }
            }
        });
        return sums;
    }

    private double accuracy(List<Integer> members) {
        return members.stream().mapToDouble(member -> accuracy[member]).average().orElseThrow();
    }

    private Evidence evidence(int member, List<Integer> ring) {
        List<Integer> rest = ring.stream().filter(other -> other != member).toList();
        int shared = 0;
        int same = 0;
        int mistakes = 0;
        double ratio = 0;
        for (int task : answers.get(member).keySet()) {
            int theirs = listed(rest, task);
            if (theirs >= 0) {
                shared++;
                boolean alike = theirs == answers.get(member).get(task);
                same += alike ? 1 : 0;
                mistakes += alike && tasks.get(task).chanceOf(theirs, ring, 0.5) < 0.5 ? 1 : 0;
                ratio += logRatio(member, rest, accuracy(rest), theirs, task);
            }
        }
        return new Evidence(member, shared, same, mistakes, ratio);
    }

    /** What most of these people answered, the first of equals; -1 where none of them did. */
    private int listed(List<Integer> people, int task) {
        Map<Integer, Integer> count = new LinkedHashMap<>();
        for (int person : people) {
            Integer value = answers.get(person).get(task);
            if (value != null) {
                count.merge(value, 1, Integer::sum);
            }
        }
        return count.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .map(Map.Entry::getKey)
                .orElse(-1);
    }

    /**
     * How much likelier this worker's answer is copied from the list than read, in natural logarithm.
     *
     * @param giver mean chance of being right of the members
     * @param listed what the list says
     */
    private double logRatio(int worker, List<Integer> members, double giver, int listed, int task) {
        List<Integer> aside = new ArrayList<>(members);
        aside.add(worker);
        TaskVoices voices = tasks.get(task);
        double right = voices.chanceOf(listed, aside, giver);
        double alike = right * accuracy[worker] + (1 - right) * (1 - accuracy[worker]) * repeats;
        double byReading = (voices.saying(listed, aside) + OWN_WEIGHT * alike) / (voices.others(aside) + OWN_WEIGHT);
        return answers.get(worker).get(task) == listed
                ? Math.log((1 - DISGUISE) / byReading)
                : Math.log(DISGUISE / (1 - byReading));
    }
}
