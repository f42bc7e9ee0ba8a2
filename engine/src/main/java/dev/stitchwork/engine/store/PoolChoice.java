package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Which pools a cluster is offered work from, in which order. Within a pool the draw is uniform; this orders pools only,
 * so it tells nothing of a document.
 *
 * <p><b>Batches.</b> The nearest deadline that can still be met first: with one machine that is optimal wherever any order
 * is (Jackson 1955; Liu and Layland, <i>Scheduling Algorithms for Multiprogramming in a Hard-Real-Time Environment</i>,
 * 1973). A batch of a higher priority comes before all of a lower one, and one that will be late whatever is done goes
 * behind those that need not be; one that people have merely not come to yet is not of these. So that none starves, one turn in {@link #FAIR} goes to a batch drawn at random.
 *
 * <p><b>Classes.</b> A cluster that is in a sitting stays in its class. One that is free goes where a document lacks most
 * people for those who are there: under the cap a document that asks for {@code k} turns of a class needs {@code k}
 * different clusters in it, however few documents there are, so clusters are shared out in proportion to {@code k}. Left
 * to chance, a class of many fields would be short of people and a class of one field crowded, and both would wait for
 * sittings to end.
 */
final class PoolChoice {
    private static final int FAIR = 5;
    /** Further turns to be expected for each turn, and a deviation of it: what disagreement asks for. */
    private static final double FURTHER_TURNS = 0.1;

    private final Database database;
    private final RandomGenerator random;

    PoolChoice(Database database, RandomGenerator random) {
        this.database = database;
        this.random = random;
    }

    /**
     * The pools that the law lets this cluster draw from now, by batch, best first; those of a batch are ordered once it is
     * its turn.
     */
    Stream<List<Pool>> of(long cluster) {
        Map<Long, List<Pool>> batches = new LinkedHashMap<>();
        for (Pool pool : database.<List<Pool>>read(handle -> working(handle, cluster, Database.now(handle)))) {
            batches.computeIfAbsent(pool.batch(), none -> new ArrayList<>()).add(pool);
        }
        List<List<Pool>> ordered = new ArrayList<>(batches.values());
        ordered.sort(Comparator.comparing((List<Pool> batch) -> -batch.get(0).priority())
                .thenComparing(batch -> batch.get(0).late())
                .thenComparing(batch -> batch.get(0).deadline().orElse(Instant.MAX)));
        if (ordered.size() > 1 && random.nextInt(FAIR) == 0) {
            ordered.add(0, ordered.remove(random.nextInt(ordered.size())));
        }
        return ordered.stream().map(batch -> database.read(handle -> neediest(handle, batch)));
    }

    private static List<Pool> working(Handle handle, long cluster, Instant now) {
        return handle.createQuery("""
                        select p.id, p.batch, p.sensitivity, p.turns_most, b.deadline, b.priority, b.attainable, b.checks, g.*, c.number, c.classes,
                               c.last_class, c.last_seconds, c.fragments
                        from pool p
                        join exposure_log g on g.batch = p.batch
                        join batch b on b.id = p.batch
                        left join batch_cluster c on c.batch = p.batch and c.cluster = :cluster
                        where p.working > 0 order by b.id, p.id
                        """)
                .bind("cluster", cluster)
                .map((row, context) -> Pool.of(row, now))
                .list()
                .stream()
                .filter(Pool::permitted)
                .toList();
    }

    /** Pools of one batch, first where a document asks for most turns for each cluster that sits there. */
    private List<Pool> neediest(Handle handle, List<Pool> batch) {
        if (batch.size() == 1) {
            return batch;
        }
        Pool any = batch.get(0);
        Map<SensitivityClass, Integer> sitting = new EnumMap<>(SensitivityClass.class);
        handle.createQuery("""
                        select last_class, count(*) as clusters from batch_cluster
                        where batch = :batch and last_seconds > :since and last_class is not null group by last_class
                        """)
                .bind("batch", any.batch())
                .bind("since", any.seconds() - Guarantee.SITTING_SECONDS)
                .map((row, context) ->
                        sitting.put(SensitivityClass.valueOf(row.getString("last_class")), row.getInt("clusters")))
                .list();
        Map<Pool, Double> need = new LinkedHashMap<>();
        for (Pool pool : batch) {
            double turns = (double) pool.turnsMost() / pool.guarantee().cap().fragmentsMax();
            double further = FURTHER_TURNS * turns;
            double people = turns + further + Math.sqrt(further);
            // A hair of chance between equals.
            need.put(pool, people / (sitting.getOrDefault(pool.sensitivity(), 0) + 1) * (1 + 0.01 * random.nextDouble()));
        }
        return batch.stream().sorted(Comparator.comparing(pool -> -need.get(pool))).toList();
    }

    /**
     * A pool with work in it.
     *
     * @param turnsMost turns that the most demanding document asks of people
     * @param late whether its deadline cannot be met any more
     * @param checks whether people may be shown a value to say yes or no to
     * @param seconds since the batch was opened
     * @param permitted whether the cluster may be shown anything of its class and its batch now
     */
    record Pool(
            long id,
            long batch,
            SensitivityClass sensitivity,
            int turnsMost,
            Guarantee guarantee,
            Optional<Instant> deadline,
            int priority,
            boolean late,
            boolean checks,
            long seconds,
            boolean permitted) {
        static Pool of(ResultSet row, Instant now) throws SQLException {
            Guarantee guarantee = LogHead.guarantee(row);
            SensitivityClass sensitivity = SensitivityClass.valueOf(row.getString("sensitivity"));
            long seconds = Math.max(row.getLong("seconds"), LogHead.secondsSince(Instants.of(row, "opened"), now));
            row.getInt("number");
            boolean known = !row.wasNull();
            return new Pool(
                    row.getLong("id"),
                    row.getLong("batch"),
                    sensitivity,
                    row.getInt("turns_most"),
                    guarantee,
                    Optional.ofNullable(Instants.of(row, "deadline")),
                    row.getInt("priority"),
                    late(Instants.of(row, "deadline"), Instants.of(row, "attainable"), now),
                    row.getBoolean("checks"),
                    seconds,
                    !known || permits(BatchCluster.of(row), sensitivity, guarantee, seconds, row.getLong("released")));
        }

        /** Whether it is over already, or comes too late in half of the futures. */
        private static boolean late(Instant deadline, Instant attainable, Instant now) {
            return deadline != null && (deadline.isBefore(now) || attainable != null && attainable.isAfter(deadline));
        }

        /** What the law says of any fragment of the class, whatever its document; the law itself is asked under the lock. */
        private static boolean permits(
                BatchCluster shown, SensitivityClass sensitivity, Guarantee guarantee, long seconds, long released) {
            boolean apart = !guarantee.classesApart()
                    || ClassSet.has(ClassSet.compatibleWith(shown.classes()), sensitivity)
                            && (shown.lastClass() == null
                                    || shown.lastClass() == sensitivity
                                    || seconds - shown.lastSeconds() >= Guarantee.SITTING_SECONDS);
            return apart && shown.fragments() < guarantee.fragmentsOfBatchMax(released);
        }
    }
}
