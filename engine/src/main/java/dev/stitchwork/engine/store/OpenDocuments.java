package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Finds documents with a slot free that a worker may still see.
 *
 * <p>Documents lie in a shuffled order; a draw starts at a random place of it and goes once round. Documents on which the
 * worker's cap is spent are passed over, one look into the exposures each. A worker who has seen all but {@code k} of
 * {@code n} documents passes {@code n / k} of them on average, so that seeing them all costs {@code n ln n} looks in
 * sum, a dozen for each turn. Only a worker for whom nothing is left would pass all of them every time it asks. So that
 * is remembered: until a document opens, the answer stays the same, and only documents that opened since are looked at.
 */
final class OpenDocuments {
    private static final int PAGE = 8;

    /**
     * A transaction stamps a document with the time it began and shows it when it commits; none that opens documents
     * takes as long as this.
     */
    private static final Duration COMMIT_MAX = Duration.ofMinutes(5);

    /** An open document on which this worker's cap is not spent, nor every open task already shown. */
    private static final String PERMITTED = """
            (select count(*) from exposure e where e.account = :worker and e.document = d.id) < d.fragments_max
            and (d.fragments_max = 1 or exists (
                select 1 from task t where t.document = d.id and t.state = 'OPEN'
                and not exists (select 1 from lease l where l.task = t.id and l.worker = :worker)))
            """;

    private final Database database;
    private final ConcurrentHashMap<AccountId, Instant> nothingLeftAt = new ConcurrentHashMap<>();

    OpenDocuments(Database database) {
        this.database = database;
    }

    /** @param start a random place in the shuffled order */
    Draw draw(AccountId worker, long start) {
        Instant now = database.read(Database::now);
        Instant nothingLeft = nothingLeftAt.get(worker);
        if (nothingLeft == null || openedSince(worker, nothingLeft.minus(COMMIT_MAX))) {
            nothingLeftAt.remove(worker);
            return new Draw(worker, start, now);
        }
        nothingLeftAt.put(worker, now);
        return new Draw(worker, start, now).ended();
    }

    private boolean openedSince(AccountId worker, Instant time) {
        return database.read(handle -> handle.createQuery(
                        "select d.id from document d where d.opened > :time and d.open_ord is not null and " + PERMITTED
                                + " fetch first 1 row only")
                .bind("time", time)
                .bind("worker", worker.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent());
    }

    /** One way round the shuffled order. */
    final class Draw {
        private final AccountId worker;
        private final long start;
        private final Instant begun;
        private long from;
        private boolean wrapped;
        private boolean ended;
        private boolean found;

        private Draw(AccountId worker, long start, Instant begun) {
            this.worker = worker;
            this.start = start;
            this.begun = begun;
            this.from = start;
        }

        private Draw ended() {
            ended = true;
            return this;
        }

        /** The next few documents; empty once round. */
        List<Long> next() {
            while (!ended) {
                List<Place> page = database.read(this::page);
                if (page.size() == PAGE) {
                    from = page.get(PAGE - 1).ord() + 1;
                } else if (wrapped) {
                    ended = true;
                } else {
                    wrapped = true;
                    from = 0;
                }
                if (!page.isEmpty()) {
                    found = true;
                    return page.stream().map(Place::document).toList();
                }
            }
            if (!found) {
                nothingLeftAt.putIfAbsent(worker, begun);
            }
            return List.of();
        }

        private List<Place> page(Handle handle) {
            return handle.createQuery("select d.id, d.open_ord from document d where d.open_ord between :from and :to and "
                            + PERMITTED + " order by d.open_ord fetch first " + PAGE + " rows only")
                    .bind("from", from)
                    .bind("to", wrapped ? start - 1 : Long.MAX_VALUE)
                    .bind("worker", worker.value())
                    .map((row, context) -> new Place(row.getLong("id"), row.getLong("open_ord")))
                    .list();
        }
    }

    private record Place(long document, long ord) {}
}
