package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Office.CheckScore;
import dev.stitchwork.engine.consensus.trust.Confusions;
import dev.stitchwork.engine.consensus.trust.Verification;
import dev.stitchwork.engine.consensus.trust.Verification.Costs;
import dev.stitchwork.engine.consensus.trust.Verification.Counts;
import dev.stitchwork.engine.form.FieldKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * What is known of people's saying yes or no to values they are shown: how often they wave wrong ones through, what it takes
 * them, and what mistakes look like. Counts are kept in the transaction of the answer that teaches them, so that a restart
 * loses nothing; what is summed up of the whole crowd is a moment old, and on each server its own.
 */
final class Checkers {
    private static final int ANSWERS_MAX = 20_000;
    /** Answers from which on a mean time is believed. */
    private static final int TIMED_LEAST = 20;

    private static final double SECONDS_MAX = 300;
    private static final double SECONDS_MIN = 0.2;

    private final RandomGenerator random;
    private volatile Verification crowd = Verification.ofCrowd(Counts.NONE);
    private volatile Map<FieldKind, Costs> costs = Map.of();
    private volatile Confusions confusions = new Confusions();

    Checkers(RandomGenerator random) {
        this.random = random;
    }

    /** Sums up what is known now; what only a turn with a value asks for, while a batch has such turns. */
    void learn(Handle handle) {
        crowd = Verification.ofCrowd(all(handle));
        if (areWanted(handle)) {
            costs = costs(handle);
            confusions = confusions(handle);
        }
    }

    private static boolean areWanted(Handle handle) {
        return handle.createQuery("""
                        select exists (select 1 from batch b join exposure_log g on g.batch = b.id
                                       where b.checks and b.purged is null and not g.ended)
                        """)
                .mapTo(Boolean.class)
                .one();
    }

    private static Counts all(Handle handle) {
        return handle.createQuery("""
                        select coalesce(sum(planted), 0) as planted, coalesce(sum(waved), 0) as waved, coalesce(sum(shown), 0) as shown,
                               coalesce(sum(refused), 0) as refused from checker
                        """)
                .map((row, context) -> counts(row))
                .one();
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(row.getInt("planted"), row.getInt("waved"), row.getInt("shown"), row.getInt("refused"));
    }

    /** From answer to answer of one person, or from the turn's beginning where that is later. */
    private static Map<FieldKind, Costs> costs(Handle handle) {
        Map<FieldKind, Mean> typing = new EnumMap<>(FieldKind.class);
        Map<FieldKind, Mean> check = new EnumMap<>(FieldKind.class);
        Map<Long, Double> before = new HashMap<>();
        handle.createQuery("""
                        select a.worker, t.kind, extract(epoch from l.leased) as leased, extract(epoch from a.given) as given,
                               a.proposed, a.text
                        from (select * from answer where token is not null order by id desc fetch first :max rows only) a
                        join lease l on l.token = a.token join task t on t.id = a.task order by a.id
                        """)
                .bind("max", ANSWERS_MAX)
                .map((row, context) -> {
                    double given = row.getDouble("given");
                    double last = before.getOrDefault(row.getLong("worker"), 0.0);
                    before.put(row.getLong("worker"), given);
                    String proposed = row.getString("proposed");
                    boolean yes = proposed != null && proposed.equals(row.getString("text"));
                    if (proposed == null || yes) {
                        (yes ? check : typing).computeIfAbsent(FieldKind.valueOf(row.getString("kind")), none -> new Mean())
                                .add(given - Math.max(last, row.getDouble("leased")));
                    }
                    return given;
                })
                .list();
        Map<FieldKind, Costs> costs = new EnumMap<>(FieldKind.class);
        typing.forEach((kind, typed) -> {
            Mean checked = check.getOrDefault(kind, new Mean());
            if (typed.count >= TIMED_LEAST) {
                costs.put(kind, new Costs(
                        checked.count >= TIMED_LEAST ? checked.value() : typed.value() * Costs.USUAL.check() / Costs.USUAL.typing(), typed.value()));
            }
        });
        return costs;
    }

    /** What was settled, and what was keyed instead. */
    private static Confusions confusions(Handle handle) {
        Confusions confusions = new Confusions();
        handle.createQuery("""
                        select a.text, case when d.task is null then c.text else d.text end as settled
                        from (select * from answer where token is not null order by id desc fetch first :max rows only) a
                             left join consensus c on c.task = a.task left join adjudication d on d.task = a.task
                        where a.missed > 0.5 and a.text is not null
                        """)
                .bind("max", ANSWERS_MAX)
                .map((row, context) -> new String[] {row.getString("settled"), row.getString("text")})
                .list()
                .stream()
                .filter(pair -> pair[0] != null)
                .forEach(pair -> confusions.learn(pair[0], pair[1]));
        return confusions;
    }

    Verification crowd() {
        return crowd;
    }

    /** In seconds, by kind of field, as far as they are known. */
    Map<FieldKind, Costs> costs() {
        return Map.copyOf(costs);
    }

    /** What an answer to a field of this kind takes. */
    Costs costs(FieldKind kind) {
        return costs.getOrDefault(kind, Costs.USUAL);
    }

    /** What is known of these; of whom nothing is, what the crowd is like. */
    Map<Long, Verification> of(Handle handle, List<Long> workers) {
        Map<Long, Verification> known = new HashMap<>();
        workers.forEach(worker -> known.put(worker, crowd));
        if (!workers.isEmpty()) {
            handle.createQuery("select * from checker where worker in (<workers>)")
                    .bindList("workers", workers)
                    .map((row, context) -> known.put(row.getLong("worker"), crowd.of(counts(row))))
                    .list();
        }
        return known;
    }

    /** The text as somebody might misread it. */
    String misread(String text) {
        return confusions.changed(text, random);
    }

    /** Notes what one value that was shown says of whoever answered. */
    static void count(Handle handle, long worker, Counts one) {
        handle.execute("insert into checker (worker, planted, waved, shown, refused) values (?, 0, 0, 0, 0) on conflict do nothing", worker);
        handle.execute(
                "update checker set planted = planted + ?, waved = waved + ?, shown = shown + ?, refused = refused + ? where worker = ?",
                one.planted(), one.waved(), one.right(), one.refused(), worker);
    }

    /** Everybody who was shown a value and whose account is open, whoever waves most through first. */
    static List<CheckScore> scores(Handle handle) {
        return handle.createQuery("""
                        select u.id, u.name, c.* from checker c join account u on u.id = c.worker where u.closed is null
                        order by cast(c.waved as double precision) / (c.planted + 1) desc, c.planted desc, u.id
                        """)
                .map((row, context) -> new CheckScore(new AccountId(row.getLong("id")), row.getString("name"), counts(row)))
                .list();
    }

    private static final class Mean {
        private double sum;
        private int count;

        void add(double seconds) {
            sum += Math.max(SECONDS_MIN, Math.min(SECONDS_MAX, seconds));
            count++;
        }

        double value() {
            return sum / count;
        }
    }
}
