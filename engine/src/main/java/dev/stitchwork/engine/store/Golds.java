package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Office.GoldScore;
import dev.stitchwork.engine.consensus.trust.Gold;
import dev.stitchwork.engine.consensus.trust.GoldPlan;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Tasks of production whose answer is known, to measure people with: a {@link Reask} that nothing waits for, so that whoever
 * gets one sees what anybody sees, under the same law, on the same record, and never twice.
 *
 * <p>Known is what an operator decided, and what three people say of whom nothing makes one doubt, in a batch whose client named
 * a target. From a batch so many are held at a time, of documents of which nothing else is asked; each is retired after five
 * answers, and another takes its place. Whoever answers one is held against what is known. Where most of five say the same
 * other thing, an operator decides; if it was wrong, that teaches all who answered it anew, and the client is told.
 *
 * <p>Who gets one goes by {@link GoldPlan}: somebody new first, somebody known seldom, whether known by gold or by the answers
 * of others.
 */
public final class Golds {
    /** Held of one batch at a time. */
    private static final int HELD_MAX = 200;

    /** Looked at for one turn: a cluster may have seen something of the documents of most. */
    private static final int DRAWN_MAX = 8;

    private final Database database;
    private final RandomGenerator random;

    Golds(Database database, RandomGenerator random) {
        this.database = database;
        this.random = random;
    }

    /** Holds a settled task as gold where it is known well enough and nothing else was asked about it. */
    static void offer(Handle handle, Question question, boolean decided) {
        if (!question.hasTarget() || !decided && !question.isCertain()) {
            return;
        }
        handle.createUpdate("""
                        insert into reask (task, reason, verdict, text, kept, drawn, outcome, gold_batch)
                        select t.id, 'GOLD', coalesce(a.verdict, c.verdict), case when a.task is null then c.text else a.text end,
                               t.kept, current_timestamp, 'SAME', t.batch
                        from task t left join consensus c on c.task = t.id left join adjudication a on a.task = t.id
                        where t.id = :task and t.audience = :crowd and t.state in ('AGREED', 'ADJUDICATED')
                          and coalesce(a.verdict, c.verdict) in ('VALUE', 'BLANK')
                          and (select count(*) from reask g where g.gold_batch = t.batch) < :held_max
                        on conflict do nothing
                        """)
                .bind("task", question.task)
                .bind("crowd", Audience.CROWD.name())
                .bind("held_max", HELD_MAX)
                .execute();
    }

    /** Lets go of a gold that is not being served, so that it can be asked about for another reason. */
    static void release(Handle handle, long task) {
        handle.execute("delete from reask where task = ? and reason = 'GOLD' and outcome = 'SAME'", task);
    }

    /** Whether this cluster's next turn should be gold; values planted tell of people as gold does. */
    boolean isNext(List<Long> accounts) {
        GoldPlan plan = database.read(handle -> handle.createQuery("""
                        select coalesce(sum(missed), 0) as missed, coalesce(sum(fresh), 0) as fresh
                        from (select missed, fresh from voter where voter in (<voters>)
                              union all select waved as missed, planted as fresh from checker where worker in (<accounts>)) v
                        """)
                .bindList("voters", accounts.stream().map(account -> "worker " + account).toList())
                .bindList("accounts", accounts)
                .map((row, context) -> GoldPlan.of(row.getDouble("fresh"), row.getDouble("missed")))
                .one());
        return plan.isNext(random.nextDouble());
    }

    /** Some of those held for this pool that the cluster may be shown, in random order. */
    List<Known> draw(List<Long> accounts, PoolChoice.Pool pool) {
        List<Known> held = new ArrayList<>(database.read(handle -> handle.createQuery("""
                        select t.id, t.document from reask r join task t on t.id = r.task
                        where r.gold_batch = :batch and r.outcome = 'SAME' and t.sensitivity = :sensitivity
                          and not exists (select 1 from exposure x where x.account in (<accounts>) and x.document = t.document)
                          and not exists (select 1 from task o where o.document = t.document and o.state in ('OPEN', 'DISPUTED'))
                        """)
                .bind("batch", pool.batch())
                .bind("sensitivity", pool.sensitivity())
                .bindList("accounts", accounts)
                .map((row, context) -> new Known(row.getLong("id"), row.getLong("document")))
                .list()));
        List<Known> drawn = new ArrayList<>();
        while (drawn.size() < DRAWN_MAX && !held.isEmpty()) {
            drawn.add(held.remove(random.nextInt(held.size())));
        }
        return drawn;
    }

    /** Asks about it once more; false where it no longer may be. */
    static boolean open(Handle handle, long task) {
        int served = handle.execute(
                "update reask set outcome = null where task = ? and outcome = 'SAME' and gold_batch is not null", task);
        if (served == 1) {
            handle.execute("update task set state = 'OPEN', wanted = kept + 1 where id = ?", task);
        }
        return served == 1;
    }

    /** Takes that back. */
    static void close(Handle handle, long task) {
        handle.execute("update reask set outcome = 'SAME' where task = ?", task);
        handle.execute("update task set state = " + Reask.SETTLED + ", wanted = kept where id = ?", task);
    }

    /**
     * Notes an answer to a gold. A yes to a value that was shown says how its giver checks, and nothing against what is known.
     *
     * @param servings how many were served it
     */
    static Reask.Outcome answered(Handle handle, Reask gold, Question question, int servings) {
        handle.execute("""
                insert into gold_answer (worker, task)
                select worker, task from answer where task = ? and worker is not null order by id desc fetch first 1 row only
                """, gold.task());
        String known = question.ballotOfCanonical(gold.before());
        Map<String, Long> otherwise = question.typedAfter(gold.kept()).stream()
                .filter(ballot -> !ballot.equals(known))
                .collect(Collectors.groupingBy(ballot -> ballot, Collectors.counting()));
        if (otherwise.values().stream().anyMatch(people -> people >= Gold.CONTRADICTING)) {
            return Reask.Outcome.DIFFERED;
        }
        if (servings >= Gold.SERVINGS_MAX) {
            handle.execute("update reask set gold_batch = null where task = ?", gold.task());
        }
        return Reask.Outcome.SAME;
    }

    /** How everybody whose account is open did on gold, the worst first; an overturned gold counts by what is known now. */
    public List<GoldScore> scores() {
        return database.read(handle -> handle.createQuery("""
                        select u.id, u.name, count(*) as served, sum(case when a.missed > 0.5 then 1 else 0 end) as wrong
                        from gold_answer g join answer a on a.worker = g.worker and a.task = g.task join account u on u.id = g.worker
                        where u.closed is null and (a.proposed is null or a.text is null or a.proposed <> a.text) group by u.id, u.name
                        order by cast(sum(case when a.missed > 0.5 then 1 else 0 end) as double precision) / count(*) desc, count(*) desc, u.id
                        """)
                .map((row, context) -> new GoldScore(
                        new AccountId(row.getLong("id")), row.getString("name"), row.getInt("served"), row.getInt("wrong")))
                .list());
    }

    /** One that may be served. */
    record Known(long task, long document) {}
}
