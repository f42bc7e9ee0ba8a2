package dev.stitchwork.engine.store;

import dev.stitchwork.engine.BatchDesk.Correction;
import dev.stitchwork.engine.Reading;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What a client was given, counted v1, v2 and so on: the next number comes with a value that was put right after it had been
 * given. Every such value is on record with what it was before and why it changed.
 */
public final class Deliveries {
    private final Database database;

    Deliveries(Database database) {
        this.database = database;
    }

    /** The number under which the batch is delivered as it stands now; from here on, what is put right is on record. */
    public int number(Batches.Opened batch) {
        return database.write(handle -> {
            handle.createQuery("select id from batch where id = :batch for update").bind("batch", batch.row()).mapTo(Long.class).one();
            long corrections = corrected(handle, batch.row());
            Last last = last(handle, batch.row());
            if (last.holds(corrections)) {
                return last.number;
            }
            handle.execute(
                    "insert into delivery (batch, number, made, corrections) values (?, ?, ?, ?)",
                    batch.row(), last.number + 1, Database.now(handle), corrections);
            return last.number + 1;
        });
    }

    /** The same number, while nothing is delivered. */
    public int nextNumber(Batches.Opened batch) {
        return database.read(handle -> {
            Last last = last(handle, batch.row());
            return last.holds(corrected(handle, batch.row())) ? last.number : last.number + 1;
        });
    }

    private static long corrected(Handle handle, long batch) {
        return handle.createQuery("select coalesce(max(id), 0) from correction where batch = :batch")
                .bind("batch", batch)
                .mapTo(Long.class)
                .one();
    }

    private static Last last(Handle handle, long batch) {
        return handle.createQuery("select number, corrections from delivery where batch = :batch order by number desc fetch first 1 row only")
                .bind("batch", batch)
                .map((row, context) -> new Last(row.getInt("number"), row.getLong("corrections")))
                .findOne()
                .orElse(new Last(0, 0));
    }

    private record Last(int number, long corrections) {
        boolean holds(long corrected) {
            return number > 0 && corrections >= corrected;
        }
    }

    /** Puts on record that a value changed; nothing where the client was never given it. */
    static void correct(Handle handle, long batch, long task, Reading before, Reading after, String reason, Instant now) {
        handle.createUpdate("""
                        insert into correction (batch, task, verdict_before, text_before, verdict, text, reason, made)
                        select :batch, :task, :verdict_before, :text_before, :verdict, :text, :reason, :now
                        from delivery where batch = :batch and number = 1
                        """)
                .bind("batch", batch)
                .bind("task", task)
                .bind("verdict_before", before.verdict())
                .bind("text_before", Readings.text(before))
                .bind("verdict", after.verdict())
                .bind("text", Readings.text(after))
                .bind("reason", reason)
                .bind("now", now)
                .execute();
    }

    /** Every value that was put right, in the order in which that happened, with the first delivery that holds it. */
    public List<Correction> corrections(Batches.Opened batch) {
        return database.read(handle -> handle.createQuery("""
                        select c.*, u.name, d.number as document_number, f.field, f.part,
                               (select coalesce(min(v.number), (select max(l.number) + 1 from delivery l where l.batch = c.batch))
                                from delivery v where v.batch = c.batch and v.corrections >= c.id) as version
                        from correction c join task t on t.id = c.task join fragment f on f.id = t.fragment
                             join document d on d.id = t.document join file u on u.id = d.file
                        where c.batch = :batch order by c.id
                        """)
                .bind("batch", batch.row())
                .map((row, context) -> new Correction(
                        row.getInt("version"),
                        row.getString("name"),
                        row.getInt("document_number"),
                        row.getString("field"),
                        row.getInt("part"),
                        Readings.of(row.getString("verdict_before"), row.getString("text_before")),
                        Readings.of(row),
                        row.getString("reason"),
                        Instants.of(row, "made")))
                .list());
    }
}
