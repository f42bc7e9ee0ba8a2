package dev.stitchwork.samples.bench.registration;

import java.util.ArrayList;
import java.util.List;

/** What was measured on one or several pages: how far off each landmark was, and how far off it was said to be at most. */
final class Measured {
    private final List<Double> errors = new ArrayList<>();
    private final List<Double> said = new ArrayList<>();

    void add(double error, double estimate) {
        errors.add(error);
        said.add(estimate);
    }

    void addAll(Measured other) {
        errors.addAll(other.errors);
        said.addAll(other.said);
    }

    int count() {
        return errors.size();
    }

    /** The error that so large a share of landmarks is below, pixels of the scan. */
    double at(double share) {
        double[] sorted = errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    /** Share of landmarks that are no further off than was said that nine in ten are. */
    double covered() {
        int covered = 0;
        for (int i = 0; i < errors.size(); i++) {
            covered += errors.get(i) <= said.get(i) ? 1 : 0;
        }
        return covered / (double) Math.max(1, errors.size());
    }

    double said() {
        double[] sorted = said.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
