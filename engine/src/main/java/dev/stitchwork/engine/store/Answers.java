package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.AnswerOutcome;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.WorkDesk.Tally;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Answers of people. One is kept where the task has room for it: fewer kept answers and <em>other</em> live leases than
 * are wanted. A live lease has room, for it holds a slot, until the others' answers settle the task without it; a late
 * answer has room until its slot is taken.
 */
public final class Answers {
    /** A yes to what was wrong on purpose: it tells of the worker, and is no reading of the fragment. */
    static final String DECEIVED = "(planted and text is not null and text = proposed)";

    private final Database database;
    private final Settling settling;

    Answers(Database database, Settling settling) {
        this.database = database;
        this.settling = settling;
    }

    /** Keeps an answer, and counts the votes in the same transaction. */
    public AnswerOutcome keep(AccountId worker, String token, String key, Reading reading) {
        return database.write(handle -> {
            WorkerLock.wait(handle, worker);
            Optional<Kept> before = before(handle, worker, key);
            if (before.isPresent()) {
                return before.get().is(token, reading) ? AnswerOutcome.KEPT : AnswerOutcome.KEY_CLASH;
            }
            Optional<Turn> turn = turn(handle, worker, token);
            if (turn.isEmpty()) {
                return AnswerOutcome.LEASE_OVER;
            }
            Instant now = Database.now(handle);
            DocumentLock lock = DocumentLock.wait(handle, turn.get().document(), now);
            // The lease itself takes none of the room while it is looked for.
            handle.execute("update lease set open_worker = null, open_document = null where token = ?", token);
            boolean room = lock.openTasks().stream().anyMatch(task -> task.task() == turn.get().task() && task.slots() > 0);
            if (room) {
                insert(handle, worker, token, key, reading, turn.get(), now);
                settling.settle(handle, turn.get().task(), now);
            }
            lock.release();
            return room ? AnswerOutcome.KEPT : AnswerOutcome.LEASE_OVER;
        });
    }

    private static Optional<Kept> before(Handle handle, AccountId worker, String key) {
        return handle.createQuery("select token, verdict, text from answer where worker = :worker and answer_key = :key")
                .bind("worker", worker.value())
                .bind("key", key)
                .map((row, context) -> new Kept(
                        row.getString("token"),
                        Readings.purged(row) ? Optional.empty() : Optional.of(Readings.of(row))))
                .findOne();
    }

    private static Optional<Turn> turn(Handle handle, AccountId worker, String token) {
        return handle.createQuery("select task, document, proposed, planted from lease where token = :token and open_worker = :worker")
                .bind("token", token)
                .bind("worker", worker.value())
                .map((row, context) -> new Turn(
                        row.getLong("task"), row.getLong("document"), row.getString("proposed"), row.getBoolean("planted")))
                .findOne();
    }

    private static void insert(
            Handle handle, AccountId worker, String token, String key, Reading reading, Turn turn, Instant now) {
        handle.createUpdate("""
                        insert into answer (task, worker, token, answer_key, confidence, verdict, text, given, proposed, planted)
                        values (:task, :worker, :token, :key, 1, :verdict, :text, :now, :proposed, :planted)
                        """)
                .bind("task", turn.task())
                .bind("worker", worker.value())
                .bind("token", token)
                .bind("key", key)
                .bind("verdict", reading.verdict())
                .bind("text", Readings.text(reading))
                .bind("now", now)
                .bind("proposed", turn.proposed())
                .bind("planted", turn.planted())
                .execute();
        handle.execute("update task set kept = kept + 1 where id = ?", turn.task());
    }

    /** Kept answers of a worker; a day is one of UTC. */
    public Tally tally(AccountId worker) {
        return database.read(handle -> handle.createQuery("""
                        select count(*) as in_all, coalesce(sum(case when given >= :midnight then 1 else 0 end), 0) as today
                        from answer where worker = :worker
                        """)
                .bind("worker", worker.value())
                .bind("midnight", Database.now(handle).atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant())
                .map((row, context) -> new Tally(row.getLong("today"), row.getLong("in_all")))
                .one());
    }

    /** An answer kept before; of a purged one only the turn is known. */
    private record Kept(String token, Optional<Reading> reading) {
        boolean is(String otherToken, Reading other) {
            return token.equals(otherToken) && (reading.isEmpty() || reading.get().equals(other));
        }
    }

    /** @param proposed what was shown with it; null where it was to be typed */
    private record Turn(long task, long document, String proposed, boolean planted) {}
}
