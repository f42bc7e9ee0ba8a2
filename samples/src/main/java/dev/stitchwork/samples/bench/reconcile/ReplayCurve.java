package dev.stitchwork.samples.bench.reconcile;

import java.util.Comparator;
import java.util.List;

/**
 * How right a replay is at a number of answers nobody stopped at: the straight line between the points that end on both
 * sides of it. Where all points lie on one side it is the nearest of them, at the answers which that one bought.
 */
record ReplayCurve(List<CrowdSet.Point> points) {
    /**
     * What the curve tells of a number of answers.
     *
     * @param point at the answers that were asked for, or those of the nearest point; its error is not below the true one
     * @param from which points it rests on, in words
     */
    record Found(CrowdSet.Point point, String from) {
        /** Whether it is right this often at no more answers than these. */
        boolean reaches(double right, double answers) {
            return point.right() >= right && point.answers() <= answers;
        }
    }

    /** @param points in any order */
    ReplayCurve {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("Expected a point of a replay but there is none.");
        }
        points = points.stream().sorted(Comparator.comparingDouble(CrowdSet.Point::answers)).toList();
    }

    Found at(double answers) {
        CrowdSet.Point least = points.get(0);
        CrowdSet.Point most = points.get(points.size() - 1);
        if (answers < least.answers()) {
            return new Found(least, "nearest, all above %s".formatted(Bar.number(answers)));
        }
        if (answers > most.answers()) {
            return new Found(most, "nearest, all below %s".formatted(Bar.number(answers)));
        }
        CrowdSet.Point below = least;
        for (CrowdSet.Point above : points) {
            if (above.answers() >= answers) {
                double part = above.answers() == below.answers()
                        ? 1 : (answers - below.answers()) / (above.answers() - below.answers());
                double right = below.right() + part * (above.right() - below.right());
                double error = below.error() + part * (above.error() - below.error());
                return new Found(
                        new CrowdSet.Point(answers, right, error),
                        "between %s and %s".formatted(Bar.number(below.answers()), Bar.number(above.answers())));
            }
            below = above;
        }
        throw new AssertionError("No point at or above %s answers.".formatted(answers));
    }
}
