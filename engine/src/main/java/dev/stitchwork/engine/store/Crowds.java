package dev.stitchwork.engine.store;

import dev.stitchwork.engine.BatchId;
import dev.stitchwork.engine.Outlook;
import dev.stitchwork.engine.exposure.Begun;
import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.CrowdMember;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Workload;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What is known of the crowd and of what a batch still asks of it: what the planner is told. A cluster's habits are those
 * of its newest answers; one that has given none yet is taken for a usual one.
 */
public final class Crowds {
    private static final int ANSWERS_MAX = 20_000;
    /** Whoever gave no answer for so long is not counted on; a new account is, for as long. */
    private static final Duration ACTIVE = Duration.ofDays(30);
    /** Two answers further apart belong to two sittings. */
    private static final double PAUSE_LEAST_SECONDS = 600;

    private static final double TURN_USUAL_SECONDS = 15;
    private static final double TURN_MOST_SECONDS = 300;
    private static final double SITTING_USUAL_SECONDS = 3_600;
    private static final double PAUSE_USUAL_SECONDS = 4 * 3_600;
    private static final double DISPUTE_USUAL_SECONDS = 3_600;

    private final Database database;

    Crowds(Database database) {
        this.database = database;
    }

    /**
     * The clusters that can be counted on.
     *
     * @param batch whose documents they may have been shown; empty for a new one
     * @param documents of the batch
     */
    public List<CrowdMember> members(Optional<Long> batch, int documents) {
        return database.read(handle -> {
            Instant since = Database.now(handle).minus(ACTIVE);
            Map<Long, Habits> habits = habits(handle, since);
            Map<Long, Shown> shown = new HashMap<>();
            batch.ifPresent(row -> shown(handle, row, shown));
            return active(handle, since, habits.keySet()).stream()
                    .map(cluster -> habits.getOrDefault(cluster, new Habits())
                            .member(shown.getOrDefault(cluster, Shown.NOTHING), documents))
                    .toList();
        });
    }

    /** The same clusters, by their numbers alone. */
    static List<Long> active(Handle handle) {
        Instant since = Database.now(handle).minus(ACTIVE);
        Set<Long> answered = Set.copyOf(handle.createQuery("""
                        select distinct w.cluster
                        from (select worker, given from answer where token is not null order by id desc fetch first :max rows only) a
                        join worker w on w.account = a.worker where a.given > :since
                        """)
                .bind("max", ANSWERS_MAX)
                .bind("since", since)
                .mapTo(Long.class)
                .list());
        return active(handle, since, answered);
    }

    private static List<Long> active(Handle handle, Instant since, Set<Long> answered) {
        return handle.createQuery("""
                        select distinct coalesce(w.cluster, a.id) as cluster, a.since from account a
                        left join worker w on w.account = a.id
                        where a.role = 'WORKER' and a.password is not null and a.closed is null
                        """)
                .map((row, context) -> new Member(row.getLong("cluster"), Instants.of(row, "since").isAfter(since)))
                .list()
                .stream()
                .filter(member -> member.isNew() || answered.contains(member.cluster()))
                .map(Member::cluster)
                .distinct()
                .toList();
    }

    private static Map<Long, Habits> habits(Handle handle, Instant since) {
        Map<Long, Habits> habits = new HashMap<>();
        handle.createQuery("""
                        select w.cluster, extract(epoch from l.leased) as leased, extract(epoch from a.given) as given
                        from (select id, token, worker, given from answer where token is not null
                              order by id desc fetch first :max rows only) a
                        join lease l on l.token = a.token join worker w on w.account = a.worker
                        where a.given > :since order by a.id
                        """)
                .bind("max", ANSWERS_MAX)
                .bind("since", since)
                .map((row, context) -> {
                    habits.computeIfAbsent(row.getLong("cluster"), none -> new Habits())
                            .add(row.getDouble("leased"), row.getDouble("given"));
                    return 0;
                })
                .list();
        return habits;
    }

