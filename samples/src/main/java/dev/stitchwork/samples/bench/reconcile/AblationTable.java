package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.closed.ClosedModel;
import dev.stitchwork.engine.consensus.closed.Tuning;
import dev.stitchwork.engine.consensus.reconcile.ModelMethod;
import dev.stitchwork.engine.consensus.reconcile.PluralityMethod;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import dev.stitchwork.engine.consensus.reconcile.Score;
import dev.stitchwork.engine.consensus.reconcile.StopPolicy;
import dev.stitchwork.engine.consensus.reconcile.TextMethod;
import dev.stitchwork.samples.bench.CorpusOption;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each step of the models adds, and how little depends on where the constants stand. */
record AblationTable(CorpusOption corpus) {
    private static final Map<String, Tuning> CLOSED = new LinkedHashMap<>();

    static {
        Tuning usual = Tuning.USUAL;
        CLOSED.put("usual", usual);
        CLOSED.put("one accuracy a worker", new Tuning(3, 8, 3, 0.1, true, false));
        CLOSED.put("no shrinking", new Tuning(0.1, 0.1, 3, 0.1, true, true));
        CLOSED.put("no coarse start", new Tuning(3, 8, 0, 0.1, true, true));
        CLOSED.put("classes free", new Tuning(3, 8, 3, 0.1, false, true));
        CLOSED.put("fitted to the end", new Tuning(3, 8, 3, 100, true, true));
        CLOSED.put("rows 1.5", new Tuning(1.5, 8, 3, 0.1, true, true));
        CLOSED.put("rows 6", new Tuning(6, 8, 3, 0.1, true, true));
        CLOSED.put("accuracy 4", new Tuning(3, 4, 3, 0.1, true, true));
        CLOSED.put("accuracy 16", new Tuning(3, 16, 3, 0.1, true, true));
        CLOSED.put("coarse sweeps 2", new Tuning(3, 8, 2, 0.1, true, true));
        CLOSED.put("coarse sweeps 6", new Tuning(3, 8, 6, 0.1, true, true));
        CLOSED.put("sweeps doubled", new Tuning(3, 8, 3, 0.2, true, true));
        CLOSED.put("sweeps halved", new Tuning(3, 8, 3, 0.05, true, true));
    }

    boolean print(PrintWriter out) {
        Map<String, CrowdSet> sets = new LinkedHashMap<>();
        SetsTable.CLOSED.keySet().forEach(name -> sets.put(name, CrowdSet.read(corpus.set("crowd/" + name))));
        Bar closed = new Bar("CLOSED ANSWERS", "rte", "web", "dog", "bluebird", "rte, 2 ANSWERS", "web, 2", "dog, 2");
        List<Object> vote = new ArrayList<>(List.of("plain vote"));
        sets.values().forEach(set -> vote.add(Bar.percent(set.all(set.poll("choice"), new PluralityMethod(set.poll("choice"))).accuracy())));
        vote.addAll(List.of("", "", ""));
        closed.plain(vote.toArray());
        CLOSED.forEach((name, tuning) -> {
            List<Object> cells = new ArrayList<>(List.of(name));
            sets.values().forEach(set -> {
                Poll poll = set.poll("choice");
                cells.add(Bar.percent(set.all(poll, new ModelMethod(poll, ClosedModel.CORRELATION, true, tuning)).accuracy()));
            });
            for (String few : List.of("rte", "web", "dog")) {
                CrowdSet set = sets.get(few);
                Poll poll = set.poll("choice");
                StopPolicy twoEach = new StopPolicy.Posterior(0.0001, StopPolicy.FLOOR);
                ModelMethod method = new ModelMethod(poll, ClosedModel.CORRELATION, true, tuning);
                cells.add(Bar.percent(set.replay(poll, method, twoEach, 2, 10).right()));
            }
            closed.plain(cells.toArray());
        });
        closed.print(out, "What each step adds, and how far the constants matter");
        Bar texts = new Bar("TEXTS, WORD ERRORS", "dev_clean", "dev_other");
        CrowdSet clean = CrowdSet.read(corpus.set("crowd/crowdspeech_dev_clean"));
        CrowdSet other = CrowdSet.read(corpus.set("crowd/crowdspeech_dev_other"));
        texts.plain("plain vote", vote(clean), vote(other));
        texts.plain("side by side, workers alike", aligned(clean, false), aligned(other, false));
        texts.plain("side by side, weighed by worker", aligned(clean, true), aligned(other, true));
        return texts.print(out, "Texts");
    }

    private static String vote(CrowdSet set) {
        Poll poll = set.poll("text");
        return Bar.percent(set.all(poll, new PluralityMethod(poll)).wordErrorRate());
    }

    private static String aligned(CrowdSet set, boolean weighed) {
        Poll poll = set.poll("text");
        Score score = set.all(poll, new TextMethod(poll, weighed, ClosedModel.CORRELATION));
        return Bar.percent(score.wordErrorRate());
    }
}
