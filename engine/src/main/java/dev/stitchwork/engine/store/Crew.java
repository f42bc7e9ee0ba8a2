package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.Demand;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.Staff;
import dev.stitchwork.engine.form.SensitivityClass;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The people of a batch who are so few that it matters who takes what, and what each is counted on for: of the classes that
 * conflict, one side. Fixed once made.
 *
 * @param staff how many are counted on for which classes
 * @param counted on for what, by cluster; who is not there takes from nobody
 * @param open classes that the law leaves each of them
 * @param most what the document needs that needs most of each class
 */
record Crew(Staff staff, Map<Long, Integer> counted, Map<Long, Integer> open, Demand most, int fragmentsMax) {
    /**
     * How a turn leaves the rest of its document, best first: with people for far more disagreement than is to be expected, for
     * less, for none; short of people as it was, and no shorter; shorter.
     */
    enum Leaves {
        MANY, SOME, ENOUGH, NO_FEWER, FEWER;

        private static final Leaves[] INSURED = {MANY, SOME, ENOUGH};
    }

    /** What this cluster leaves by taking a turn of this class of a document. */
    Leaves leaves(long cluster, SensitivityClass taken, Demand document) {
        if (!counted.containsKey(cluster)) {
            return Leaves.MANY;
        }
        int classes = counted.get(cluster);
        if (changesSide(cluster, taken)) {
            // To shut what is still needed might strand turns of any document, and to look at all would take too long.
            int shut = classes & (~open.get(cluster) | ClassSet.conflictsOf(taken));
            return (shut & most.classes()) == 0 && staff.spares(document, classes, taken, Staff.UNINSURED) ? Leaves.ENOUGH : Leaves.FEWER;
        }
        for (int i = 0; i < Staff.INSURED.size(); i++) {
            if (staff.spares(document, classes, taken, Staff.INSURED.get(i))) {
                return Leaves.INSURED[i];
            }
        }
        return staff.sparesFurther(document, classes, taken) ? Leaves.NO_FEWER : Leaves.FEWER;
    }

    /** Whether this cluster is counted on for what it could not be shown any more after a turn of this class. */
    boolean changesSide(long cluster, SensitivityClass taken) {
        return counted.containsKey(cluster) && !ClassSet.has(counted.get(cluster), taken);
    }

    /** What these documents still need, slots free now, and whom they have spent. */
    Map<Long, Demand> demands(Handle handle, Collection<Long> documents, Instant now) {
        Map<Long, Demand> demands = new HashMap<>();
        documents.forEach(document -> demands.put(document, new Demand()));
        handle.createQuery("""
                        select document, sensitivity, sum(turns) as turns from (
                            select t.document, t.sensitivity, t.wanted - t.kept as turns from task t
                            where t.document in (<documents>) and t.state = 'OPEN' and t.audience = :crowd
                            union all
                            select l.open_document as document, t.sensitivity, -1 as turns from lease l join task t on t.id = l.task
                            where l.open_document in (<documents>) and l.until > :now and t.state = 'OPEN' and t.audience = :crowd) n
                        group by document, sensitivity
                        """)
                .bindList("documents", List.copyOf(documents))
                .bind("crowd", Audience.CROWD)
                .bind("now", now)
                .map((row, context) -> {
                    int turns = Math.max(0, row.getInt("turns"));
                    demands.get(row.getLong("document")).need(SensitivityClass.valueOf(row.getString("sensitivity")), turns);
                    return turns;
                })
                .list();
        handle.createQuery("""
                        select x.document, w.cluster, count(distinct x.fragment) as fragments
                        from exposure x join worker w on w.account = x.account
                        where x.document in (<documents>) group by x.document, w.cluster
                        """)
                .bindList("documents", List.copyOf(documents))
                .map((row, context) -> {
                    Integer classes = counted.get(row.getLong("cluster"));
                    if (classes != null) {
                        int fragments = Math.min(fragmentsMax, row.getInt("fragments"));
                        demands.get(row.getLong("document")).spend(classes, fragments);
                    }
                    return classes;
                })
                .list();
        return demands;
    }
}
