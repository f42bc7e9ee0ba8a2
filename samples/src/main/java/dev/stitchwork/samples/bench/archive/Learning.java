package dev.stitchwork.samples.bench.archive;

import java.util.List;

/**
 * Learns the weights of a logistic weighing: Newton's steps on the likelihood, drawn a little towards nothing
 * (iteratively reweighted least squares, McCullagh and Nelder 1989; ridge, le Cessie and van Houwelingen 1992).
 */
final class Learning {
    /** Words' worth of belief that a sign says nothing; the constant alone is left free. */
    private static final double RIDGE = 3;
    private static final int STEPS = 30;

    private Learning() {}

    /**
     * One word.
     *
     * @param signs numbers that were seen, the first always 1
     * @param right whether it was read right
     */
    record Example(double[] signs, boolean right) {}

    static double[] weights(List<Example> examples) {
        int size = examples.get(0).signs().length;
        double[] weights = new double[size];
        for (int step = 0; step < STEPS; step++) {
            double[] slope = new double[size];
            double[][] bend = new double[size][size];
            for (int i = 0; i < size; i++) {
                double ridge = i == 0 ? 1e-6 : RIDGE;
                slope[i] = -ridge * weights[i];
                bend[i][i] = ridge;
            }
            for (Example example : examples) {
                double right = probability(weights, example.signs());
                for (int i = 0; i < size; i++) {
                    slope[i] += ((example.right() ? 1 : 0) - right) * example.signs()[i];
                    for (int j = 0; j < size; j++) {
                        bend[i][j] += right * (1 - right) * example.signs()[i] * example.signs()[j];
                    }
                }
            }
            double[] by = solved(bend, slope);
            for (int i = 0; i < size; i++) {
                weights[i] += by[i];
            }
        }
        return weights;
    }

    static double probability(double[] weights, double[] signs) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * signs[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** Gauss, with the largest pivot. */
    private static double[] solved(double[][] matrix, double[] values) {
        int size = values.length;
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int row = column + 1; row < size; row++) {
                pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
            }
            double[] line = matrix[pivot];
            matrix[pivot] = matrix[column];
            matrix[column] = line;
            double value = values[pivot];
            values[pivot] = values[column];
            values[column] = value;
            for (int row = column + 1; row < size; row++) {
                double factor = matrix[row][column] / line[column];
                values[row] -= factor * value;
                for (int at = column; at < size; at++) {
                    matrix[row][at] -= factor * line[at];
                }
            }
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int at = row + 1; at < size; at++) {
                values[row] -= matrix[row][at] * values[at];
            }
            values[row] /= matrix[row][row];
        }
        return values;
    }
}
