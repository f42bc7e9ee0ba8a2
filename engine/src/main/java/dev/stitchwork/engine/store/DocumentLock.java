package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One document's row, locked until the transaction ends: whatever changes the leases, answers or state of its tasks holds
 * this lock, so that what is counted under it stays true until it is written.
 *
 * <p>A <em>slot</em> of a task is one answer of a person that is wanted and neither kept nor under a live lease. The
 * document's place in each pool says whether it has any there, and an index holds the places that have; a lease that ends
 * by the clock changes no row, so a place all of whose slots are leased notes when the first of those leases ends.
 */
final class DocumentLock {
    private final Handle handle;
    private final Instant now;
    final long document;
    final long batch;
    /** Its number in the batch's exposure log; nothing where the batch has none. */
    final int numberInLog;

    private DocumentLock(Handle handle, Instant now, ResultSet row) throws SQLException {
        this.handle = handle;
        this.now = now;
        this.document = row.getLong("id");
        this.batch = row.getLong("batch");
        this.numberInLog = row.getInt("number_in_log");
    }

    /** Waits for the lock. */
    static DocumentLock wait(Handle handle, long document, Instant now) {
        return lock(handle, document, now, "for update").orElseThrow();
    }

    /** Empty where another transaction holds it. */
    static Optional<DocumentLock> attempt(Handle handle, long document, Instant now) {
        return lock(handle, document, now, "for update skip locked");
    }

    private static Optional<DocumentLock> lock(Handle handle, long document, Instant now, String mode) {
        return handle.createQuery("select id, batch, number_in_log from document where id = :document " + mode)
                .bind("document", document)
                .map((row, context) -> new DocumentLock(handle, now, row))
                .findOne();
    }

    /** The undecided tasks of the document. */
    List<OpenTask> openTasks() {
        Map<Long, Integer> leased = new HashMap<>();
        for (LiveLease lease : liveLeases()) {
            leased.merge(lease.task(), 1, Integer::sum);
        }
        return handle.createQuery("""
                        select id, fragment, kind, options, wanted - kept as missing, field, piece, sensitivity, ink_ppm, canvas,
                               audience
                        from task where document = :document and state = 'OPEN'
                        """)
                .bind("document", document)
                .map((row, context) -> new OpenTask(
                        row.getLong("id"),
                        row.getLong("fragment"),
                        row.getInt("field"),
                        SensitivityClass.valueOf(row.getString("sensitivity")),
                        row.getInt("ink_ppm"),
                        Audience.valueOf(row.getString("audience")),
                        Showable.of(row),
                        row.getInt("missing") - leased.getOrDefault(row.getLong("id"), 0)))
                .list();
    }

    private List<LiveLease> liveLeases() {
        return handle.createQuery("select task, until from lease where open_document = :document and until > :now")
                .bind("document", document)
                .bind("now", now)
                .map((row, context) -> new LiveLease(row.getLong("task"), Instants.of(row, "until")))
                .list();
    }

    /** Brings the document's places in its pools up to what its tasks and leases now say; the last thing done under the lock. */
    void release() {
        List<OpenTask> tasks = openTasks();
        List<LiveLease> leases = liveLeases();
        for (PoolEntry before : PoolEntry.of(handle, document)) {
            PoolEntry after = before.after(tasks, leases);
            if (!after.equals(before)) {
                after.write(handle, document, after.open() && !before.open(), now);
                count(before, after);
            }
        }
    }

    /** Tells the pool, and the log once, that the document is settled there; or the pool that it is open again. */
    private void count(PoolEntry before, PoolEntry after) {
        boolean settles = after.settled() && !before.settled();
        boolean closesAgain = before.reopened() && !after.reopened();
        boolean reopens = after.reopened() && !before.reopened();
        if (!settles && !closesAgain && !reopens) {
            return;
        }
        LogHead.wait(handle, batch, now).ifPresent(head -> {
            if (reopens) {
                Pools.reopen(handle, after.pool());
            } else {
                Pools.settle(handle, after.pool(), closesAgain);
            }
            if (settles) {
                head.append(log -> log.settle(numberInLog, after.sensitivity()));
            }
        });
    }

    /**
     * An undecided task.
     *
     * @param field number of its field in the template
     * @param slots answers wanted that are neither kept nor under a live lease
     */
    record OpenTask(
            long task,
            long fragment,
            int field,
            SensitivityClass sensitivity,
            int inkPpm,
            Audience audience,
            Showable showable,
            int slots) {}

    record LiveLease(long task, Instant until) {}
}
