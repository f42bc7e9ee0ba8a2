package dev.stitchwork.samples.bench.leasing;

import dev.stitchwork.engine.store.Database;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * A turn without any check: a random open document, its row locked, a task of it with a slot free, the lease. What a
 * keying service does that promises nothing; as durable as the real one, and never two workers on one slot.
 */
final class BareLease {
    private final Database database;
    private final RandomGenerator random;

    BareLease(Database database, RandomGenerator random) {
        this.database = database;
        this.random = random;
    }

    /** The lease's token; empty where the drawn document has no slot free. */
    Optional<String> lease(long worker, long pool) {
        long from = random.nextLong() >>> 1;
        Optional<Long> document = database.read(handle -> open(handle, pool, from).or(() -> open(handle, pool, 0)));
        return document.flatMap(drawn -> database.write(handle -> lease(handle, worker, drawn)));
    }

    private static Optional<Long> open(Handle handle, long pool, long from) {
        return handle.createQuery("""
                        select document from pool_entry where pool = :pool and open_ord >= :from
                        order by pool, open_ord fetch first row only
                        """)
                .bind("pool", pool)
                .bind("from", from)
                .mapTo(Long.class)
                .findOne();
    }

    private static Optional<String> lease(Handle handle, long worker, long document) {
        handle.createQuery("select id from document where id = :document for update")
                .bind("document", document)
                .mapTo(Long.class)
                .one();
        Instant now = Instant.now();
        Optional<Long> task = handle.createQuery("""
                        select t.id from task t where t.document = :document and t.state = 'OPEN'
                        and t.wanted - t.kept > (select count(*) from lease l where l.open_document = :document
                                                 and l.until > :now and l.task = t.id)
                        fetch first row only
                        """)
                .bind("document", document)
                .bind("now", now)
                .mapTo(Long.class)
                .findOne();
        return task.map(drawn -> {
            String token = UUID.randomUUID().toString().replace("-", "");
            handle.createUpdate("""
                            insert into lease (token, worker, task, document, leased, until, open_worker, open_document)
                            values (:token, :worker, :task, :document, :now, :until, :worker, :document)
                            """)
                    .bind("token", token)
                    .bind("worker", worker)
                    .bind("task", drawn)
                    .bind("document", document)
                    .bind("now", now)
                    .bind("until", now.plusSeconds(180))
                    .execute();
            return token;
        });
    }
}
