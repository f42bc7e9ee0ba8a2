package dev.stitchwork.engine.store;

import dev.stitchwork.engine.form.FieldKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One document's row, locked until the transaction ends: whatever changes the leases, answers or state of its tasks holds
 * this lock, so that what is counted under it stays true until it is written.
 *
 * <p>A <em>slot</em> of a task is one answer of a person that is wanted and neither kept nor under a live lease. The row
 * says whether the document has any, and an index holds the documents that have; a lease that ends by the clock changes
 * no row, so a document all of whose slots are leased notes when the first of those leases ends.
 */
final class DocumentLock {
    private final Handle handle;
    private final Instant now;
    final long document;
    final int fragmentsMax;
    private final long ord;
    private final boolean open;
    private final Instant fullUntil;

    private DocumentLock(Handle handle, Instant now, ResultSet row) throws SQLException {
        this.handle = handle;
        this.now = now;
        this.document = row.getLong("id");
        this.fragmentsMax = row.getInt("fragments_max");
        this.ord = row.getLong("ord");
        row.getLong("open_ord");
        this.open = !row.wasNull();
        this.fullUntil = Instants.of(row, "full_until");
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
        return handle.createQuery("select id, fragments_max, ord, open_ord, full_until from document where id = :document " + mode)
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
                        select id, fragment, kind, options, wanted - kept as missing from task
                        where document = :document and state = 'OPEN'
                        """)
                .bind("document", document)
                .map((row, context) -> new OpenTask(
                        row.getLong("id"),
                        row.getLong("fragment"),
                        FieldKind.valueOf(row.getString("kind")),
                        row.getInt("options"),
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

    /** Brings the row up to what its tasks and leases now say; the last thing done under the lock. */
    void release() {
        boolean slotFree = openTasks().stream().anyMatch(task -> task.slots() > 0);
        Instant firstEnd = slotFree
                ? null
                : liveLeases().stream().map(LiveLease::until).min(Instant::compareTo).orElse(null);
        if (slotFree == open && Objects.equals(firstEnd, fullUntil)) {
            return;
        }
        handle.createUpdate("""
                        update document set open_ord = :open_ord, full_until = :full_until,
                                            opened = case when :opens then :now else opened end
                        where id = :document
                        """)
                .bind("open_ord", slotFree ? (Long) ord : null)
                .bind("full_until", firstEnd)
                .bind("opens", slotFree && !open)
                .bind("now", now)
                .bind("document", document)
                .execute();
    }

    /**
     * An undecided task.
     *
     * @param slots answers wanted that are neither kept nor under a live lease
     */
    record OpenTask(long task, long fragment, FieldKind kind, int options, int slots) {}

    private record LiveLease(long task, Instant until) {}
}
