package dev.stitchwork.ui.cli.reconcile;

import dev.stitchwork.engine.consensus.reconcile.Judgement;
import dev.stitchwork.engine.consensus.reconcile.Method;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import dev.stitchwork.engine.consensus.reconcile.Replay;
import dev.stitchwork.engine.consensus.reconcile.Score;
import dev.stitchwork.engine.consensus.reconcile.StopPolicy;
import dev.stitchwork.ui.cli.Bars;
import dev.stitchwork.ui.cli.Columns;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;

/** What {@code reconcile} prints: how the items stand, who the workers are, and how few answers would have done. */
final class Report {
    private static final int WORKERS_SHOWN = 10;

    private final PrintWriter out;
    private final Poll poll;
    private final Map<String, String> truth;

    /** @param truth true answers by the item's name; those of items known beforehand, or not asked about, are passed over */
    Report(PrintWriter out, Poll poll, Map<String, String> truth) {
        this.out = out;
        this.poll = poll;
        this.truth = truth.entrySet().stream()
                .filter(entry -> poll.set().item(entry.getKey()).filter(item -> !poll.isKnown(item)).isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    /** Whether there is a true answer to compare with. */
    boolean knowsTruth() {
        return !truth.isEmpty();
    }

    /** @param lastingWorkers whether the names of workers mean anybody */
    void summary(String how, boolean lastingWorkers, Judgement judgement, Judgement vote) {
        say("%s%s to %s (%.2f an item), kind %s%n", counted(poll.set().size(), "answer"),
                lastingWorkers ? " of " + counted(poll.set().workers(), "worker") : "", counted(poll.set().items(), "item"),
                (double) poll.set().size() / poll.set().items(), poll.kind());
        Map<Judgement.State, Long> states = judgement.outcomes().stream()
                .collect(Collectors.groupingBy(Judgement.Outcome::state, TreeMap::new, Collectors.counting()));
        say("%s%n", states.entrySet().stream()
                .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", ")));
        double sure = judgement.outcomes().stream().mapToDouble(Judgement.Outcome::confidence).average().orElse(0);
        say("Mean confidence %.3f: about %,.0f of the values are expected to be wrong%n", sure,
                (1 - sure) * poll.set().items());
        if (truth.isEmpty()) {
            return;
        }
        Columns table = poll.kind().isText()
                ? new Columns("METHOD", "EXACT", "WORD ERRORS", "LETTER ERRORS", "ITEMS")
                : new Columns("METHOD", "RIGHT", "ITEMS");
        add(table, how, Score.of(poll, judgement, truth));
        add(table, "plain vote", Score.of(poll, vote, truth));
        boolean known = IntStream.range(0, poll.set().items()).anyMatch(poll::isKnown);
        say("%nAgainst the truth%s:%n%s%n", known ? ", without what was known beforehand" : "", table);
    }

    private void add(Columns table, String how, Score score) {
        if (poll.kind().isText()) {
            table.add(how, percent(score.accuracy()), percent(score.wordErrorRate()), percent(score.letterErrorRate()),
                    "%,d".formatted(score.items()));
        } else {
            table.add(how, percent(score.accuracy()), "%,d".formatted(score.items()));
        }
    }

    void workers(List<WorkerTable.Row> workers) {
        Columns table = new Columns("WORKER", "ANSWERS", "RELIABILITY", "AGREES");
        boolean all = workers.size() <= 2 * WORKERS_SHOWN;
        for (int place = 0; place < workers.size(); place++) {
            if (!all && place == WORKERS_SHOWN) {
                table.add("...", "", "", "");
            }
            if (all || place < WORKERS_SHOWN || place >= workers.size() - WORKERS_SHOWN) {
                WorkerTable.Row worker = workers.get(place);
                table.add(worker.name(), "%,d".formatted(worker.answers()), percent(worker.reliability()), percent(worker.agreement()));
            }
        }
        say("%nWorkers, by how often each is %s%s:%n%s%n", poll.kind().isText() ? "right about a word" : "right",
                all ? "" : " (all of them: --workers FILE)", table);
    }

    /** @param all what all the answers add up to, to compare with where there is no truth */
    void replays(List<StopPolicy> policies, Method method, int orders, long seed, int cap, Judgement all) {
        boolean against = !truth.isEmpty();
        Columns table = poll.kind().isText() && against
                ? new Columns("POLICY", "ANSWERS AN ITEM", "EXACT", "+-", "WORD ERRORS")
                : new Columns("POLICY", "ANSWERS AN ITEM", against ? "RIGHT" : "LIKE ALL ANSWERS", "+-");
        try (ProgressBar bar = Bars.ofRounds("Replaying", (long) policies.size() * orders)) {
            for (StopPolicy policy : policies) {
                Replay replay = new Replay(poll, policy, cap, method);
                List<Score> scores = new ArrayList<>();
                for (int order = 0; order < orders; order++) {
                    int[] drawn = shuffled(new SplittableRandom(seed + 0x9E3779B97F4A7C15L * order));
                    Judgement judgement = replay.run(drawn).judgement();
                    scores.add(against ? Score.of(poll, judgement, truth) : Score.like(judgement, all));
                    bar.step();
                }
                add(table, policy, scores, against);
            }
        }
        say("%nHow few answers would have done (%s):%n%s%n", counted(orders, "random order"), table);
    }

    private void add(Columns table, StopPolicy policy, List<Score> scores, boolean against) {
        double answers = scores.stream().mapToDouble(Score::answersPerItem).average().orElseThrow();
        double right = scores.stream().mapToDouble(Score::accuracy).average().orElseThrow();
        double spread = Math.sqrt(scores.stream().mapToDouble(score -> Math.pow(score.accuracy() - right, 2)).sum()
                / Math.max(1, scores.size() - 1));
        List<String> cells = new ArrayList<>(List.of(policy.written(), String.format(Locale.ROOT, "%.2f", answers), percent(right),
                percent(scores.size() == 1 ? Double.NaN : spread)));
        if (poll.kind().isText() && against) {
            cells.add(percent(scores.stream().mapToDouble(Score::wordErrorRate).average().orElseThrow()));
        }
        table.add(cells.toArray());
    }

    private int[] shuffled(SplittableRandom random) {
        int[] order = IntStream.range(0, poll.set().size()).toArray();
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = order[last];
            order[last] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    static String counted(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
