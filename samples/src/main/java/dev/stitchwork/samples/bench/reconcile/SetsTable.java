package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.closed.ClosedModel;
import dev.stitchwork.engine.consensus.reconcile.ModelMethod;
import dev.stitchwork.engine.consensus.reconcile.PluralityMethod;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import dev.stitchwork.engine.consensus.reconcile.Score;
import dev.stitchwork.engine.consensus.reconcile.TextMethod;
import dev.stitchwork.samples.bench.CorpusOption;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recorded crowds with all their answers: closed ones by share right, speech by word errors. */
record SetsTable(CorpusOption corpus) {
    /** Least share right, by set. */
    static final Map<String, Double> CLOSED = new LinkedHashMap<>();

    private static final Map<String, Double> SPEECH = new LinkedHashMap<>();

    static {
        CLOSED.put("rte", 0.929);
        CLOSED.put("web", 0.829);
        CLOSED.put("dog", 0.840);
        CLOSED.put("bluebird", 0.890);
        SPEECH.put("crowdspeech_dev_clean", 0.059);
        SPEECH.put("crowdspeech_dev_other", 0.116);
    }

    boolean print(PrintWriter out) {
        Bar bar = new Bar("SET", "PLAIN VOTE", "RECONCILED", "WANTED");
        CLOSED.forEach((name, wanted) -> {
            CrowdSet set = CrowdSet.read(corpus.set("crowd/" + name));
            Poll poll = set.poll("choice");
            double vote = set.all(poll, new PluralityMethod(poll)).accuracy();
            double right = set.all(poll, new ModelMethod(poll, ClosedModel.CORRELATION)).accuracy();
            bar.line(right >= wanted && right >= vote, name + ", right", Bar.percent(vote), Bar.percent(right), ">= " + Bar.percent(wanted));
        });
        SPEECH.forEach((name, wanted) -> {
            CrowdSet set = CrowdSet.read(corpus.set("crowd/" + name));
            Poll poll = set.poll("text");
            Score score = set.all(poll, new TextMethod(poll, true, ClosedModel.CORRELATION));
            Score vote = set.all(poll, new PluralityMethod(poll));
            bar.line(score.wordErrorRate() <= wanted, name + ", word errors", Bar.percent(vote.wordErrorRate()),
                    Bar.percent(score.wordErrorRate()), "<= " + Bar.percent(wanted));
        });
        return bar.print(out, "Recorded crowds, all answers");
    }
}
