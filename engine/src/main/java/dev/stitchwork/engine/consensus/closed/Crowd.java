package dev.stitchwork.engine.consensus.closed;

import java.util.Arrays;

/**
 * What is true of the crowd as a whole, and so what is expected of a worker of whom little is known: how common each
 * true class is, how often each is recognised, and what it is taken for when it is not.
 */
final class Crowd {
    /** Answers' worth of the crowd's overall accuracy in the accuracy of one class, for classes seldom seen. */
    private static final double CLASS_SHRINKAGE = 10;

    /** Share of a class's errors that is spread evenly; the rest follows what the crowd mistakes the class for. */
    private static final double EVEN_ERRORS = 0.5;

    private final int labels;
    private final double[] anchor;
    private final double[] prior;
    private final double[] odds;
    private final double[] shape;
    private double anchorWeight = 1;
    private double accuracy;

    Crowd(int labels) {
        this.labels = labels;
        anchor = new double[labels];
        prior = new double[labels];
        odds = new double[labels];
        shape = new double[labels * labels];
        Arrays.fill(anchor, 1.0 / labels);
        learn(new double[labels * labels], new double[labels]);
    }

    /**
     * Holds the shares of the classes near those found by a coarser model, for as long as answers are too few to tell
     * a rare class from one that is often missed.
     *
     * @param classes expected number of items of each class
     * @param weight how many times the items at hand the anchor weighs
     */
    void anchor(double[] classes, double weight) {
        double all = sum(classes);
        for (int truth = 0; truth < labels; truth++) {
            anchor[truth] = (classes[truth] + 1) / (all + labels);
        }
        anchorWeight = weight;
    }

    /** Takes every class to be as common and as easy as any other. */
    void learnAlike(double[] counts) {
        learn(counts, new double[labels]);
        Arrays.fill(prior, 1.0 / labels);
        Arrays.fill(odds, odds(accuracy));
    }

    /**
     * Takes in what all workers together did; of a crowd not heard yet, that it is right three times in four.
     *
     * @param counts expected number of answers by {@code label * labels + truth}
     * @param classes expected number of items of each true class
     */
    void learn(double[] counts, double[] classes) {
        double right = 0;
        for (int truth = 0; truth < labels; truth++) {
            right += counts[truth * (labels + 1)];
        }
        accuracy = (right + 3) / (sum(counts) + 4);
        double items = sum(classes);
        double held = anchorWeight * items;
        for (int truth = 0; truth < labels; truth++) {
            prior[truth] = (classes[truth] + 1 + held * anchor[truth]) / (items + labels + held);
            learnClass(truth, counts);
        }
    }

    private void learnClass(int truth, double[] counts) {
        double all = 0;
        for (int label = 0; label < labels; label++) {
            all += counts[label * labels + truth];
        }
        double hit = counts[truth * labels + truth];
        odds[truth] = odds((hit + CLASS_SHRINKAGE * accuracy) / (all + CLASS_SHRINKAGE));
        double misses = all - hit + (labels - 1.0) / labels;
        for (int label = 0; label < labels; label++) {
            double seen = (counts[label * labels + truth] + 1.0 / labels) / misses;
            shape[label * labels + truth] =
                    label == truth ? 0 : EVEN_ERRORS / (labels - 1) + (1 - EVEN_ERRORS) * seen;
        }
    }

    /** Share of right answers over everything. */
    double accuracy() {
        return accuracy;
    }

    /** How common a class is. */
    double prior(int truth) {
        return prior[truth];
    }

    /** Odds that anybody recognises this class. */
    double odds(int truth) {
        return odds[truth];
    }

    /** Share of a class's errors that say this label; 0 for the class itself. */
    double shape(int truth, int label) {
        return shape[label * labels + truth];
    }

    /** Odds of a chance, kept away from certainty. */
    static double odds(double chance) {
        double kept = Math.min(0.9999, Math.max(0.0001, chance));
        return kept / (1 - kept);
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }
}
