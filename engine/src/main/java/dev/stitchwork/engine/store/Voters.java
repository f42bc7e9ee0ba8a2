package dev.stitchwork.engine.store;

import dev.stitchwork.engine.consensus.typed.CrowdErrors;
import dev.stitchwork.engine.consensus.typed.Skill;
import dev.stitchwork.engine.consensus.typed.TargetError;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * What is known of everybody who answers, by kind of field; kept in the transaction of the answer that taught it, so that a
 * restart loses nothing. Rows are locked in the order of their names, after the document and before the log.
 *
 * <p>How the crowd as a whole errs, and how doubtful the fields of a batch are, is summed up from the tables now and then; what
 * is remembered of it in between is a moment old, and on each server its own.
 */
final class Voters {
    private static final int CROWD_LASTS = 64;
    private static final int BOUND_LASTS_LEAST = 8;
    private static final int BOUND_LASTS_PART = 16;

    /** How they say yes and no to what they are shown. */
    final Checkers checkers;

    /** What an operator's word costs, in typed answers. */
    final double adjudication;

    private final Map<FieldKind, Remembered<CrowdErrors>> crowds = new ConcurrentHashMap<>();
    private final Map<Pool, Remembered<Double>> bounds = new ConcurrentHashMap<>();

    Voters(Checkers checkers, double adjudication) {
        this.checkers = checkers;
        this.adjudication = adjudication;
    }

    /** How the crowd errs on fields of this kind. */
    CrowdErrors crowd(Handle handle, FieldKind kind) {
        return crowds.compute(kind, (key, before) -> before != null && before.lasts() ? before.used() : learnCrowd(handle, kind)).value;
    }

    private static Remembered<CrowdErrors> learnCrowd(Handle handle, FieldKind kind) {
        Skill all = handle.createQuery("""
                        select coalesce(sum(missed), 0) as missed, coalesce(sum(fresh), 0) as fresh, coalesce(sum(before), 0) as before
                        from voter where kind = :kind and voter like 'worker %'
                        """)
                .bind("kind", kind)
                .map((row, context) -> skill(row))
                .one();
        return new Remembered<>(
                new CrowdErrors(all.ofCrowd(), CrowdErrors.USUAL.correlation(), CrowdErrors.USUAL.repeats()), CROWD_LASTS);
    }

    /** The records of these; of whoever has not answered yet, none. */
    Map<String, Skill> skills(Handle handle, FieldKind kind, List<String> voters) {
        Map<String, Skill> skills = new HashMap<>();
        if (!voters.isEmpty()) {
            handle.createQuery("select voter, missed, fresh, before from voter where kind = :kind and voter in (<voters>)")
                    .bind("kind", kind)
                    .bindList("voters", voters)
                    .map((row, context) -> skills.put(row.getString("voter"), skill(row)))
                    .list();
        }
        return skills;
    }

    /** Adds to the records; sorted, so that no two transactions wait for each other. */
    void learn(Handle handle, FieldKind kind, SortedMap<String, Skill> gained) {
        gained.forEach((voter, skill) -> {
            handle.execute(
                    "insert into voter (voter, kind, missed, fresh, before) values (?, ?, 0, 0, 0) on conflict do nothing",
                    voter, kind.name());
            handle.execute(
                    "update voter set missed = missed + ?, fresh = fresh + ?, before = before + ? where voter = ? and kind = ?",
                    skill.missed(), skill.fresh(), skill.before(), voter, kind.name());
        });
    }

    /** The largest doubt with which a field of this class settles in this batch now. */
    double bound(Handle handle, long batch, SensitivityClass sensitivity, TargetError target) {
        return bounds.compute(new Pool(batch, sensitivity), (key, before) ->
                before != null && before.lasts() ? before.used() : learnBound(handle, key, target)).value;
    }

    private static Remembered<Double> learnBound(Handle handle, Pool pool, TargetError target) {
        double[] doubts = handle.createQuery("""
                        select doubt from task where batch = :batch and sensitivity = :sensitivity and doubt is not null
                        """)
                .bind("batch", pool.batch)
                .bind("sensitivity", pool.sensitivity)
                .mapTo(Double.class)
                .list()
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new Remembered<>(target.bound(doubts), Math.max(BOUND_LASTS_LEAST, doubts.length / BOUND_LASTS_PART));
    }

    static Skill skill(ResultSet row) throws SQLException {
        return new Skill(row.getDouble("missed"), row.getDouble("fresh"), row.getDouble("before"));
    }

    private record Pool(long batch, SensitivityClass sensitivity) {}

    private record Remembered<T>(T value, int uses) {
        boolean lasts() {
            return uses > 0;
        }

        Remembered<T> used() {
            return new Remembered<>(value, uses - 1);
        }
    }
}
