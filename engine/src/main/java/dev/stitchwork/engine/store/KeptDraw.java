package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.Demand;
import dev.stitchwork.engine.store.Crew.Leaves;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Documents of a batch's pools in the order in which a small crowd should take them: first whatever leaves most people for the
 * rest of its document ({@link Leaves}), whichever pool it is in. Among those that leave alike they come as drawn, at random; which
 * are alike is a matter of counts only.
 *
 * <p>Of each pool some are looked at, and the first that leaves many is offered at once. What would leave fewer than are needed
 * is never offered, but {@link #kept()} says that there was some. Documents are looked at without a lock: whoever has the lock
 * looks again.
 */
final class KeptDraw {
    private static final int LOOKED_AT_MAX = 24;

    private final Database database;
    private final Crew crew;
    private final long cluster;
    private final Function<PoolChoice.Pool, OpenDocuments.Draw> draws;
    private final Iterator<PoolChoice.Pool> pools;
    private final Map<Leaves, Queue<Offer>> later = new EnumMap<>(Leaves.class);
    private PoolChoice.Pool pool;
    private OpenDocuments.Draw draw;
    private int lookedAt;

    KeptDraw(Database database, Crew crew, long cluster, List<PoolChoice.Pool> pools, Function<PoolChoice.Pool, OpenDocuments.Draw> draws) {
        this.database = database;
        this.crew = crew;
        this.cluster = cluster;
        this.pools = pools.iterator();
        this.draws = draws;
        for (Leaves each : Leaves.values()) {
            later.put(each, new ArrayDeque<>());
        }
    }

    /** The next document; empty where there is no more but what {@link #kept()} tells of. */
    Optional<Offer> next() {
        while (later.get(Leaves.MANY).isEmpty() && look()) {
            // Until one is found or nothing is left to look at.
        }
        return later.entrySet().stream()
                .filter(each -> each.getKey() != Leaves.FEWER)
                .flatMap(each -> Optional.ofNullable(each.getValue().peek()).stream())
                .findFirst()
                .map(offer -> later.get(offer.leaves()).remove());
    }

    /** Whether the law may permit turns that the cluster is kept from. */
    boolean kept() {
        return !later.get(Leaves.FEWER).isEmpty();
    }

    /** Looks at a few more documents; false where there are none. */
    private boolean look() {
        while (true) {
            if (draw == null) {
                if (!pools.hasNext()) {
                    return false;
                }
                pool = pools.next();
                draw = draws.apply(pool);
                lookedAt = 0;
            }
            List<Long> documents = lookedAt < LOOKED_AT_MAX ? draw.next() : List.of();
            if (!documents.isEmpty()) {
                look(documents);
                return true;
            }
            draw = null;
        }
    }

    private void look(List<Long> documents) {
        lookedAt += documents.size();
        Map<Long, Demand> demands = database.read(handle -> crew.demands(handle, documents, Database.now(handle)));
        for (long document : documents) {
            Leaves leaves = crew.leaves(cluster, pool.sensitivity(), demands.get(document));
            later.get(leaves).add(new Offer(pool, document, leaves));
        }
    }

    /** A document, and what a turn there leaves. */
    record Offer(PoolChoice.Pool pool, long document, Leaves leaves) {
        /** Whether it is still so: true for as long as the document's lock is held. */
        boolean holds(Handle handle, Crew crew, long cluster, Instant now) {
            Demand demand = crew.demands(handle, List.of(document), now).get(document);
            return crew.leaves(cluster, pool.sensitivity(), demand).compareTo(leaves) <= 0;
        }
    }
}