    private static void shown(Handle handle, long batch, Map<Long, Shown> shown) {
        handle.createQuery("select cluster, classes, fragments from batch_cluster where batch = :batch")
                .bind("batch", batch)
                .map((row, context) -> shown.put(
                        row.getLong("cluster"), new Shown(row.getInt("classes"), row.getInt("fragments"))))
                .list();
    }

    /** What a running batch still asks of people; empty where it asks nothing. */
    public Optional<Workload> workload(long batch) {
        return database.read(handle -> {
            int classes = SensitivityClass.values().length;
            double[] turns = new double[classes];
            int[] most = new int[classes];
            handle.createQuery("""
                            select sensitivity, template, sum(turns) as turns, max(turns) as most from (
                                select t.sensitivity, d.template, t.document, sum(t.wanted - t.kept) as turns
                                from task t join document d on d.id = t.document
                                where t.batch = :batch and t.state = 'OPEN' and t.wanted > t.kept
                                group by t.sensitivity, d.template, t.document) w
                            group by sensitivity, template
                            """)
                    .bind("batch", batch)
                    .map((row, context) -> {
                        int at = SensitivityClass.valueOf(row.getString("sensitivity")).ordinal();
                        turns[at] += row.getDouble("turns");
                        most[at] = Math.max(most[at], row.getInt("most"));
                        return at;
                    })
                    .list();
            int disputed = handle.createQuery("select count(*) from task where batch = :batch and state = 'DISPUTED' and disputed is not null")
                    .bind("batch", batch)
                    .mapTo(Integer.class)
                    .one();
            Workload workload = new Workload(turns, most, waiting(handle, batch), disputed, DISPUTE_USUAL_SECONDS);
            return workload.turnsInAll() == 0 && disputed == 0 ? Optional.empty() : Optional.of(workload);
        });
    }

    /** Documents to hide among where some wait to be let in; of the pools that the forms have of one class the smallest. */
    private static int[] waiting(Handle handle, long batch) {
        int[] documents = new int[SensitivityClass.values().length];
        handle.createQuery("""
                        select sensitivity, min(waiting + documents) as documents from pool
                        where batch = :batch and waiting > 0 group by sensitivity
                        """)
                .bind("batch", batch)
                .map((row, context) -> documents[SensitivityClass.valueOf(row.getString("sensitivity")).ordinal()] = row.getInt("documents"))
                .list();
        return documents;
    }

    /**
     * What was seen of a batch since the client said that no more files come, as far back as the newest answers go. Before
     * that nothing is learned: whoever did nothing may have waited for documents.
     */
    public Begun begun(Running batch) {
        return database.read(handle -> handle.createQuery("""
                        with newest as (select id, task, worker, given from answer where token is not null
                                        order by id desc fetch first :max rows only)
                        select b.opened, b.closed, (select count(*) from newest) as answers, (select min(given) from newest) as oldest,
                               (select count(*) from newest n join task t on t.id = n.task join account a on a.id = n.worker
                                where t.batch = b.id and n.given > b.closed and a.closed is null) as turns,
                               (select count(distinct w.cluster) from newest n join task t on t.id = n.task
                                join account a on a.id = n.worker join worker w on w.account = a.id
                                where t.batch = b.id and n.given <= b.closed and a.closed is null) as came
                        from batch b where b.id = :batch and b.closed is not null
                        and not exists (select 1 from file f where f.batch = b.id and f.state = 'RECEIVED')
                        """)
                .bind("max", ANSWERS_MAX)
                .bind("batch", batch.row())
                .map((row, context) -> {
                    Instant since = Instants.of(row, "closed");
                    Instant oldest = Instants.of(row, "oldest");
                    boolean full = row.getInt("answers") == ANSWERS_MAX;
                    boolean cut = full && oldest.isAfter(since);
                    boolean untold = full && oldest.isAfter(Instants.of(row, "opened"));
                    double seconds = Duration.between(cut ? oldest : since, Database.now(handle)).toMillis() / 1e3;
                    double cameBefore = untold ? Begun.ANY : row.getInt("came");
                    return new Begun(Math.max(0, seconds), row.getInt("turns"), batch.documents(), cameBefore);
                })
                .findOne()
                .orElse(Begun.NOT));
    }

