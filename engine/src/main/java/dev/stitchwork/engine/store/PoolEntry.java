package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A document's place in one pool, let in: open while a slot is free there, settled once nothing of the class is undecided.
 *
 * @param ord its place in the shuffled order of the pool
 * @param open whether a slot is free
 * @param fullUntil where every slot is under lease: when the first of those leases ends
 * @param settled whether the log says that its last fragment in this pool is settled
 * @param reopened whether one wants people again all the same
 */
record PoolEntry(
        long pool, SensitivityClass sensitivity, long ord, boolean open, Optional<Instant> fullUntil, boolean settled, boolean reopened) {
    static List<PoolEntry> of(Handle handle, long document) {
        return handle.createQuery("""
                        select e.*, p.sensitivity from pool_entry e join pool p on p.id = e.pool
                        where e.document = :document and e.released
                        """)
                .bind("document", document)
                .map((row, context) -> of(row))
                .list();
    }

    private static PoolEntry of(ResultSet row) throws SQLException {
        row.getLong("open_ord");
        boolean open = !row.wasNull();
        return new PoolEntry(
                row.getLong("pool"),
                SensitivityClass.valueOf(row.getString("sensitivity")),
                row.getLong("ord"),
                open,
                Optional.ofNullable(Instants.of(row, "full_until")),
                row.getBoolean("settled"),
                row.getBoolean("reopened"));
    }

    /** The same after what its tasks and leases say now. */
    PoolEntry after(List<DocumentLock.OpenTask> tasks, List<DocumentLock.LiveLease> leases) {
        List<DocumentLock.OpenTask> own = tasks.stream()
                .filter(task -> task.sensitivity() == sensitivity && task.audience() == Audience.CROWD)
                .toList();
        boolean free = own.stream().anyMatch(task -> task.slots() > 0);
        Optional<Instant> firstEnd = leases.stream()
                .filter(lease -> !free && own.stream().anyMatch(task -> task.task() == lease.task()))
                .map(DocumentLock.LiveLease::until)
                .min(Instant::compareTo);
        return new PoolEntry(pool, sensitivity, ord, free, firstEnd, settled || own.isEmpty(), settled && !own.isEmpty());
    }

    void write(Handle handle, long document, boolean opens, Instant now) {
        handle.createUpdate("""
                        update pool_entry set open_ord = :open_ord, full_until = :full_until, settled = :settled,
                                              reopened = :reopened, opened = case when :opens then :now else opened end
                        where document = :document and pool = :pool
                        """)
                .bind("open_ord", open ? (Long) ord : null)
                .bind("full_until", fullUntil.orElse(null))
                .bind("settled", settled)
                .bind("reopened", reopened)
                .bind("opens", opens)
                .bind("now", now)
                .bind("document", document)
                .bind("pool", pool)
                .execute();
    }
}
