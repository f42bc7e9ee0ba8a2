package dev.stitchwork.samples.verify;

import java.util.Arrays;

/**
 * Whether fragments were drawn at random, from where each drawn document stood among those of its pool, 0 to 1.
 *
 * <p>Two figures, which uniform draws leave near 1 and any walk through the documents brings near 0. <b>Spread</b>:
 * standard deviation of the standings in windows of 64 draws of one class, over that of a uniform draw (1/sqrt 12).
 * <b>Step</b>: mean distance between two draws in a row of one cluster, over that between two draws in a row of different
 * clusters. Older documents with few fragments left are drawn less often than new ones, so neither is held to exactly
 * 1: below {@link #LEAST} of it, with at least {@link #DRAWS_MIN} draws, is called ordered. A uniform pool of 50 documents
 * stays above 0.8 there.
 */
final class OrderTest {
    static final double LEAST = 0.5;
    static final int DRAWS_MIN = 512;

    private static final int WINDOW = 64;
    private static final double UNIFORM_DEVIATION = 1 / Math.sqrt(12);
    private static final double NONE = -1;

    private static final int CLASSES = Form.CLASSES.size();

    private final double[] sum = new double[CLASSES];
    private final double[] squares = new double[CLASSES];
    private final int[] inWindow = new int[CLASSES];
    private final double[] lastOfClass = new double[CLASSES];
    private final int[] lastClusterOfClass = new int[CLASSES];
    private double[] lastOfCluster = new double[16];
    private int[] lastClassOfCluster = new int[16];

    private double deviations;
    private long windows;
    private double ownSteps;
    private long ownCount;
    private double otherSteps;
    private long otherCount;
    private long draws;

    OrderTest() {
        Arrays.fill(lastOfClass, NONE);
    }

    /** @param standing of the drawn document in its pool, 0 to 1 */
    void draw(int cluster, int sensitivity, double standing) {
        draws++;
        sum[sensitivity] += standing;
        squares[sensitivity] += standing * standing;
        if (++inWindow[sensitivity] == WINDOW) {
            double mean = sum[sensitivity] / WINDOW;
            deviations += Math.sqrt(Math.max(0, squares[sensitivity] / WINDOW - mean * mean));
            windows++;
            sum[sensitivity] = 0;
            squares[sensitivity] = 0;
            inWindow[sensitivity] = 0;
        }
        if (lastOfClass[sensitivity] != NONE && lastClusterOfClass[sensitivity] != cluster) {
            otherSteps += Math.abs(standing - lastOfClass[sensitivity]);
            otherCount++;
        }
        lastOfClass[sensitivity] = standing;
        lastClusterOfClass[sensitivity] = cluster;
        own(cluster, sensitivity, standing);
    }

    private void own(int cluster, int sensitivity, double standing) {
        if (cluster >= lastOfCluster.length) {
            int length = lastOfCluster.length;
            int longer = Math.max(2 * length, cluster + 1);
            lastOfCluster = Arrays.copyOf(lastOfCluster, longer);
            lastClassOfCluster = Arrays.copyOf(lastClassOfCluster, longer);
        }
        if (lastOfCluster[cluster] > 0 && lastClassOfCluster[cluster] == sensitivity) {
            ownSteps += Math.abs(standing - lastOfCluster[cluster]);
            ownCount++;
        }
        lastOfCluster[cluster] = standing;
        lastClassOfCluster[cluster] = sensitivity;
    }

    /** Near 1 for uniform draws; 1 where there are too few to tell. */
    double spread() {
        return draws < DRAWS_MIN || windows == 0 ? 1 : deviations / windows / UNIFORM_DEVIATION;
    }

    /** Near 1 for uniform draws; 1 where there are too few to tell. */
    double step() {
        if (draws < DRAWS_MIN || ownCount == 0 || otherSteps == 0) {
            return 1;
        }
        return ownSteps / ownCount / (otherSteps / otherCount);
    }

    boolean isOrdered() {
        return spread() < LEAST || step() < LEAST;
    }
}
