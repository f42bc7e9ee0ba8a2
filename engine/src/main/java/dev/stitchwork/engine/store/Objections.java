package dev.stitchwork.engine.store;

import dev.stitchwork.engine.BatchDesk.Objected;
import dev.stitchwork.engine.BatchDesk.Objection;
import dev.stitchwork.engine.NotFoundException;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.exposure.LogSigner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Delivered values that a client objects to. Each becomes a dispute: an operator looks at the fragment, among whose keyings
 * stands what the client says, and nobody is told which of them that is. The value stands until then, and what was wrong is
 * put right in the next delivery. To a value can be objected once: the second look would be the same.
 *
 * <p>Where the exposure log has ended with a delivery, the client's signature lets it go on, since an operator is about to be
 * shown something.
 */
public final class Objections {
    private static final String REASON = "the client objected";

    private final Database database;

    Objections(Database database) {
        this.database = database;
    }

    /**
     * Puts a value before an operator.
     *
     * @param client signs that the log goes on
     * @throws NotFoundException where there is no such value
     */
    public void make(Batches.Opened batch, Objection objection, LogSigner client) {
        database.write(handle -> {
            Value value = find(handle, batch, objection);
            Instant now = Database.now(handle);
            DocumentLock lock = DocumentLock.wait(handle, value.document, now);
            Reading before = settled(handle, value.task).orElseThrow(() -> new IllegalArgumentException(
                    "Expected a settled value to object to but %s is not settled yet.".formatted(inWords(objection))));
            keep(handle, value.task, objection, before, now);
            // An answer that was asked for by chance is wanted no longer, and what is in question measures nobody.
            Golds.release(handle, value.task);
            handle.execute("delete from reask where task = ? and outcome is null", value.task);
            handle.execute("update task set state = 'DISPUTED', disputed = ?, wanted = kept where id = ?", now, value.task);
            Exposures.reopen(handle, batch.row(), client, now);
            lock.release();
            return null;
        });
    }

    private static Value find(Handle handle, Batches.Opened batch, Objection objection) {
        List<Value> values = handle.createQuery("""
                        select t.id, t.document, f.part, u.id as file from task t join fragment f on f.id = t.fragment
                        join document d on d.id = t.document join file u on u.id = d.file
                        where t.batch = :batch and u.name = :file and u.state = 'SPLIT' and d.number = :document and f.field = :field order by f.part
                        """)
                .bind("batch", batch.row())
                .bind("file", objection.file())
                .bind("document", objection.document())
                .bind("field", objection.field())
                .map((row, context) -> new Value(row.getLong("id"), row.getLong("document"), row.getInt("part"), row.getLong("file")))
                .list();
        if (values.stream().map(Value::file).distinct().count() > 1) {
            throw new IllegalArgumentException("Expected one file of the name '%s' but the batch has several: tell the operator which."
                    .formatted(objection.file()));
        }
        if (objection.part().isEmpty() && values.size() > 1) {
            throw new IllegalArgumentException("Expected the piece of field '%s' that is wrong, 1 to %d, but none was named."
                    .formatted(objection.field(), values.size()));
        }
        return values.stream()
                .filter(value -> objection.part().isEmpty() || objection.part().getAsInt() == value.part)
                .findFirst()
                .orElseThrow(() -> new NotFoundException("Expected a value of the batch but %s is none.".formatted(inWords(objection))));
    }

    private static String inWords(Objection objection) {
        String piece = objection.part().isPresent() ? ", piece %d,".formatted(objection.part().getAsInt()) : "";
        return "field '%s'%s of document %d of '%s'".formatted(objection.field(), piece, objection.document(), objection.file());
    }

    private static Optional<Reading> settled(Handle handle, long task) {
        return handle.createQuery("""
                        select coalesce(a.verdict, c.verdict) as verdict, case when a.task is null then c.text else a.text end as text
                        from task t left join consensus c on c.task = t.id left join adjudication a on a.task = t.id
                        where t.id = :task and (c.task is not null or a.task is not null)
                        """)
                .bind("task", task)
                .map((row, context) -> Readings.of(row))
                .findOne();
    }

    private static void keep(Handle handle, long task, Objection objection, Reading before, Instant now) {
        int kept = handle.createUpdate("""
                        insert into objection (task, verdict_before, text_before, says, made)
                        values (:task, :verdict, :text, :says, :now) on conflict do nothing
                        """)
                .bind("task", task)
                .bind("verdict", before.verdict())
                .bind("text", Readings.text(before))
                .bind("says", objection.says().map(Reading::text).orElse(null))
                .bind("now", now)
                .execute();
        if (kept == 0) {
            throw new IllegalArgumentException("Expected a value that was not objected to before but %s was: an operator has looked at it, or will."
                    .formatted(inWords(objection)));
        }
    }

    /** What the client says the task reads, where it does. */
    static Optional<Reading> says(Handle handle, long task) {
        return handle.createQuery("select says from objection where task = :task and says is not null")
                .bind("task", task)
                .mapTo(String.class)
                .findOne()
                .map(Reading::of);
    }

    /**
     * Notes what an operator found.
     *
     * @param corrects whether what was delivered is put right here
     * @return false where nobody objected
     */
    static boolean decided(Handle handle, Question question, Reading decided, boolean corrects, Instant now) {
        Optional<Reading> objected = handle.createQuery("""
                        select verdict_before as verdict, text_before as text from objection where task = :task and upheld is null
                        """)
                .bind("task", question.task)
                .map((row, context) -> Readings.of(row))
                .findOne();
        objected.ifPresent(before -> {
            boolean stands = question.ballotOfCanonical(decided).equals(question.ballotOfCanonical(before));
            handle.execute("update objection set upheld = ? where task = ?", !stands, question.task);
            if (!stands && corrects) {
                Deliveries.correct(handle, question.batch, question.task, before, decided, REASON, now);
            }
        });
        return objected.isPresent();
    }

    /** Everything that was objected to, the newest first. */
    public List<Objected> of(Batches.Opened batch) {
        return database.read(handle -> handle.createQuery("""
                        select o.*, u.name, d.number, f.field, f.part, coalesce(a.verdict, o.verdict_before) as verdict,
                               case when a.task is null then o.text_before else a.text end as text
                        from objection o join task t on t.id = o.task join fragment f on f.id = t.fragment
                             join document d on d.id = t.document join file u on u.id = d.file
                             left join adjudication a on a.task = o.task and o.upheld is not null
                        where t.batch = :batch order by o.made desc, o.task desc
                        """)
                .bind("batch", batch.row())
                .map((row, context) -> {
                    boolean upheld = row.getBoolean("upheld");
                    Objected.State state = row.wasNull() ? Objected.State.WAITS : upheld ? Objected.State.PUT_RIGHT : Objected.State.STANDS;
                    return new Objected(
                            row.getString("name"), row.getInt("number"), row.getString("field"), row.getInt("part"),
                            Readings.of(row.getString("verdict_before"), row.getString("text_before")),
                            state,
                            Readings.of(row),
                            Instants.of(row, "made"));
                })
                .list());
    }

    private record Value(long task, long document, int part, long file) {}
}
