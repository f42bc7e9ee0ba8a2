package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.exposure.Pseudonyms;
import dev.stitchwork.engine.form.SensitivityClass;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The documents of one file on their way into the log and in front of their pools: each goes into the pools of its form and
 * of the classes that people are wanted for, at a random place of the pool's order.
 */
final class Arrivals {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final long batch;
    private final Map<Long, Map<SensitivityClass, Long>> pools = new HashMap<>();
    private final Map<Long, Count> counts = new HashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Long> disputed = new ArrayList<>();

    Arrivals(long batch) {
        this.batch = batch;
    }

    /**
     * @param template the document's form, cut into these pieces
     * @param turnsEach most answers of people that any piece of it wants
     */
    void add(Handle handle, long document, long template, Pieces cuts, DocumentRows.Shown shown, int turnsEach) {
        Map<SensitivityClass, Integer> pieces = new EnumMap<>(SensitivityClass.class);
        for (int piece = 0; piece < shown.audience().length; piece++) {
            if (shown.audience()[piece] == Audience.CROWD) {
                pieces.merge(cuts.classOf(piece), 1, Integer::sum);
            }
        }
        Map<SensitivityClass, Long> own = pools.computeIfAbsent(template, form -> Pools.of(handle, batch, form));
        List<Long> into = new ArrayList<>();
        pieces.forEach((sensitivity, fragments) -> {
            counts.computeIfAbsent(own.get(sensitivity), none -> new Count()).add(fragments, fragments * turnsEach);
            into.add(own.get(sensitivity));
        });
        arrivals.add(new Arrival(document, template, shown, into));
    }

    /** Adds what was written in another transaction. */
    void addAll(Arrivals others) {
        arrivals.addAll(others.arrivals);
        disputed.addAll(others.disputed);
        others.counts.forEach((pool, count) -> counts.computeIfAbsent(pool, none -> new Count()).addAll(count));
    }

    /** Notes a task that waits for an operator; none is shown it before its document has arrived. */
    void addDisputed(long task) {
        disputed.add(task);
    }

    /** Makes the tasks known to operators that wait for one. */
    void tellOperators(Handle handle, Instant now) {
        PreparedBatch waiting = handle.prepareBatch("update task set disputed = ? where id = ?");
        disputed.forEach(task -> waiting.add(now, task));
        if (waiting.size() > 0) {
            waiting.execute();
        }
    }

    /** Puts the documents into the log, and in front of their pools. */
    void arrive(Handle handle, LogHead head, Instant now) {
        Pseudonyms pseudonyms = head.pseudonyms();
        PreparedBatch numbers = handle.prepareBatch("update document set number_in_log = ? where id = ?");
        PreparedBatch entries = handle.prepareBatch("""
                insert into pool_entry (document, pool, released, settled, ord, opened) values (?, ?, false, false, ?, ?)
                """);
        head.append(log -> {
            for (Arrival arrival : arrivals) {
                int number = head.nextDocument();
                numbers.add(number, arrival.document());
                log.document(
                        number,
                        pseudonyms.ofDocument(arrival.document()),
                        head.numberOf(arrival.template()),
                        arrival.shown().inkPpm(),
                        arrival.shown().audience());
                arrival.pools().forEach(pool -> entries.add(arrival.document(), pool, RANDOM.nextLong() >>> 1, now));
            }
        });
        if (!arrivals.isEmpty()) {
            numbers.execute();
        }
        if (entries.size() > 0) {
            entries.execute();
        }
        counts.forEach((pool, count) -> Pools.arrive(handle, pool, count));
        Pools.release(handle, head, now, Pools.noMoreFiles(handle, head.batch));
    }

    private record Arrival(long document, long template, DocumentRows.Shown shown, List<Long> pools) {}

    /** What waits in front of one pool. */
    static final class Count {
        int documents;
        int fragments;
        int turnsMost;

        void addAll(Count other) {
            documents += other.documents;
            fragments += other.fragments;
            turnsMost = Math.max(turnsMost, other.turnsMost);
        }

        void add(int documentFragments, int documentTurns) {
            documents++;
            fragments += documentFragments;
            turnsMost = Math.max(turnsMost, documentTurns);
        }
    }
}
