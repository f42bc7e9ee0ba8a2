package dev.stitchwork.engine.store;

import dev.stitchwork.engine.BatchDesk.BatchProgress;
import dev.stitchwork.engine.BatchDesk.FileProgress;
import dev.stitchwork.engine.BatchDesk.FormCount;
import dev.stitchwork.engine.FileState;
import dev.stitchwork.engine.Outlook;
import dev.stitchwork.engine.TaskState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Counts how far a batch is. A settled task that is asked about again by chance counts as settled: nothing waits for it. */
public final class Progress {
    private static final String ACTIVE_WORKER = "role = 'WORKER' and password is not null and closed is null";

    private final Database database;
    private final Uploads uploads;

    Progress(Database database, Uploads uploads) {
        this.database = database;
        this.uploads = uploads;
    }

    public BatchProgress of(Batches.Opened batch) {
        List<FileProgress> files = uploads.of(batch);
        return database.read(handle -> {
            Tasks tasks = tasks(handle, batch.row());
            Documents documents = documents(handle, batch.row());
            boolean undecided = tasks.states().containsKey(TaskState.OPEN) || tasks.states().containsKey(TaskState.DISPUTED);
            boolean finished = !files.isEmpty()
                    && files.stream().noneMatch(file -> file.state() == FileState.RECEIVED)
                    && !undecided;
            return new BatchProgress(
                    batch.id(),
                    batch.title(),
                    batch.forms().get(0).name(),
                    forms(handle, batch),
                    batch.opened(),
                    batch.purged(),
                    finished,
                    files,
                    documents.count(),
                    tasks.states(),
                    tasks.kept(),
                    tasks.readings(),
                    tasks.answered(),
                    documents.shownMost(),
                    documents.shownMostShare(),
                    batch.purged() ? 0 : workersMissing(handle, batch),
                    notes(handle, batch),
                    finished || batch.purged() ? Optional.empty() : outlook(handle, batch.row()));
        });
    }

    /** Each of the batch's forms with its documents. */
    private static List<FormCount> forms(Handle handle, Batches.Opened batch) {
        Map<Long, Integer> documents = new HashMap<>();
        handle.createQuery("select template, count(*) as documents from document where batch = :batch and fragments > 0 group by template")
                .bind("batch", batch.row())
                .map((row, context) -> documents.put(row.getLong("template"), row.getInt("documents")))
                .list();
        return batch.forms().stream()
                .map(form -> new FormCount(form.name(), documents.getOrDefault(form.template(), 0)))
                .toList();
    }

    private static Optional<Outlook> outlook(Handle handle, long batch) {
        return handle.createQuery("select deadline, forecast_at, forecast_p50, forecast_p90 from batch where id = :batch")
                .bind("batch", batch)
                .map((row, context) -> Crowds.outlook(row))
                .one();
    }

    private static List<String> notes(Handle handle, Batches.Opened batch) {
        List<String> notes = new ArrayList<>(batch.note().stream().toList());
        if (!batch.purged() && !batch.closed() && waitsForMore(handle, batch.row())) {
            notes.add("Some documents wait until there are enough to mix them with: send in more files, or say that these are all.");
        }
        return notes;
    }

