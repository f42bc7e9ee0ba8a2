package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Office.OddWork;
import dev.stitchwork.engine.Suspect.Reason;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.consensus.trust.Rings;
import dev.stitchwork.engine.consensus.trust.Suspicion;
import dev.stitchwork.engine.consensus.typed.CrowdErrors;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Looks through the latest answers for people whose work looks like no work, or who hand in one answer as several, and says
 * why in words. Whoever keys at random weighs little already, by the record of the voter; those who copy count as one voice
 * from here on, and are put before an operator as perhaps one person. Nobody is shut out by it: that is an operator's decision.
 *
 * <p>The time of an answer counts from when the turn began or the one before was answered, whichever is later: turns are
 * handed out some at a time.
 */
public final class OddWorks {
    /** Answers looked at, the latest. */
    private static final int ANSWERS_MAX = 50_000;

    /** Answers' worth of the usual accuracy that each worker begins with. */
    private static final int ACCURACY_WEIGHT = 10;

    /** Members of a ring that the evidence names. */
    private static final int NAMED_MAX = 9;

    private final Database database;
    private final Templates templates;

    OddWorks(Database database, Templates templates) {
        this.database = database;
        this.templates = templates;
    }

    /** Whoever was found when the answers were last looked through and whose account is open; the surest first. */
    public List<OddWork> found() {
        return database.read(handle -> handle.createQuery("""
                        select s.worker, a.name, s.kind, s.evidence from odd_work s join account a on a.id = s.worker
                        where a.closed is null order by s.place
                        """)
                .map((row, context) -> new OddWork(
                        new AccountId(row.getLong("worker")), row.getString("name"), OddWork.Kind.valueOf(row.getString("kind")),
                        row.getString("evidence")))
                .list());
    }

    /** Looks through the latest answers, and keeps who is found instead of who was found before. */
    public synchronized void look() {
        List<Row> rows = database.read(this::find);
        database.write(handle -> {
            handle.execute("delete from odd_work");
            for (int place = 0; place < rows.size(); place++) {
                Row row = rows.get(place);
                handle.execute(
                        "insert into odd_work (place, worker, kind, evidence, ring) values (?, ?, ?, ?, ?)",
                        place, row.worker, row.kind.name(), row.evidence, row.ring);
                if (row.like != row.worker) {
                    Suspicions.note(handle, row.worker, row.like, Reason.ANSWERS, row.sameMistakes);
                }
            }
            return null;
        });
    }

    private List<Row> find(Handle handle) {
        List<Given> answers = answers(handle);
        List<Long> workers = answers.stream().map(Given::worker).distinct().sorted().toList();
        Map<Long, Integer> numbers = new HashMap<>();
        workers.forEach(worker -> numbers.put(worker, numbers.size()));
        Map<Long, String> names = names(handle);
        List<Row> rows = new ArrayList<>();
        for (Suspicion.Finding finding : Suspicion.find(work(answers, numbers))) {
            rows.add(new Row(
                    workers.get(finding.worker()), OddWork.Kind.valueOf(finding.kind().name()), finding.sentence(), null,
                    workers.get(finding.worker()), 0));
        }
        List<Rings.Ring> rings = rings(answers, numbers).find();
        for (int ring = 0; ring < rings.size(); ring++) {
            for (Rings.Evidence evidence : rings.get(ring).evidence()) {
                List<String> others = rings.get(ring).members().stream()
                        .filter(member -> member != evidence.member())
                        .map(member -> names.getOrDefault(workers.get(member), "somebody"))
                        .toList();
                rows.add(new Row(
                        workers.get(evidence.member()), OddWork.Kind.COPYING, sentence(evidence, others, rings.get(ring).luck()), ring,
                        workers.get(rings.get(ring).members().get(0)), evidence.sameMistakes()));
            }
        }
        return rows;
    }

    /** Who counts as one voice with others: the number of the ring, by worker. */
    static Map<Long, Integer> rings(Handle handle, long task) {
        Map<Long, Integer> rings = new HashMap<>();
        handle.createQuery("""
                        select worker, ring from odd_work
                        where ring is not null and worker in (select worker from answer where task = :task)
                        """)
                .bind("task", task)
                .map((row, context) -> rings.put(row.getLong("worker"), row.getInt("ring")))
                .list();
        return rings;
    }

    private static String sentence(Rings.Evidence evidence, List<String> others, double luck) {
        String named = others.size() <= NAMED_MAX ? String.join(", ", others)
                : "%s and %d more".formatted(String.join(", ", others.subList(0, NAMED_MAX)), others.size() - NAMED_MAX);
        return "the same answer as %s on %d of %d shared tasks, %d of them mistakes; the chance of this being luck is at most 1 in %,.0f"
                .formatted(named, evidence.same(), evidence.shared(), evidence.sameMistakes(), 1 / Math.max(luck, 1e-12));
    }

