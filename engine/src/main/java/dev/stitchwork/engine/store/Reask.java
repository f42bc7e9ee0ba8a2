package dev.stitchwork.engine.store;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.consensus.Voice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * A settled task that one more person is asked about, like anybody about any other: through the same lease, with the same
 * exposure. What was settled stands until an operator says otherwise: where the new answer differs, and now and then where it
 * does not, so that mistakes that two people share show as well. Nothing waits for an answer that is asked for by
 * chance or as {@link Golds gold}: when the batch ends it is no longer asked for.
 *
 * @param before what was settled
 * @param kept people's answers there were then
 */
record Reask(long task, Reason reason, Reading before, int kept) {
    /** Of the answers that say the same again, this share is looked at by an operator all the same. */
    private static final double CHECKED = 0.1;

    /** The state of a task that nobody is asked about any more. */
    static final String SETTLED = "case when exists (select 1 from adjudication a where a.task = task.id) then 'ADJUDICATED' else 'AGREED' end";

    /** Why it is asked about again. */
    enum Reason {
        /** Drawn by chance, to know how good settled values are. */
        BLIND("asked again by chance"),
        /** It breaks a rule across fields, and is the least sure of them. */
        RULE("breaks a rule across fields"),
        /** Known, and so asked to measure whoever answers. */
        GOLD("people who were asked again said otherwise");

        final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /** What came of it, or what it waits for. */
    enum Outcome { SAME, DIFFERED, CHECK, WRONG, RIGHT, CHECKED_RIGHT, CHECKED_WRONG }

    static Optional<Reask> pending(Handle handle, long task) {
        return find(handle, task, "outcome is null");
    }

    private static Optional<Reask> find(Handle handle, long task, String condition) {
        return handle.createQuery("select * from reask where task = :task and " + condition)
                .bind("task", task)
                .map((row, context) -> of(row))
                .findOne();
    }

    private static Reask of(ResultSet row) throws SQLException {
        return new Reask(row.getLong("task"), Reason.valueOf(row.getString("reason")), Readings.of(row), row.getInt("kept"));
    }

    /** Asks one more about a task that has just been settled; at most once about each. */
    static void draw(Handle handle, long task, Reason reason, Instant now) {
        Golds.release(handle, task);
        int drawn = handle.createUpdate("""
                        insert into reask (task, reason, verdict, text, kept, drawn)
                        select t.id, :reason, coalesce(a.verdict, c.verdict),
                               case when a.task is null then c.text else a.text end, t.kept, :now
                        from task t left join consensus c on c.task = t.id left join adjudication a on a.task = t.id
                        where t.id = :task and (t.state = 'AGREED' or t.state = 'ADJUDICATED')
                        on conflict do nothing
                        """)
                .bind("task", task)
                .bind("reason", reason)
                .bind("now", now)
                .execute();
        if (drawn == 1) {
            handle.execute("update task set state = 'OPEN', wanted = kept + 1 where id = ?", task);
        }
    }

    /** Ends it where the new answer is in. */
    void answered(Handle handle, Question question, RandomGenerator random, Instant now) {
        List<Voice> people = question.voices().stream().filter(voice -> !voice.machine()).toList();
        if (people.size() <= kept) {
            return;
        }
        List<String> since = people.subList(kept, people.size()).stream().map(voice -> question.ballot(voice.reading())).toList();
        boolean same = since.get(since.size() - 1).equals(question.ballotOfCanonical(before));
        Outcome outcome = isGold() ? Golds.answered(handle, this, question, since.size())
                : !same ? Outcome.DIFFERED : random.nextDouble() < CHECKED ? Outcome.CHECK : Outcome.SAME;
        handle.execute("update reask set outcome = ? where task = ?", outcome.name(), task);
        handle.execute("update task set state = " + SETTLED + ", wanted = kept where id = ?", task);
        if (outcome != Outcome.SAME) {
            handle.execute("update task set state = 'DISPUTED', disputed = ? where id = ?", now, task);
        }
        if (!isGold()) {
            handle.execute("update task set doubt = ? where id = ?", question.doubt(), task);
        }
    }

    /** Whether it is known what is right, and whoever answers is held against that. */
    boolean isGold() {
        return reason == Reason.GOLD;
    }

    /** Asks for no answer any more that is not in. */
    static void withdrawAll(Database database, long batch) {
        List<Long> documents = database.read(handle -> handle.createQuery("""
                        select distinct t.document from task t join reask r on r.task = t.id where t.batch = :batch and r.outcome is null
                        """)
                .bind("batch", batch)
                .mapTo(Long.class)
                .list());
        for (long document : documents) {
            database.write(handle -> {
                DocumentLock lock = DocumentLock.wait(handle, document, Database.now(handle));
                String pending = "in (select task from reask where outcome is null) and document = ?";
                handle.execute("update task set wanted = kept, state = " + SETTLED + " where id " + pending, document);
                handle.execute("""
                        delete from reask where outcome is null and task in (select id from task where document = ?)
                        """, document);
                lock.release();
                return null;
            });
        }
    }

    /**
     * Notes what an operator found out, and puts right what was delivered.
     *
     * @return false where it was not asked about again
     */
    static boolean decided(Handle handle, Question question, Reading decided, Instant now) {
        Optional<Reask> asked = find(handle, question.task, "outcome in ('DIFFERED', 'CHECK')");
        asked.ifPresent(reask -> {
            boolean stands = question.ballotOfCanonical(decided).equals(question.ballotOfCanonical(reask.before));
            handle.createUpdate("""
                            update reask set outcome = case when outcome = 'CHECK' then :checked else :found end, gold_batch = null
                            where task = :task
                            """)
                    .bind("checked", stands ? Outcome.CHECKED_RIGHT : Outcome.CHECKED_WRONG)
                    .bind("found", stands ? Outcome.RIGHT : Outcome.WRONG)
                    .bind("task", question.task)
                    .execute();
            if (!stands) {
                Deliveries.correct(handle, question.batch, question.task, reask.before, decided, reask.reason.words, now);
            }
        });
        return asked.isPresent();
    }
}
