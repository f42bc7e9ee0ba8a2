package dev.stitchwork.engine.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Finds documents of a pool with a slot free that a cluster may still see.
 *
 * <p>Documents lie in a pool in a shuffled order; a draw starts at a random place of it and goes once round. Documents on
 * which the cluster's cap is spent are passed over, one look into the exposures each. A cluster that has seen all but
 * {@code k} of {@code n} documents passes {@code n / k} of them on average, so that seeing them all costs {@code n ln n}
 * looks in sum, a dozen for each turn. Only a cluster for which nothing is left would pass all of them every time it asks.
 * So that is remembered: until a document opens there, the answer stays the same, and only documents that opened since
 * are looked at.
 */
final class OpenDocuments {
    static final int PAGE_MAX = 8;

    /**
     * A transaction stamps a document with the time it began and shows it when it commits; none that opens documents
     * takes as long as this.
     */
    private static final Duration COMMIT_MAX = Duration.ofMinutes(5);

    private static final String CAP_LEFT = """
            (select count(*) from exposure x where x.account in (<accounts>) and x.document = e.document) < :fragments_max
            """;

    /** With a cap above one, the document must have an open fragment of a field not shown yet, with ink to spare. */
    private static final String FRAGMENT_LEFT = """
             and exists (
                select 1 from task t where t.document = e.document and t.state = 'OPEN' and t.audience = 'CROWD'
                and t.sensitivity = :sensitivity
                and not exists (select 1 from exposure x join task y on y.fragment = x.fragment
                                where x.account in (<accounts>) and x.document = e.document and y.field = t.field)
                and t.ink_ppm + (select coalesce(sum(y.ink_ppm), 0) from exposure x join task y on y.fragment = x.fragment
                                 where x.account in (<accounts>) and x.document = e.document) <= :ink_max)
            """;

    private final Database database;
    private final ConcurrentHashMap<Asked, Instant> nothingLeftAt = new ConcurrentHashMap<>();

    OpenDocuments(Database database) {
        this.database = database;
    }

    /**
     * @param accounts of the cluster
     * @param start a random place in the shuffled order
     * @param pageFirst documents that are looked for first; each time twice as many, up to {@link #PAGE_MAX}
     */
    Draw draw(long cluster, List<Long> accounts, PoolChoice.Pool pool, long start, int pageFirst) {
        Asked asked = new Asked(cluster, pool.id());
        Instant now = database.read(Database::now);
        Instant nothingLeft = nothingLeftAt.get(asked);
        Draw draw = new Draw(asked, accounts, pool, start, pageFirst, now);
        if (nothingLeft == null || draw.openedSince(nothingLeft.minus(COMMIT_MAX))) {
            nothingLeftAt.remove(asked);
            return draw;
        }
        nothingLeftAt.put(asked, now);
        return draw.ended();
    }

    /** One way round the shuffled order. */
    final class Draw {
        private final Asked asked;
        private final List<Long> accounts;
        private final PoolChoice.Pool pool;
        private final String permitted;
        private final long start;
        private final Instant begun;
        private long from;
        private int size;
        private boolean wrapped;
        private boolean ended;
        private boolean found;

        private Draw(Asked asked, List<Long> accounts, PoolChoice.Pool pool, long start, int size, Instant begun) {
            this.size = size;
            this.asked = asked;
            this.accounts = accounts;
            this.pool = pool;
            this.permitted = pool.guarantee().cap().fragmentsMax() == 1 ? CAP_LEFT : CAP_LEFT + FRAGMENT_LEFT;
            this.start = start;
            this.begun = begun;
            this.from = start;
        }

        private Draw ended() {
            ended = true;
            return this;
        }

        private boolean openedSince(Instant time) {
            return database.read(handle -> bound(handle.createQuery(
                            "select e.document from pool_entry e where e.pool = :pool and e.opened > :time"
                                    + " and e.open_ord is not null and " + permitted + " fetch first 1 row only"))
                    .bind("time", time)
                    .mapTo(Long.class)
                    .findOne()
                    .isPresent());
        }

        /** The next few documents; empty once round. */
        List<Long> next() {
            while (!ended) {
                List<Place> page = database.read(this::page);
                if (page.size() == size) {
                    from = page.get(size - 1).ord() + 1;
                    size = Math.min(2 * size, PAGE_MAX);
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
                nothingLeftAt.putIfAbsent(asked, begun);
            }
            return List.of();
        }

        /** Ordered by the index's first column as well, though it is one value: else H2 reads the whole pool and sorts it. */
        private List<Place> page(Handle handle) {
            return bound(handle.createQuery("select e.document, e.open_ord from pool_entry e"
                            + " where e.pool = :pool and e.open_ord between :from and :to and " + permitted
                            + " order by e.pool, e.open_ord fetch first :size rows only"))
                    .bind("size", size)
                    .bind("from", from)
                    .bind("to", wrapped ? start - 1 : Long.MAX_VALUE)
                    .map((row, context) -> new Place(row.getLong("document"), row.getLong("open_ord")))
                    .list();
        }

        private <S extends SqlStatement<S>> S bound(S query) {
            return query.bindList("accounts", accounts)
                    .bind("pool", pool.id())
                    .bind("fragments_max", pool.guarantee().cap().fragmentsMax())
                    .bind("ink_max", pool.guarantee().inkMaxPpm())
                    .bind("sensitivity", pool.sensitivity());
        }
    }

    /** Who asked, and where. */
    private record Asked(long cluster, long pool) {}

    private record Place(long document, long ord) {}
}
