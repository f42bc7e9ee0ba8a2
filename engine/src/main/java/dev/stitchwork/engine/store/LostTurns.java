package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Lease;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Turns that ran out unanswered, taken up again by the same worker: what was seen is spent, so nobody is cheaper to ask.
 * The law permits it, since the same pixels tell nothing new; the log has a row for it. A turn that was given back was not
 * wanted, and is not offered again.
 */
final class LostTurns {
    /** An answer may still be on its way for as long. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final Database database;
    private final TurnTimes times;

    LostTurns(Database database, TurnTimes times) {
        this.database = database;
        this.times = times;
    }

    /** One of them, under a new name; empty where the worker holds a live turn, or nothing lost is still wanted. */
    Optional<Lease> again(AccountId worker) {
        List<Lost> lost = database.read(handle -> lost(handle, worker));
        for (Lost each : lost) {
            Optional<Lease> lease = database.write(handle -> again(handle, worker, each));
            if (lease.isPresent()) {
                return lease;
            }
        }
        return Optional.empty();
    }

    private static List<Lost> lost(Handle handle, AccountId worker) {
        Instant now = Database.now(handle);
        return handle.createQuery("""
                        select l.token, l.task, l.document, l.until, l.proposed from lease l join task t on t.id = l.task
                        where l.open_worker = :worker and t.state = 'OPEN' and t.wanted > t.kept and t.audience = 'CROWD'
                        and not exists (select 1 from lease live where live.open_worker = :worker and live.until > :rested)
                        order by l.leased
                        """)
                .bind("worker", worker.value())
                .bind("rested", now.minus(REST))
                .map((row, context) -> new Lost(
                        row.getString("token"), row.getLong("task"), row.getLong("document"), Optional.ofNullable(row.getString("proposed"))))
                .list();
    }

    private Optional<Lease> again(Handle handle, AccountId worker, Lost lost) {
        WorkerLock cluster = WorkerLock.wait(handle, worker);
        if (!lost(handle, worker).contains(lost)) {
            return Optional.empty(); // taken up by another request of the same worker
        }
        Instant now = Database.now(handle);
        Optional<DocumentLock> lock = DocumentLock.attempt(handle, lost.document(), now);
        Optional<DocumentLock.OpenTask> task = lock.flatMap(document -> document.openTasks().stream()
                .filter(each -> each.task() == lost.task() && each.slots() > 0)
                .findFirst());
        Optional<LogHead> head = task.flatMap(wanted -> LogHead.wait(handle, lock.get().batch, now));
        if (head.isEmpty()) {
            return Optional.empty();
        }
        DocumentLock.OpenTask wanted = task.get();
        Lease lease = new Lease(
                RandomName.next(),
                wanted.showable().kind(),
                wanted.showable().options(),
                now.plus(times.of(wanted.showable().kind())),
                lost.proposed());
        int changed = handle.execute(
                "update lease set token = ?, leased = ?, until = ? where token = ? and open_worker = ? and until <= ?",
                lease.token(), now, lease.until(), lost.token(), worker.value(), now);
        if (changed == 0) {
            return Optional.empty();
        }
        BatchCluster.named(handle, head.get(), cluster.cluster(), false)
                .show(head.get(), lock.get().numberInLog, wanted.showable(), Reason.RELOAD);
        lock.get().release();
        return Optional.of(lease);
    }

    private record Lost(String token, long task, long document, Optional<String> proposed) {}
}
