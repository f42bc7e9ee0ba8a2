package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Suspect.Over;
import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Accounts that count as one person. Joining them is for good: from its commit on, what either was shown counts for both,
 * the log of every batch that knows both says so, and what is over a bound by then is told, for it cannot be undone.
 */
public final class Clusters {
    private final Database database;

    Clusters(Database database) {
        this.database = database;
    }

    /**
     * Makes two accounts' clusters one.
     *
     * @return what the one person has been shown over a bound; empty where they were one before
     */
    public Optional<List<Over>> join(AccountId one, AccountId other) {
        return database.write(handle -> join(handle, one, other));
    }

    static Optional<List<Over>> join(Handle handle, AccountId one, AccountId other) {
        long first = WorkerLock.clusterOf(handle, one);
        long second = WorkerLock.clusterOf(handle, other);
        // Both locks in the order of their numbers, so that no two joins wait for each other.
        WorkerLock.wait(handle, new AccountId(Math.min(first, second)));
        WorkerLock.wait(handle, new AccountId(Math.max(first, second)));
        long kept = Math.min(WorkerLock.clusterOf(handle, one), WorkerLock.clusterOf(handle, other));
        long joined = Math.max(WorkerLock.clusterOf(handle, one), WorkerLock.clusterOf(handle, other));
        if (kept == joined) {
            return Optional.empty();
        }
        handle.execute("update worker set cluster = ? where cluster = ?", kept, joined);
        Instant now = Database.now(handle);
        showMost(handle, kept);
        List<Over> over = new ArrayList<>();
        for (long batch : batches(handle, kept, joined)) {
            joinIn(handle, batch, kept, joined, now);
            over(handle, batch, kept).ifPresent(over::add);
        }
        return Optional.of(over);
    }

    private static List<Long> batches(Handle handle, long kept, long joined) {
        return handle.createQuery("select distinct batch from batch_cluster where cluster in (?, ?) order by batch")
                .bind(0, kept)
                .bind(1, joined)
                .mapTo(Long.class)
                .list();
    }

    private static void joinIn(Handle handle, long batch, long kept, long joined, Instant now) {
        Optional<LogHead> head = LogHead.wait(handle, batch, now);
        Optional<BatchCluster> one = BatchCluster.find(handle, batch, kept);
        Optional<BatchCluster> other = BatchCluster.find(handle, batch, joined);
        if (other.isEmpty()) {
            return;
        }
        if (one.isEmpty()) {
            handle.execute("update batch_cluster set cluster = ? where cluster = ? and batch = ?", kept, joined, batch);
            return;
        }
        head.ifPresent(log -> log.append(rows -> rows.join(one.get().number(), other.get().number(), log.seconds)));
        BatchCluster last = one.get().lastSeconds() >= other.get().lastSeconds() ? one.get() : other.get();
        handle.createUpdate("""
                        update batch_cluster set classes = :classes, last_class = :last_class, last_seconds = :seconds,
                               fragments = (select count(distinct x.fragment) from exposure x
                                            join worker w on w.account = x.account and w.cluster = :kept
                                            join document d on d.id = x.document where d.batch = :batch)
                        where cluster = :kept and batch = :batch
                        """)
                .bind("classes", one.get().classes() | other.get().classes())
                .bind("last_class", last.lastClass())
                .bind("seconds", last.lastSeconds())
                .bind("kept", kept)
                .bind("batch", batch)
                .execute();
        handle.execute("delete from batch_cluster where cluster = ? and batch = ?", joined, batch);
    }

    /** What the client is told as most seen by anyone is true of the past, too. */
    private static void showMost(Handle handle, long cluster) {
        handle.createQuery("""
                        select x.document, count(distinct x.fragment) as fragments from exposure x
                        join worker w on w.account = x.account where w.cluster = :cluster
                        group by x.document having count(distinct x.fragment) > 1 order by x.document
                        """)
                .bind("cluster", cluster)
                .map((row, context) -> new long[] {row.getLong("document"), row.getLong("fragments")})
                .list()
                .forEach(seen -> handle.execute(
                        "update document set shown_most = ? where id = ? and shown_most < ?", seen[1], seen[0], seen[1]));
    }

    private static Optional<Over> over(Handle handle, long batch, long cluster) {
        return handle.createQuery("""
                        select g.*, b.public_id, c.classes from exposure_log g join batch b on b.id = g.batch
                        join batch_cluster c on c.batch = g.batch and c.cluster = :cluster where g.batch = :batch
                        """)
                .bind("batch", batch)
                .bind("cluster", cluster)
                .map((row, context) -> over(handle, row, batch, cluster))
                .findOne()
                .filter(Over::any);
    }

    private static Over over(Handle handle, ResultSet row, long batch, long cluster) throws SQLException {
        Guarantee guarantee = LogHead.guarantee(row);
        int classes = row.getInt("classes");
        int conflicting = guarantee.classesApart() ? classes & ~ClassSet.compatibleWith(classes) : ClassSet.NONE;
        String id = row.getString("public_id");
        return handle.createQuery("""
                        select count(*) as documents, coalesce(max(fragments), 0) as most from (
                            select count(*) as fragments, sum(ink_ppm) as ink from (
                                select distinct x.document, x.fragment, t.ink_ppm from exposure x
                                join worker w on w.account = x.account and w.cluster = :cluster
                                join task t on t.fragment = x.fragment where t.batch = :batch) seen
                            group by document) each_document
                        where fragments > :fragments_max or ink > :ink_max
                        """)
                .bind("cluster", cluster)
                .bind("batch", batch)
                .bind("fragments_max", guarantee.cap().fragmentsMax())
                .bind("ink_max", guarantee.inkMaxPpm())
                .map((seen, context) -> new Over(
                        id, seen.getInt("documents"), seen.getInt("most"), names(conflicting)))
                .one();
    }

    private static List<String> names(int classes) {
        List<String> names = new ArrayList<>();
        for (SensitivityClass each : SensitivityClass.values()) {
            if (ClassSet.has(classes, each)) {
                names.add(each.json());
            }
        }
        return names;
    }
}
