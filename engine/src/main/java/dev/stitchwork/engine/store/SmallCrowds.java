package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.Demand;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Staff;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Which batches have so few people that the order of leases decides whether they are ever finished.
 *
 * <p>People are counted as the planner counts them ({@link Crowds}), for each batch anew every {@link #FRESH_SECONDS} at most, not
 * for each turn: where they are many, one comparison a class says so, and a turn there costs nothing for it. Until it is counted
 * anew, somebody new takes from nobody, and somebody gone is waited for.
 *
 * <p>Whoever is free to choose is counted on for one side of each conflict and stays there: what was leased since relies on it.
 * Every server counts for itself, since nothing here permits a turn.
 */
final class SmallCrowds {
    private static final int FRESH_SECONDS = 30;
    /** Remembered at most; beyond it all are forgotten, and counted or wait anew. */
    private static final int BATCHES_MAX = 200;
    private static final int WAITERS_MAX = 100_000;

    /**
     * How long somebody is rather given nothing of a batch than turns that strand others: a little longer than a sitting, after
     * which the law permits the class that they are kept for.
     */
    private static final int PATIENCE_SECONDS = Guarantee.SITTING_SECONDS + 300;

    private final Database database;
    private final CountedAnew<Optional<Crew>> batches = new CountedAnew<>(FRESH_SECONDS, BATCHES_MAX);
    private final ConcurrentHashMap<Waiter, Long> waitingSince = new ConcurrentHashMap<>();

    SmallCrowds(Database database) {
        this.database = database;
    }

    /** The people of this pool's batch; empty where they are many, or nothing keeps anybody from any class. */
    Optional<Crew> of(PoolChoice.Pool pool) {
        if (!pool.guarantee().classesApart()) {
            return Optional.empty();
        }
        return batches.of(pool.batch(), pool.seconds(), before ->
                database.read(handle -> count(handle, pool.batch(), pool.guarantee(), before.flatMap(crew -> crew))));
    }

    /** @param before documents were leased by what each was counted on for then; as long as nothing more is asked for, that stays */
    private static Optional<Crew> count(Handle handle, long batch, Guarantee guarantee, Optional<Crew> before) {
        List<Asked> asked = asked(handle, batch);
        Demand most = new Demand();
        asked.stream().filter(Asked::stillNeeded).forEach(each -> most.need(each.sensitivity(), each.turns()));
        Staff staff = new Staff(guarantee.cap().fragmentsMax());
        Map<Long, Integer> open = open(handle, batch);
        Map<Long, Integer> counted = new HashMap<>();
        Map<Long, Integer> sidesBefore = before
                .filter(crew -> (most.classes() & ~crew.most().classes()) == 0)
                .map(Crew::counted)
                .orElse(Map.of());
        Map<Long, Integer> free = new TreeMap<>();
        open.forEach((cluster, classes) -> {
            List<Integer> sides = ClassSet.sides(classes);
            int side = sides.size() == 1 ? sides.get(0) : sidesBefore.getOrDefault(cluster, ClassSet.NONE);
            if (sides.contains(side)) {
                counted.put(cluster, side);
                staff.join(side);
            } else {
                free.put(cluster, classes);
            }
        });
        free.forEach((cluster, classes) -> {
            int side = staff.side(classes, most);
            counted.put(cluster, side);
            staff.join(side);
        });
        return staff.isAmple(most.classes(), asked.stream().mapToInt(Asked::turns).sum())
                ? Optional.empty()
                : Optional.of(new Crew(staff, counted, open, most, guarantee.cap().fragmentsMax()));
    }

    /** The classes that the law leaves each cluster that can be counted on. */
    private static Map<Long, Integer> open(Handle handle, long batch) {
        Map<Long, Integer> shown = new HashMap<>();
        handle.createQuery("select cluster, classes from batch_cluster where batch = :batch")
                .bind("batch", batch)
                .map((row, context) -> shown.put(row.getLong("cluster"), row.getInt("classes")))
                .list();
        Map<Long, Integer> open = new HashMap<>();
        for (long cluster : Crowds.active(handle)) {
            open.put(cluster, ClassSet.compatibleWith(shown.getOrDefault(cluster, ClassSet.NONE)));
        }
        return open;
    }

    /** By class, what the form asks that asks most of it. */
    private static List<Asked> asked(Handle handle, long batch) {
        return handle.createQuery("""
                        select sensitivity, max(turns_most) as turns, max(case when working is null and waiting = 0 then 0 else 1 end) as needed
                        from pool where batch = :batch group by sensitivity
                        """)
                .bind("batch", batch)
                .map((row, context) -> new Asked(
                        SensitivityClass.valueOf(row.getString("sensitivity")), row.getInt("turns"), row.getInt("needed") == 1))
                .list();
    }

    /** Whether somebody kept for other turns of a batch has been given nothing there for too long. */
    boolean isPatienceOver(long cluster, PoolChoice.Pool pool) {
        if (waitingSince.size() > WAITERS_MAX) {
            waitingSince.clear();
        }
        Long since = waitingSince.putIfAbsent(new Waiter(cluster, pool.batch()), pool.seconds());
        return since != null && pool.seconds() - since >= PATIENCE_SECONDS;
    }

    /** Somebody was given a turn of this pool that strands nobody. Whoever changes sides by it has the batch's people counted anew. */
    void isServed(long cluster, Crew crew, PoolChoice.Pool pool) {
        waitingSince.remove(new Waiter(cluster, pool.batch()));
        if (crew.changesSide(cluster, pool.sensitivity())) {
            batches.outdate(pool.batch());
        }
    }

    /**
     * @param turns that the most demanding document asked for at first
     * @param stillNeeded whether not all of the class is done
     */
    private record Asked(SensitivityClass sensitivity, int turns, boolean stillNeeded) {}

    private record Waiter(long cluster, long batch) {}
}
