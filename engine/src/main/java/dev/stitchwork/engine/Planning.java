package dev.stitchwork.engine;

import dev.stitchwork.engine.exposure.Forecast;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.exposure.Planner;
import dev.stitchwork.engine.exposure.Quote;
import dev.stitchwork.engine.exposure.Workload;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import dev.stitchwork.engine.store.Crowds;
import dev.stitchwork.engine.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Asks the planner about batches, before they are opened and every minute while they run. It only ever speaks: nothing is
 * loosened, held back or reordered for what it finds but that a batch which will be late anyway goes behind those that need
 * not be.
 */
final class Planning {
    /** Where there is no deadline, whether it can be done at all is asked for so long. */
    private static final Duration NO_DEADLINE = Duration.ofDays(30);

    private static final int DOCUMENTS_MAX = 10_000_000;

    private final Store store;

    Planning(Store store) {
        this.store = store;
    }

    /** What can be said of a batch of so many documents, all of whose fields are filled in and keyed by people. */
    Quote quote(List<FormTemplate> forms, BatchDesk.NewBatch batch, int documents) {
        if (documents < 1 || documents > DOCUMENTS_MAX) {
            throw new IllegalArgumentException(
                    "Expected 1 to %d documents but was %d.".formatted(DOCUMENTS_MAX, documents));
        }
        // How many will be of which form is not known: each class is taken to ask for what the form asks that asks for most.
        int classes = SensitivityClass.values().length;
        double[] turns = new double[classes];
        int[] most = new int[classes];
        int[] pools = new int[classes];
        for (FormTemplate form : forms) {
            int[] asked = new int[classes];
            Pieces pieces = Pieces.of(form);
            for (int piece = 0; piece < pieces.count(); piece++) {
                asked[pieces.classOf(piece).ordinal()] += batch.votes().agree();
            }
            for (int at = 0; at < classes; at++) {
                most[at] = Math.max(most[at], asked[at]);
            }
        }
        for (int at = 0; at < classes; at++) {
            turns[at] = (double) most[at] * documents;
            pools[at] = most[at] == 0 ? 0 : documents;
        }
        Instant now = store.crowds().now();
        return planner(batch.guarantee(), Pieces.of(forms), Optional.empty(), documents)
                .quote(new Workload(turns, most, pools, 0, 0), seconds(now, batch.deadline()));
    }

    private Planner planner(Guarantee guarantee, Pieces pieces, Optional<Long> batch, int documents) {
        return new Planner(guarantee, pieces, store.crowds().members(batch, documents), () -> new SplittableRandom(1));
    }

    /** At least a minute: a deadline that is over cannot be planned for, only missed. */
    private static double seconds(Instant now, Optional<Instant> deadline) {
        Duration left = deadline.map(until -> Duration.between(now, until)).orElse(NO_DEADLINE);
        return Math.max(60, left.toSeconds());
    }

    /** What can be said of the rest of a batch that goes on; empty where nothing more is asked of people. */
    Optional<Quote> quote(long batch) {
        return store.crowds().running().stream()
                .filter(each -> each.row() == batch)
                .findFirst()
                .flatMap(running -> quote(running, store.crowds().now()));
    }

    private Optional<Quote> quote(Crowds.Running batch, Instant now) {
        return store.crowds().workload(batch.row()).map(workload ->
                planner(batch).quote(workload, store.crowds().begun(batch), seconds(now, batch.deadline())));
    }

    private Planner planner(Crowds.Running batch) {
        Pieces pieces = Pieces.of(store.templates().formsOf(batch.row()));
        return planner(batch.guarantee(), pieces, Optional.of(batch.row()), batch.documents());
    }

    /** Forecasts every batch that goes on, and writes it down. */
    void renew() {
        for (Crowds.Running batch : store.crowds().running()) {
            Instant now = store.crowds().now();
            store.crowds().workload(batch.row()).ifPresent(workload -> {
                Planner planner = planner(batch);
                double left = seconds(now, batch.deadline());
                Forecast seen = planner.quote(workload, store.crowds().begun(batch), left).forecast();
                // Else a batch that waits behind another would be taken for a slow one, and wait for ever.
                Forecast known = planner.quote(workload, left).forecast();
                store.crowds().forecast(batch.row(), at(now, seen, 0.5), at(now, seen, 0.9), at(now, known, 0.5));
            });
        }
    }

    private static Optional<Instant> at(Instant now, Forecast forecast, double share) {
        double seconds = forecast.by(share);
        return Double.isFinite(seconds) ? Optional.of(now.plusSeconds((long) Math.ceil(seconds))) : Optional.empty();
    }
}
