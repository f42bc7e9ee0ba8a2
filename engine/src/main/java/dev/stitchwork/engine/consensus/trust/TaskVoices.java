package dev.stitchwork.engine.consensus.trust;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was said of one task, summed up by value, so that setting a few people aside costs a look at those few alone. */
final class TaskVoices {
    private final double[] accuracy;
    private final double repeats;
    private final Map<Integer, Integer> said = new LinkedHashMap<>();
    private final Map<Integer, Side> sides = new LinkedHashMap<>();
    private Integer truth;

    /** Those who say one value, and the logarithm of their odds of being right in sum. */
    private static final class Side {
        private int count;
        private double logOdds;
    }

    /**
     * @param accuracy chance of being right, by worker
     * @param repeats chance that somebody who is wrong makes a mistake that another made
     */
    TaskVoices(double[] accuracy, double repeats) {
        this.accuracy = accuracy;
        this.repeats = repeats;
    }

    void add(int worker, int value) {
        said.put(worker, value);
        count(worker, value, 1);
    }

    void remove(int worker) {
        count(worker, said.remove(worker), -1);
    }

    private void count(int worker, int value, int sign) {
        Side side = sides.computeIfAbsent(value, none -> new Side());
        side.count += sign;
        side.logOdds += sign * logOdds(worker);
    }

    void know(int value) {
        truth = value;
    }

    Set<Integer> people() {
        return said.keySet();
    }

    /** How many answered who are not set aside. */
    int others(List<Integer> aside) {
        return said.size() - (int) aside.stream().filter(said::containsKey).count();
    }

    /** How many of those say this. */
    int saying(int value, List<Integer> aside) {
        int count = sides.containsKey(value) ? sides.get(value).count : 0;
        for (int person : aside) {
            count -= says(person, value) ? 1 : 0;
        }
        return count;
    }

    private boolean says(int person, int value) {
        Integer theirs = said.get(person);
        return theirs != null && theirs == value;
    }

    /**
     * Chance that a value is right by an adjudicator's word, or by the answers of people who are not set aside and of one
     * more, of the given accuracy, who gave it.
     */
    double chanceOf(int value, List<Integer> aside, double giver) {
        if (truth != null) {
            return truth == value ? 1 : 0;
        }
        double own = giver / (1 - giver);
        double all = 1;
        for (Map.Entry<Integer, Side> side : sides.entrySet()) {
            int count = side.getValue().count;
            double logOdds = side.getValue().logOdds;
            for (int person : aside) {
                if (says(person, side.getKey())) {
                    count--;
                    logOdds -= logOdds(person);
                }
            }
            boolean given = side.getKey() == value;
            // Whoever repeats what another said may repeat a mistake.
            int repeated = given ? count : count - 1;
            double odds = count == 0 ? 1 : Math.exp(logOdds - repeated * Math.log(repeats));
            own *= given ? odds : 1;
            all += given || count == 0 ? 0 : odds;
        }
        return own / (all + own);
    }

    private double logOdds(int worker) {
        return Math.log(accuracy[worker] / (1 - accuracy[worker]));
    }
}
