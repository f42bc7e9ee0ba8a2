package dev.stitchwork.engine.store;

import dev.stitchwork.engine.form.SensitivityClass;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The pools of a batch, one for each sensitivity class of each of its templates: a document hides among those of its own
 * form, since what is asked may tell the form. What waits in front of a pool is let in all at once, as soon as enough
 * documents are there to hide among; counted under the lock of the batch's log.
 */
final class Pools {
    private Pools() {}

    static void open(Handle handle, long batch, long template, Iterable<SensitivityClass> classes) {
        for (SensitivityClass sensitivity : classes) {
            handle.createUpdate("""
                            insert into pool (batch, template, sensitivity, waiting, waiting_fragments, documents, reopened, turns_most)
                            values (:batch, :template, :sensitivity, 0, 0, 0, 0, 0)
                            """)
                    .bind("batch", batch)
                    .bind("template", template)
                    .bind("sensitivity", sensitivity)
                    .execute();
        }
    }

    static Map<SensitivityClass, Long> of(Handle handle, long batch, long template) {
        Map<SensitivityClass, Long> pools = new EnumMap<>(SensitivityClass.class);
        handle.createQuery("select id, sensitivity from pool where batch = :batch and template = :template")
                .bind("batch", batch)
                .bind("template", template)
                .map((row, context) -> pools.put(SensitivityClass.valueOf(row.getString("sensitivity")), row.getLong("id")))
                .list();
        return pools;
    }

    static void arrive(Handle handle, long pool, Arrivals.Count count) {
        handle.createUpdate("""
                        update pool set waiting = waiting + :documents, waiting_fragments = waiting_fragments + :fragments,
                                        turns_most = greatest(turns_most, :turns_most)
                        where id = :pool
                        """)
                .bind("documents", count.documents)
                .bind("fragments", count.fragments)
                .bind("turns_most", count.turnsMost)
                .bind("pool", pool)
                .execute();
    }

    /**
     * Lets in what waits in front of every pool that is full enough under the bounds in force, and, once no more can come,
     * leaves to the operators what will never be: it waits no longer, and nothing is loosened for it.
     *
     * <p>While more may come, twice as many documents must wait as hide one another. A batch of 60 documents whose first 50
     * were let in as soon as they were there would strand the last ten: the pool drains before they are enough.
     */
    static void release(Handle handle, LogHead head, Instant now, boolean noMoreFiles) {
        int least = head.guarantee.poolMin();
        release(handle, head, now, noMoreFiles || least == 1 ? least : 2 * least);
        if (noMoreFiles) {
            leaveToOperators(handle, head.batch, now);
        }
    }

    /** Whether the client has sent in all there is, and all of it is split. */
    static boolean noMoreFiles(Handle handle, long batch) {
        return handle.createQuery("""
                        select count(*) from batch b where b.id = :batch and b.closed is not null
                        and not exists (select 1 from file f where f.batch = b.id and f.state = 'RECEIVED')
                        """)
                .bind("batch", batch)
                .mapTo(Integer.class)
                .one() == 1;
    }

    private static void leaveToOperators(Handle handle, long batch, Instant now) {
        handle.execute("""
                update task set state = 'DISPUTED', disputed = ?, wanted = kept, audience = 'TRUSTED'
                where batch = ? and state = 'OPEN' and audience = 'CROWD'
                and exists (select 1 from pool_entry e join pool p on p.id = e.pool
                            where e.document = task.document and p.sensitivity = task.sensitivity and not e.released)
                """, now, batch);
        handle.execute("delete from pool_entry where not released and pool in (select id from pool where batch = ?)", batch);
        handle.execute("update pool set waiting = 0, waiting_fragments = 0 where batch = ?", batch);
    }

    private static void release(Handle handle, LogHead head, Instant now, int waitingMin) {
        List<Waiting> ready = handle.createQuery("""
                        select id, template, sensitivity, waiting, waiting_fragments from pool
                        where batch = :batch and waiting > 0 and waiting + documents >= :pool_min and waiting >= :waiting_min order by id
                        """)
                .bind("batch", head.batch)
                .bind("pool_min", head.guarantee.poolMin())
                .bind("waiting_min", waitingMin > head.guarantee.poolMin() ? waitingMin : 1)
                .map((row, context) -> new Waiting(
                        row.getLong("id"),
                        row.getLong("template"),
                        SensitivityClass.valueOf(row.getString("sensitivity")),
                        row.getInt("waiting"),
                        row.getInt("waiting_fragments")))
                .list();
        for (Waiting pool : ready) {
            handle.execute(
                    "update pool_entry set released = true, open_ord = ord, opened = ? where pool = ? and not released",
                    now,
                    pool.id());
            handle.execute(
                    "update pool set documents = documents + waiting, working = documents + waiting + reopened, waiting = 0,"
                            + " waiting_fragments = 0 where id = ?",
                    pool.id());
            head.released(pool.fragments());
            head.append(log -> log.release(head.numberOf(pool.template()), pool.sensitivity(), head.seconds));
        }
    }

    /** A document's last fragment in this pool was settled; where it had been before and was opened again, the log knows. */
    static void settle(Handle handle, long pool, boolean reopened) {
        handle.execute(
                "update pool set documents = documents - ?, reopened = reopened - ?,"
                        + " working = nullif(documents + reopened - 1, 0) where id = ?",
                reopened ? 0 : 1,
                reopened ? 1 : 0,
                pool);
    }

    /** A fragment of a document that was settled in this pool wants people again. */
    static void reopen(Handle handle, long pool) {
        handle.execute("update pool set reopened = reopened + 1, working = documents + reopened + 1 where id = ?", pool);
    }

    private record Waiting(long id, long template, SensitivityClass sensitivity, int documents, int fragments) {}
}
