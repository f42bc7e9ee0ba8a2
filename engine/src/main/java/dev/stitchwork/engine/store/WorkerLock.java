package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A worker's cluster, locked until the transaction ends: what its accounts do at the same moment comes one after the
 * other, so that what was counted for the cluster stays true until it is written.
 *
 * <p>A cluster is named by one of its accounts, and that account's row is what is locked. Between looking up whose it is
 * and having it, the cluster may have been joined to another; then it is looked up again.
 *
 * @param cluster its number
 * @param accounts all that count as one person, at least the worker itself
 */
record WorkerLock(long cluster, List<Long> accounts) {
    static WorkerLock wait(Handle handle, AccountId worker) {
        long cluster = clusterOf(handle, worker);
        while (true) {
            handle.createQuery("select account from worker where account = :cluster for update")
                    .bind("cluster", cluster)
                    .mapTo(Long.class)
                    .one();
            long now = clusterOf(handle, worker);
            if (now == cluster) {
                return new WorkerLock(cluster, accounts(handle, cluster));
            }
            cluster = now;
        }
    }

    /** The cluster of an account, without a lock; one that never worked is put down first. */
    static long clusterOf(Handle handle, AccountId worker) {
        return known(handle, worker).orElseGet(() -> {
            handle.execute(
                    "insert into worker (account, cluster) values (?, ?) on conflict do nothing", worker.value(), worker.value());
            return known(handle, worker).orElseThrow();
        });
    }

    static java.util.Optional<Long> known(Handle handle, AccountId worker) {
        return handle.createQuery("select cluster from worker where account = :worker")
                .bind("worker", worker.value())
                .mapTo(Long.class)
                .findOne();
    }

    static List<Long> accounts(Handle handle, long cluster) {
        return handle.createQuery("select account from worker where cluster = :cluster order by account")
                .bind("cluster", cluster)
                .mapTo(Long.class)
                .list();
    }
}