    /** Batches that go on, with what is needed to forecast them. */
    public List<Running> running() {
        return database.read(handle -> handle.createQuery("""
                        select b.id, b.public_id, b.deadline, g.*, (select count(*) from document d where d.batch = b.id) as papers
                        from batch b join exposure_log g on g.batch = b.id
                        where b.purged is null and not g.ended and exists (select 1 from task t where t.batch = b.id and t.state = 'OPEN')
                        order by b.id
                        """)
                .map((row, context) -> Running.of(row))
                .list());
    }

    /**
     * Writes a forecast down.
     *
     * @param attainable when half of the futures would be finished at the pace that was known beforehand
     */
    public void forecast(long batch, Optional<Instant> p50, Optional<Instant> p90, Optional<Instant> attainable) {
        database.write(handle -> handle.execute(
                "update batch set forecast_at = ?, forecast_p50 = ?, forecast_p90 = ?, attainable = ? where id = ?",
                Database.now(handle), p50.orElse(null), p90.orElse(null), attainable.orElse(null), batch));
    }

    public Instant now() {
        return database.read(Database::now);
    }

    static Optional<Outlook> outlook(ResultSet row) throws SQLException {
        Instant at = Instants.of(row, "forecast_at");
        return at == null
                ? Optional.empty()
                : Optional.of(Outlook.of(
                        at,
                        Optional.ofNullable(Instants.of(row, "forecast_p50")),
                        Optional.ofNullable(Instants.of(row, "forecast_p90")),
                        Optional.ofNullable(Instants.of(row, "deadline"))));
    }

    /** Batches that will be late, by their last forecast. */
    public Map<BatchId, Outlook> late() {
        Map<BatchId, Outlook> late = new HashMap<>();
        database.read(handle -> handle.createQuery("""
                        select public_id, deadline, forecast_at, forecast_p50, forecast_p90 from batch
                        where deadline is not null and purged is null and forecast_at is not null
                        and (forecast_p90 is null or forecast_p90 > deadline)
                        and exists (select 1 from task t where t.batch = batch.id and t.state in ('OPEN', 'DISPUTED'))
                        """)
                .map((row, context) -> late.put(new BatchId(row.getString("public_id")), outlook(row).orElseThrow()))
                .list());
        return late;
    }

    /** A batch that goes on. */
    public record Running(long row, int documents, Optional<Instant> deadline, Guarantee guarantee) {
        private static Running of(ResultSet row) throws SQLException {
            return new Running(
                    row.getLong("id"),
                    row.getInt("papers"),
                    Optional.ofNullable(Instants.of(row, "deadline")),
                    LogHead.guarantee(row));
        }
    }

    private record Member(long cluster, boolean isNew) {}

    private record Shown(int classes, int fragments) {
        static final Shown NOTHING = new Shown(ClassSet.NONE, 0);
    }

    /** When one cluster worked, and how fast. */
    private static final class Habits {
        private final List<Double> turns = new ArrayList<>();
        private double worked;
        private double paused;
        private int pauses;
        private double last = Double.NaN;

        void add(double leased, double given) {
            double gap = given - last;
            // From answer to answer where one follows the other: the next fragment was fetched ahead long before.
            double turn = gap < given - leased ? gap : given - leased;
            turns.add(Math.min(TURN_MOST_SECONDS, Math.max(1, turn)));
            if (gap >= PAUSE_LEAST_SECONDS) {
                paused += gap;
                pauses++;
            } else if (gap > 0) {
                worked += gap;
            }
            last = given;
        }

        CrowdMember member(Shown shown, int documents) {
            double mean = turns.stream().mapToDouble(Double::doubleValue).average().orElse(TURN_USUAL_SECONDS);
            boolean known = pauses >= 2;
            return new CrowdMember(
                    ClassSet.compatibleWith(shown.classes()),
                    mean,
                    known ? Math.max(mean, worked / (pauses + 1)) : SITTING_USUAL_SECONDS,
                    known ? paused / pauses : PAUSE_USUAL_SECONDS,
                    Math.max(0, documents - shown.fragments()));
        }
    }
}
