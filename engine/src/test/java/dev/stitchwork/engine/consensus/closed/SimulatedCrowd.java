package dev.stitchwork.engine.consensus.closed;

import java.util.Random;

/** Items of known classes and a crowd that answers them, all from one seed. */
final class SimulatedCrowd {
    final Ballots ballots;
    final int[] truth;
    private final int[][] votes;

    /** @param shares of the classes @param accuracies of the workers; who is wrong says any other label */
    SimulatedCrowd(double[] shares, int items, int answersPerItem, double[] accuracies, long seed) {
        Random random = new Random(seed);
        ballots = new Ballots(shares.length);
        truth = new int[items];
        votes = new int[items][shares.length];
        for (int item = 0; item < items; item++) {
            truth[item] = draw(shares, random);
            int first = random.nextInt(accuracies.length);
            for (int answer = 0; answer < answersPerItem; answer++) {
                int worker = (first + answer * 7) % accuracies.length;
                boolean right = random.nextDouble() < accuracies[worker];
                int label = right ? truth[item] : (truth[item] + 1 + random.nextInt(shares.length - 1)) % shares.length;
                ballots.add(worker, item, label);
                votes[item][label]++;
            }
        }
    }

    static double[] accuracies(int workers, double from, double to) {
        double[] accuracies = new double[workers];
        for (int worker = 0; worker < workers; worker++) {
            accuracies[worker] = from + (to - from) * worker / (workers - 1);
        }
        return accuracies;
    }

    double right(ClosedModel model) {
        int right = 0;
        for (int item = 0; item < truth.length; item++) {
            right += model.best(item) == truth[item] ? 1 : 0;
        }
        return (double) right / truth.length;
    }

    /** Plain vote, a tie counting as the part of it that is right. */
    double rightByVote() {
        double right = 0;
        for (int item = 0; item < truth.length; item++) {
            int most = 0;
            int ties = 0;
            for (int count : votes[item]) {
                ties = count > most ? 1 : count == most ? ties + 1 : ties;
                most = Math.max(most, count);
            }
            right += votes[item][truth[item]] == most ? 1.0 / ties : 0;
        }
        return right / truth.length;
    }

    private static int draw(double[] shares, Random random) {
        double left = random.nextDouble();
        int label = 0;
        while (label < shares.length - 1 && (left -= shares[label]) > 0) {
            label++;
        }
        return label;
    }
}