    private static boolean waitsForMore(Handle handle, long batch) {
        return handle.createQuery("""
                        select 1 from pool_entry e join document d on d.id = e.document
                        where d.batch = :batch and not e.released fetch first 1 row only
                        """)
                .bind("batch", batch)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static Tasks tasks(Handle handle, long batch) {
        Map<TaskState, Integer> states = new EnumMap<>(TaskState.class);
        int[] sums = new int[3];
        handle.createQuery("""
                        select case when r.task is null then state else 'AGREED' end as state, count(*) as tasks, sum(t.kept) as kept,
                               sum(readings) as readings, sum(case when t.kept > 0 or state = 'ADJUDICATED' then 1 else 0 end) as by_people
                        from task t left join reask r on r.task = t.id and r.outcome is null and r.reason <> 'RULE'
                        where batch = :batch group by case when r.task is null then state else 'AGREED' end
                        """)
                .bind("batch", batch)
                .map((row, context) -> {
                    TaskState state = TaskState.valueOf(row.getString("state"));
                    states.put(state, row.getInt("tasks"));
                    sums[0] += row.getInt("kept");
                    sums[1] += row.getInt("readings");
                    sums[2] += state == TaskState.AGREED || state == TaskState.ADJUDICATED ? row.getInt("by_people") : 0;
                    return state;
                })
                .list();
        return new Tasks(states, sums[0], sums[1], sums[2]);
    }

    private static Documents documents(Handle handle, long batch) {
        return handle.createQuery("""
                        select count(*) as documents, coalesce(max(shown_most), 0) as shown_most,
                               coalesce(max(cast(shown_most as double precision) / fragments), 0) as share
                        from document where batch = :batch and fragments > 0
                        """)
                .bind("batch", batch)
                .map((row, context) -> new Documents(row.getInt("documents"), row.getInt("shown_most"), row.getDouble("share")))
                .one();
    }

    /**
     * How many workers more the open tasks need at least. A document wants some answers still, and a worker may be shown
     * so many of its fragments less those it was shown; what the workers there are may not be shown, new ones must. New
     * workers may serve all documents, so the document that lacks most decides. It is a lower bound: a tie asks for
     * more, and a worker who has an account may stay away.
     */
    private static int workersMissing(Handle handle, Batches.Opened batch) {
        int workers = handle.createQuery("select count(*) from account where " + ACTIVE_WORKER).mapTo(Integer.class).one();
        int cap = batch.fragmentsMax();
        int views = viewsWanted(handle, batch, "document", "document", "open_document") - workers * cap;
        int missing = Math.max(0, (views + cap - 1) / cap);
        // With a cap above one, a task may lack workers where its document does not: nobody is asked twice.
        return cap == 1 ? missing : Math.max(missing, viewsWanted(handle, batch, "id", "fragment", "task") - workers);
    }

    /**
     * Most views that any one document, or any one task, has taken from the workers there are and still wants.
     *
     * @param task column of a task that tells the documents, or the tasks, apart
     * @param exposure column of an exposure that goes with it
     * @param lease column of a lease that goes with it
     */
    private static int viewsWanted(Handle handle, Batches.Opened batch, String task, String exposure, String lease) {
        String exposed = exposure.equals("fragment") ? "t.fragment" : "t.document";
        return handle.createQuery("""
                        select coalesce(max(wanted - coalesce(leases, 0) + coalesce(views, 0)), 0)
                        from (select t.<task> as place, <exposed> as exposed, sum(wanted - kept) as wanted from task t
                              where batch = :batch and state = 'OPEN'
                                and not exists (select 1 from reask r where r.task = t.id and r.outcome is null and r.reason <> 'RULE')
                              group by t.<task>, <exposed>) w
                        left join (select <lease> as place, count(*) as leases from lease
                                   where open_document is not null and until > :now group by <lease>) l
                             on l.place = w.place
                        left join (select e.<exposure> as place, count(*) as views
                                   from exposure e join account on account.id = e.account and <active>
                                   where e.document in (select id from document where batch = :batch) group by e.<exposure>) v
                             on v.place = w.exposed
                        """)
                .define("task", task)
                .define("exposed", exposed)
                .define("exposure", exposure)
                .define("lease", lease)
                .define("active", ACTIVE_WORKER)
                .bind("batch", batch.row())
                .bind("now", Database.now(handle))
                .mapTo(Integer.class)
                .one();
    }

    private record Tasks(Map<TaskState, Integer> states, int kept, int readings, int answered) {}

    private record Documents(int count, int shownMost, double shownMostShare) {}
}
