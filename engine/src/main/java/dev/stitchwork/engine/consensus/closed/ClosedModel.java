package dev.stitchwork.engine.consensus.closed;

import java.util.Arrays;

/**
 * Who is right about what: the true class of every item and every worker's habits of error, learned together from
 * nothing but answers (and what is known for sure).
 *
 * <p>Dawid and Skene's model (Applied Statistics 28, 1979): a worker who sees an item of class k says l with a chance
 * of their own for every k and l, fitted by expectation maximisation. Four things keep it from believing itself where
 * answers are few, which they are (two or three to an item, a handful by most workers):
 *
 * <ul>
 *   <li>A worker's row is shrunk, with the weight of {@link Tuning#rowShrinkage} answers, to what is expected of
 *       somebody of that overall accuracy: the crowd's odds of recognising class k times how much better or worse this
 *       worker is than the crowd on what they saw, errors half spread evenly and half as the crowd's. The accuracy is
 *       itself shrunk to the crowd's, so a new worker is the crowd's average. Classes that are harder for everybody must
 *       be allowed for here: shrinking to one accuracy for all pulls doubtful items to the popular class.
 *   <li>The fit starts from a coarser model, {@link Tuning#coinSweeps} sweeps in which a worker has one accuracy and all
 *       classes are alike.
 *   <li>The shares of the classes are held near what that model found. Two answers to an item cannot tell a rare class
 *       from one that is often missed: with free shares balanced classes drift apart, with even shares a class that is
 *       rare indeed is invented for a quarter of the items, and both end below the plain vote.
 *   <li>Sweeps are few where answers are few: {@link Tuning#sweepsPerSquare} times the square of the answers per item.
 *       From a good start a few sweeps are enough (Zhang, Chen, Zhou, Jordan, Spectral Methods Meet EM, 2014); more
 *       feed guesses back as if they were known.
 * </ul>
 *
 * <p>Assumes that answers to one item err independently, given its class. They do not quite (a hard item is hard for
 * everybody), so posteriors are too sure of themselves: {@link #confidence} divides the evidence of n answers by
 * 1 + (n - 1) r, the design effect of answers correlated by r (Kish, Survey Sampling, 1965), which changes no decision.
 *
 * <p>An arriving answer is taken in by {@link #arrive} in the time of its item's answers alone (Neal and Hinton's
 * incremental step, 1998); {@link #fit} goes over everything.
 */
public final class ClosedModel {
    /** Correlation of two answers' errors on one item, until known better. */
    public static final double CORRELATION = 0.1;

    private static final int SWEEPS_MAX = 100;
    private static final double STILL = 1e-3;
    private static final int UNKNOWN = -1;

    private final Ballots ballots;
    private final Tuning tuning;
    private final int labels;
    private final Crowd crowd;
    private final Workers workers;
    private final double[] together;
    private final double[] classes;
    private final double[] was;
    private double[] posterior = new double[0];
    private int[] known = new int[0];
    private int items;

    /** A model of these answers; nothing is learned before {@link #fit}. */
    public ClosedModel(Ballots ballots) {
        this(ballots, Tuning.USUAL);
    }

    /** The same, tuned otherwise: to measure what each part of the model brings. */
    public ClosedModel(Ballots ballots, Tuning tuning) {
        this.ballots = ballots;
        this.tuning = tuning;
        labels = ballots.labels();
        crowd = new Crowd(labels);
        workers = new Workers(labels, tuning);
        together = new double[labels * labels];
        classes = new double[labels];
        was = new double[labels];
        makeRoom();
    }

    /** Fixes the true class of an item: gold, or an adjudicator's word. */
    public void know(int item, int label) {
        if (item >= ballots.items() || label >= labels) {
            throw new IllegalArgumentException("Expected an item below %d and a label below %d but was %d, %d."
                    .formatted(ballots.items(), labels, item, label));
        }
        makeRoom();
        known[item] = label;
    }

    /** Learns everything anew. */
    public void fit() {
        makeRoom();
        vote();
        for (int sweep = 0; sweep < tuning.coinSweeps(); sweep++) {
            count();
            crowd.learnAlike(together);
            workers.learn(crowd, false);
            judge();
        }
        double perItem = ballots.size() / Math.max(1.0, items);
        count();
        crowd.anchor(classes, tuning.anchored() ? 1 / Math.max(0.5, perItem - 1) : 0);
        long sweeps = Math.round(tuning.sweepsPerSquare() * perItem * perItem);
        double moved = 1;
        for (int sweep = 0; sweep < Math.max(1, Math.min(SWEEPS_MAX, sweeps)) && moved > STILL; sweep++) {
            learn();
            moved = judge();
            count();
        }
        learn();
    }

    /** Takes in one answer: the item's class is judged anew, and what that says of the workers who answered it. */
    public void arrive(int worker, int item, int label) {
        ballots.add(worker, item, label);
        makeRoom();
        int newest = ballots.newest(item);
        move(item, ballots.before(newest), -1);
        judge(item);
        move(item, newest, 1);
        crowd.learn(together, classes);
        for (int answer = newest; answer != Ballots.NONE; answer = ballots.before(answer)) {
            workers.learn(ballots.worker(answer), crowd, tuning.ownRows());
        }
    }

