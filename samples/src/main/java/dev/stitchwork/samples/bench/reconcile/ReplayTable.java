package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.closed.ClosedModel;
import dev.stitchwork.engine.consensus.reconcile.ModelMethod;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import dev.stitchwork.engine.consensus.reconcile.StopPolicy;
import dev.stitchwork.samples.bench.CorpusOption;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded answers bought one by one until the model is sure enough, weights learned from what was bought alone. The share
 * right at exactly the wanted number of answers is read off the {@link ReplayCurve} of a few thresholds.
 */
record ReplayTable(CorpusOption corpus, int orders) {
    private record Wanted(String set, double answers, double right) {}

    private static final List<Wanted> WANTED =
            List.of(new Wanted("rte", 4.4, 0.920), new Wanted("web", 4.7, 0.840), new Wanted("dog", 4.6, 0.825));
    private static final double[] THRESHOLDS = {0.80, 0.86, 0.88, 0.90, 0.92, 0.94, 0.96, 0.98};

    boolean print(PrintWriter out) {
        Bar bar = new Bar("SET", "POSTERIOR", "ANSWERS AN ITEM", "RIGHT", "STANDARD ERROR", "WANTED");
        for (Wanted wanted : WANTED) {
            CrowdSet set = CrowdSet.read(corpus.set("crowd/" + wanted.set));
            Poll poll = set.poll("choice");
            List<CrowdSet.Point> points = new ArrayList<>();
            for (double threshold : THRESHOLDS) {
                StopPolicy policy = new StopPolicy.Posterior(threshold, StopPolicy.FLOOR);
                points.add(set.replay(poll, new ModelMethod(poll, ClosedModel.CORRELATION), policy, 1_000, orders));
                CrowdSet.Point point = points.get(points.size() - 1);
                bar.plain(wanted.set, threshold, Bar.number(point.answers()), Bar.percent(point.right()),
                        Bar.percent(point.error()), "");
            }
            ReplayCurve.Found found = new ReplayCurve(points).at(wanted.answers);
            bar.line(found.reaches(wanted.right, wanted.answers), wanted.set, found.from(), Bar.number(found.point().answers()),
                    Bar.percent(found.point().right()), Bar.percent(found.point().error()),
                    ">= %s at %s".formatted(Bar.percent(wanted.right), Bar.number(wanted.answers)));
        }
        return bar.print(out, "As few answers as will do, mean of %d random orders".formatted(orders));
    }
}