    private List<Given> answers(Handle handle) {
        return handle.createQuery("""
                        select a.worker, a.task, a.verdict, a.text, a.missed, a.given, l.leased, p.template, t.kind, f.field,
                               case when d.task is not null or (c.task is not null and t.kept > 1) then 1 else 0 end as judged,
                               d.task as decided, coalesce(d.verdict, c.verdict) as settled_verdict,
                               case when d.task is null then c.text else d.text end as settled_text
                        from answer a join task t on t.id = a.task join fragment f on f.id = t.fragment
                             join batch b on b.id = t.batch join document p on p.id = t.document join lease l on l.token = a.token
                             left join consensus c on c.task = t.id left join adjudication d on d.task = t.id
                        where b.purged is null and a.proposed is null
                        order by a.id desc fetch first :most rows only
                        """)
                .bind("most", ANSWERS_MAX)
                .map((row, context) -> given(handle, row))
                .list();
    }

    private Given given(Handle handle, ResultSet row) throws SQLException {
        FormTemplate form = templates.form(handle, row.getLong("template"));
        Field field = form.field(row.getString("field")).orElseThrow();
        String settled = row.getString("settled_verdict");
        return new Given(
                row.getLong("worker"), row.getLong("task"), FieldKind.valueOf(row.getString("kind")),
                Normaliser.ballot(Readings.of(row), field, form.locale()),
                settled == null ? null : Normaliser.ballotOfCanonical(Readings.of(settled, row.getString("settled_text")), field, form.locale()),
                row.getString("decided") != null, row.getDouble("missed"), row.getInt("judged") == 1,
                Instants.of(row, "leased"), Instants.of(row, "given"));
    }

    private static Map<Long, String> names(Handle handle) {
        Map<Long, String> names = new HashMap<>();
        handle.createQuery("select id, name from account where role = 'WORKER'")
                .map((row, context) -> names.put(row.getLong("id"), row.getString("name")))
                .list();
        return names;
    }

    private static List<Suspicion.Work> work(List<Given> answers, Map<Long, Integer> numbers) {
        int[] judged = new int[numbers.size()];
        double[] right = new double[numbers.size()];
        int[] timed = new int[numbers.size()];
        int[] hasty = new int[numbers.size()];
        Map<FieldKind, List<Timed>> byKind = new EnumMap<>(FieldKind.class);
        Map<Long, Instant> before = new HashMap<>();
        for (Given given : answers.stream().sorted(Comparator.comparing(Given::given)).toList()) {
            int worker = numbers.get(given.worker());
            judged[worker] += given.judged() ? 1 : 0;
            right[worker] += given.judged() ? 1 - given.missed() : 0;
            timed[worker]++;
            Instant last = before.put(given.worker(), given.given());
            Instant from = last == null || last.isBefore(given.leased()) ? given.leased() : last;
            byKind.computeIfAbsent(given.kind(), none -> new ArrayList<>())
                    .add(new Timed(worker, Duration.between(from, given.given()).toMillis()));
        }
        byKind.values().forEach(times -> {
            List<Timed> sorted = times.stream().sorted(Comparator.comparingLong(Timed::millis)).toList();
            double usual = sorted.get(sorted.size() / 2).millis();
            sorted.forEach(time -> hasty[time.worker()] += time.millis() < Suspicion.HASTE * usual ? 1 : 0);
        });
        List<Suspicion.Work> work = new ArrayList<>();
        for (int worker = 0; worker < judged.length; worker++) {
            work.add(new Suspicion.Work(
                    worker, judged[worker], (int) Math.round(right[worker]), timed[worker], hasty[worker]));
        }
        return work;
    }

    /**
     * Everybody's answers side by side, task by task, with what operators decided. How good somebody is goes by what their
     * tasks were settled on and not by the records of the voters, which whoever copies has talked into believing them.
     */
    private static Rings rings(List<Given> answers, Map<Long, Integer> numbers) {
        double[] accuracy = new double[numbers.size()];
        double[] judged = new double[numbers.size()];
        answers.stream().filter(given -> given.settled() != null).forEach(given -> {
            judged[numbers.get(given.worker())]++;
            accuracy[numbers.get(given.worker())] += given.ballot().equals(given.settled()) ? 1 : 0;
        });
        double usual = 1 - CrowdErrors.USUAL.wrong();
        for (int worker = 0; worker < accuracy.length; worker++) {
            accuracy[worker] = (accuracy[worker] + ACCURACY_WEIGHT * usual) / (judged[worker] + ACCURACY_WEIGHT);
        }
        Rings rings = new Rings(accuracy, CrowdErrors.USUAL.repeats());
        Map<Long, Integer> tasks = new HashMap<>();
        Map<String, Integer> ballots = new HashMap<>();
        answers.forEach(given -> {
            int task = tasks.computeIfAbsent(given.task(), none -> tasks.size());
            rings.add(numbers.get(given.worker()), task, ballots.computeIfAbsent(given.ballot(), none -> ballots.size()));
            if (given.decided()) {
                rings.know(task, ballots.computeIfAbsent(given.settled(), none -> ballots.size()));
            }
        });
        return rings;
    }

    /**
     * @param settled ballot of what the task was settled on; null where it is not
     * @param decided whether by an operator
     */
    private record Given(
            long worker, long task, FieldKind kind, String ballot, String settled, boolean decided, double missed, boolean judged,
            Instant leased, Instant given) {}

    /**
     * @param like who may be the same person; the worker itself where nobody is
     * @param sameMistakes made with the rest of the ring
     */
    private record Row(long worker, OddWork.Kind kind, String evidence, Integer ring, long like, int sameMistakes) {}

    private record Timed(int worker, long millis) {}
}
