package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.Candidate;
import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.ExposureLaw;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.exposure.Shown;
import dev.stitchwork.engine.form.SensitivityClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * A fragment that the law permits a cluster to be shown: found and judged under the locks of the cluster, the document
 * and the log, and to be written down before they are let go.
 */
final class Showing {
    private final Handle handle;
    private final LogHead head;
    private final WorkerLock cluster;
    private final DocumentLock document;
    private final DocumentLock.OpenTask task;
    private final int shownBefore;

    private Showing(
            Handle handle, LogHead head, WorkerLock cluster, DocumentLock document, DocumentLock.OpenTask task, int shownBefore) {
        this.handle = handle;
        this.head = head;
        this.cluster = cluster;
        this.document = document;
        this.task = task;
        this.shownBefore = shownBefore;
    }

    /** One of the document's fragments in this pool, at random among those permitted; empty where none is. */
    static Optional<Showing> draw(
            Handle handle, WorkerLock cluster, DocumentLock document, PoolChoice.Pool pool, RandomGenerator random, Instant now) {
        List<Seen> seen = seen(handle, cluster, document.document);
        List<DocumentLock.OpenTask> free = new ArrayList<>();
        for (DocumentLock.OpenTask task : document.openTasks()) {
            boolean wanted = task.sensitivity() == pool.sensitivity() && task.audience() == Audience.CROWD && task.slots() > 0;
            // Nobody is asked twice: what was shown to the cluster before is permitted by the law, but tells us nothing.
            if (wanted && seen.stream().noneMatch(each -> each.fragment() == task.fragment())) {
                free.add(task);
            }
        }
        if (free.isEmpty()) {
            return Optional.empty();
        }
        return LogHead.wait(handle, document.batch, now).flatMap(head -> {
            Optional<BatchCluster> before = BatchCluster.find(handle, head.batch, cluster.cluster());
            List<DocumentLock.OpenTask> permitted =
                    free.stream().filter(task -> permitted(head, before, seen, task)).toList();
            return permitted.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Showing(
                            handle, head, cluster, document, permitted.get(random.nextInt(permitted.size())), seen.size()));
        });
    }

    private static List<Seen> seen(Handle handle, WorkerLock cluster, long document) {
        return handle.createQuery("""
                        select distinct x.fragment, t.field, t.ink_ppm from exposure x join task t on t.fragment = x.fragment
                        where x.account in (<accounts>) and x.document = :document
                        """)
                .bindList("accounts", cluster.accounts())
                .bind("document", document)
                .map((row, context) -> new Seen(row.getLong("fragment"), row.getInt("field"), row.getInt("ink_ppm")))
                .list();
    }

    private static boolean permitted(
            LogHead head, Optional<BatchCluster> before, List<Seen> seen, DocumentLock.OpenTask task) {
        Shown shown = new Shown(
                false,
                seen.stream().anyMatch(each -> each.field() == task.field()),
                seen.size(),
                seen.stream().mapToInt(Seen::inkPpm).sum(),
                before.map(BatchCluster::classes).orElse(ClassSet.NONE),
                before.map(BatchCluster::lastClass).orElse(null),
                before.map(BatchCluster::lastSeconds).orElse(0L),
                before.map(BatchCluster::fragments).orElse(0));
        Candidate candidate = new Candidate(
                0, task.showable().piece(), task.sensitivity(), task.inkPpm(), task.audience() != Audience.CROWD, true);
        return ExposureLaw.judge(head.guarantee, shown, candidate, head.seconds, head.released()).permitted();
    }

    /** Writes the exposure and its row in the log. */
    DocumentLock.OpenTask write(Reason reason, long account) {
        Exposures.insert(handle, account, document.document, task.fragment(), reason);
        handle.execute(
                "update document set shown_most = ? where id = ? and shown_most < ?",
                shownBefore + 1,
                document.document,
                shownBefore + 1);
        BatchCluster shown = BatchCluster.named(handle, head, cluster.cluster(), false);
        shown.show(head, document.numberInLog, task.showable(), reason);
        SensitivityClass sensitivity = task.sensitivity();
        shown.count(handle, head, cluster.cluster(), sensitivity);
        return task;
    }

    private record Seen(long fragment, int field, int inkPpm) {}
}