    /** The likeliest class of an item. */
    public int best(int item) {
        int best = 0;
        for (int label = 1; label < labels; label++) {
            if (posterior[item * labels + label] > posterior[item * labels + best]) {
                best = label;
            }
        }
        return best;
    }

    /** How near the next likeliest class comes to the likeliest: 0 for nowhere, 1 for a tie. */
    public double rival(int item) {
        int best = best(item);
        double next = 0;
        for (int label = 0; label < labels; label++) {
            next = label == best ? next : Math.max(next, posterior[item * labels + label]);
        }
        return next / posterior[item * labels + best];
    }

    /** Chance that the item is of this class, as the model has it. */
    public double posterior(int item, int label) {
        return posterior[item * labels + label];
    }

    /** Chance that {@link #best} is right, for answers whose errors on one item correlate. */
    public double confidence(int item, double correlation) {
        if (known[item] != UNKNOWN) {
            return known[item] == best(item) ? 1 : 0;
        }
        double sharpness = 1 / (1 + Math.max(0, ballots.answers(item) - 1) * correlation);
        double top = posterior[item * labels + best(item)];
        double all = 0;
        for (int label = 0; label < labels; label++) {
            all += Math.pow(posterior[item * labels + label] / top, sharpness);
        }
        return 1 / all;
    }

    /** Chance that this worker says what is so, over the classes that occur. */
    public double reliability(int worker) {
        double right = 0;
        for (int truth = 0; truth < labels; truth++) {
            right += crowd.prior(truth) * workers.chance(worker, truth, truth);
        }
        return right;
    }

    /** Chance that this worker, shown an item of this class, says this label. */
    public double chance(int worker, int truth, int label) {
        return workers.chance(worker, label, truth);
    }

    private void makeRoom() {
        if (ballots.items() > known.length) {
            int had = known.length;
            int room = Math.max(ballots.items(), 2 * had);
            posterior = Arrays.copyOf(posterior, room * labels);
            known = Arrays.copyOf(known, room);
            Arrays.fill(known, had, room, UNKNOWN);
        }
        items = ballots.items();
        workers.grow(ballots.workers(), crowd);
    }

    private void vote() {
        Arrays.fill(posterior, 0, items * labels, 0.5 / labels);
        for (int answer = 0; answer < ballots.size(); answer++) {
            posterior[ballots.item(answer) * labels + ballots.label(answer)]++;
        }
        for (int item = 0; item < items; item++) {
            settle(item);
        }
    }

    private void count() {
        workers.forget();
        Arrays.fill(together, 0);
        Arrays.fill(classes, 0);
        for (int item = 0; item < items; item++) {
            move(item, ballots.newest(item), 1);
        }
    }

    /** Adds an item's judgement to its workers' counts, or takes it away. */
    private void move(int item, int newest, int sign) {
        int row = item * labels;
        for (int truth = 0; truth < labels && newest != Ballots.NONE; truth++) {
            classes[truth] += sign * posterior[row + truth];
        }
        for (int answer = newest; answer != Ballots.NONE; answer = ballots.before(answer)) {
            int label = ballots.label(answer);
            for (int truth = 0; truth < labels; truth++) {
                double share = sign * posterior[row + truth];
                workers.count(ballots.worker(answer), label, truth, share);
                together[label * labels + truth] += share;
            }
        }
    }

    private void learn() {
        crowd.learn(together, classes);
        workers.learn(crowd, tuning.ownRows());
    }

    /** Judges every item; the largest change of any chance. */
    private double judge() {
        double moved = 0;
        for (int item = 0; item < items; item++) {
            moved = Math.max(moved, judge(item));
        }
        return moved;
    }

    private double judge(int item) {
        int row = item * labels;
        System.arraycopy(posterior, row, was, 0, labels);
        for (int truth = 0; truth < labels; truth++) {
            posterior[row + truth] = crowd.prior(truth);
        }
        for (int answer = ballots.newest(item); answer != Ballots.NONE; answer = ballots.before(answer)) {
            double top = 0;
            for (int truth = 0; truth < labels; truth++) {
                posterior[row + truth] *= workers.chance(ballots.worker(answer), ballots.label(answer), truth);
                top = Math.max(top, posterior[row + truth]);
            }
            if (top < 1e-100) {
                for (int truth = 0; truth < labels; truth++) {
                    posterior[row + truth] *= 1e100;
                }
            }
        }
        settle(item);
        double moved = 0;
        for (int truth = 0; truth < labels; truth++) {
            moved = Math.max(moved, Math.abs(was[truth] - posterior[row + truth]));
        }
        return moved;
    }

    /** Makes an item's weights chances that add up to 1, or certainty where the class is known. */
    private void settle(int item) {
        int row = item * labels;
        double all = 0;
        for (int truth = 0; truth < labels; truth++) {
            all += posterior[row + truth];
        }
        for (int truth = 0; truth < labels; truth++) {
            double certain = known[item] == truth ? 1 : 0;
            posterior[row + truth] = known[item] == UNKNOWN ? posterior[row + truth] / all : certain;
        }
    }
}
