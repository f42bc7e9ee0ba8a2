package dev.stitchwork.engine.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * The queue of files to be split, oldest first, shared by all servers on one database. A file whose server died is taken
 * up by another, or by the same one started again.
 */
public final class SplitQueue implements AutoCloseable {
    private static final Duration POLL_EVERY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(3);
    /** A server silent for this many heartbeats is taken for dead; where it was not, its attempt is overtaken. */
    private static final int HEARTBEATS_MISSED_MAX = 4;

    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(10);
    /** What is still being split then is interrupted and, after as long again, left: it is split anew at the next start. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final Store store;
    private final OneTimeTask<Void> split;
    private final Scheduler scheduler;

    /**
     * @param splitter given each file; where it throws, it is given the file again a little later
     * @param threads files split at the same time
     */
    public SplitQueue(Store store, LongConsumer splitter, int threads) {
        this.store = store;
        split = Tasks.oneTime("split")
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AGAIN_AFTER_FAILURE))
                .onDeadExecutionRevive()
                .execute((file, context) -> splitter.accept(Long.parseLong(file.getId())));
        // A file may be on record and not queued where the server died, or the database failed, between the two.
        RecurringTask<Void> sweep = Tasks.recurring("sweep", FixedDelay.of(SWEEP_EVERY)).execute((instance, context) -> queueWaiting());
        scheduler = Scheduler.create(store.database().dataSource(), split)
                .startTasks(sweep)
                .jdbcCustomization(new JobTimes())
                .threads(threads)
                .pollingInterval(POLL_EVERY)
                .enableImmediateExecution()
                .heartbeatInterval(HEARTBEAT_EVERY)
                .missedHeartbeatsLimit(HEARTBEATS_MISSED_MAX)
                .shutdownMaxWait(STOP_WITHIN)
                .build();
    }

    /** Takes up the files that were left waiting. */
    public void start() {
        store.database().forgetOtherServers();
        scheduler.start();
        queueWaiting();
    }

    private void queueWaiting() {
        store.uploads().waiting().forEach(this::add);
    }

    public void add(Uploads.Received file) {
        scheduler.scheduleIfNotExists(split.instance(Long.toString(file.file())), file.at());
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
