package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Who is there: a page that is open says so every few seconds, and one that is left says so once. The turns of a worker
 * who is gone end before their time; a page that comes back first, after a reload, has them still.
 *
 * <p>Like the end of a lease this needs no sweeper: whoever asks for work next ends what is over. A worker whose client
 * never said anything is not judged by its silence.
 */
public final class Presence {
    /** A page says every {@link #SAID_EVERY} that it is open; after two that were not heard it counts as closed. */
    public static final Duration SILENT_MAX = Duration.ofSeconds(25);
    /** How often a page says so. */
    public static final Duration SAID_EVERY = Duration.ofSeconds(10);
    /** How long a page that was left has to come back; longer than a page takes to say again that it is open. */
    public static final Duration LEFT_MAX = Duration.ofSeconds(12);

    private static final int ABSENT_MAX = 16;

    private final Database database;

    Presence(Database database) {
        this.database = database;
    }

    /** The worker's page is open. */
    public void here(AccountId worker) {
        until(worker, SILENT_MAX);
    }

    /** The worker's page is being left; it may be a reload. */
    public void left(AccountId worker) {
        until(worker, LEFT_MAX);
    }

    private void until(AccountId worker, Duration time) {
        database.write(handle -> {
            WorkerLock.clusterOf(handle, worker);
            return handle.execute(
                    "update worker set present_until = ? where account = ?", Database.now(handle).plus(time), worker.value());
        });
    }

    /** Ends the turns of those who are gone; what they hold is on offer when this returns. */
    void endTurnsOfAbsent() {
        List<Long> absent = database.read(handle -> handle.createQuery(
                        "select account from worker where present_until <= :now fetch first :max rows only")
                .bind("now", Database.now(handle))
                .bind("max", ABSENT_MAX)
                .mapTo(Long.class)
                .list());
        for (long worker : absent) {
            database.write(handle -> {
                end(handle, new AccountId(worker));
                return null;
            });
        }
    }

    private static void end(Handle handle, AccountId worker) {
        WorkerLock.wait(handle, worker);
        Instant now = Database.now(handle);
        if (handle.execute(
                        "update worker set present_until = null where account = ? and present_until <= ?", worker.value(), now)
                == 0) {
            return; // came back meanwhile
        }
        List<Long> documents = handle.createQuery(
                        "select distinct document from lease where open_worker = :worker and until > :now order by document")
                .bind("worker", worker.value())
                .bind("now", now)
                .mapTo(Long.class)
                .list();
        for (long document : documents) {
            DocumentLock lock = DocumentLock.wait(handle, document, now);
            // Over, not given back: an answer that still comes counts while it is wanted.
            handle.execute(
                    "update lease set until = ? where open_worker = ? and document = ? and until > ?",
                    now, worker.value(), document, now);
            lock.release();
        }
    }
}
