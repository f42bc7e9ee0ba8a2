package dev.stitchwork.engine.store;

import dev.stitchwork.engine.form.FieldKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long a turn lasts: four times what nineteen of twenty answers to such a thing took, so that one fetched ahead and one
 * held back for a moment have time as well; not under a minute, not over a quarter of an hour, and what the installation
 * says until enough answers are known.
 */
final class TurnTimes {
    static final Duration LEAST = Duration.ofMinutes(1);
    static final Duration MOST = Duration.ofMinutes(15);
    static final int ANSWERS_LEAST = 200;

    private static final int ANSWERS_MAX = 20_000;
    private static final double SHARE = 0.95;
    private static final int TIMES = 4;

    private final Database database;
    private final Duration usual;
    private final Map<FieldKind, Duration> learned = new ConcurrentHashMap<>();

    /** @param usual until it is learned otherwise; never less than this is learned where it is less than the least */
    TurnTimes(Database database, Duration usual) {
        this.database = database;
        this.usual = usual;
    }

    Duration of(FieldKind kind) {
        return learned.getOrDefault(kind, usual);
    }

    /** Looks at the newest answers. */
    void learn() {
        Map<FieldKind, List<Double>> taken = new EnumMap<>(FieldKind.class);
        database.read(handle -> handle.createQuery("""
                        select t.kind, extract(epoch from a.given) - extract(epoch from l.leased) as seconds
                        from (select id, token, task, given from answer where token is not null
                              order by id desc fetch first :max rows only) a
                        join lease l on l.token = a.token join task t on t.id = a.task
                        """)
                .bind("max", ANSWERS_MAX)
                .map((row, context) -> taken.computeIfAbsent(FieldKind.valueOf(row.getString("kind")), none -> new ArrayList<>())
                        .add(row.getDouble("seconds")))
                .list());
        taken.forEach((kind, seconds) -> {
            if (seconds.size() >= ANSWERS_LEAST) {
                learned.put(kind, time(seconds));
            }
        });
    }

    static Duration time(List<Double> seconds) {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        Duration wanted = Duration.ofMillis((long) (1_000 * TIMES * sorted.get((int) (SHARE * (sorted.size() - 1)))));
        return wanted.compareTo(LEAST) < 0 ? LEAST : wanted.compareTo(MOST) > 0 ? MOST : wanted;
    }
}
