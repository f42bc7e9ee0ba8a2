package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import org.jdbi.v3.core.Handle;

/** A worker's own row, locked until the transaction ends: one worker's requests change things one after the other. */
final class WorkerLock {
    private WorkerLock() {}

    static void wait(Handle handle, AccountId worker) {
        if (!locked(handle, worker)) {
            handle.execute("insert into worker (account) values (?) on conflict do nothing", worker.value());
            locked(handle, worker);
        }
    }

    private static boolean locked(Handle handle, AccountId worker) {
        return handle.createQuery("select account from worker where account = :worker for update")
                .bind("worker", worker.value())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }
}
