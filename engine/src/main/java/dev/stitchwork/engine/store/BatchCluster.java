package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.exposure.Told;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What one cluster was shown of one batch, all in all: under the lock of the batch's log.
 *
 * @param number in the batch's log
 * @param classes as a {@link ClassSet}
 * @param lastClass of what it was shown last; null where it was shown nothing
 * @param lastSeconds when that was, seconds since the batch was opened
 * @param fragments different ones
 */
record BatchCluster(int number, int classes, SensitivityClass lastClass, long lastSeconds, int fragments) {
    static Optional<BatchCluster> find(Handle handle, long batch, long cluster) {
        return handle.createQuery("select * from batch_cluster where cluster = :cluster and batch = :batch")
                .bind("cluster", cluster)
                .bind("batch", batch)
                .map((row, context) -> of(row))
                .findOne();
    }

    static BatchCluster of(ResultSet row) throws SQLException {
        String last = row.getString("last_class");
        return new BatchCluster(
                row.getInt("number"),
                row.getInt("classes"),
                last == null ? null : SensitivityClass.valueOf(last),
                row.getLong("last_seconds"),
                row.getInt("fragments"));
    }

    /** The cluster as the log knows it, named there now where it is new. */
    static BatchCluster named(Handle handle, LogHead head, long cluster, boolean trusted) {
        return find(handle, head.batch, cluster).orElseGet(() -> {
            int number = head.nextCluster();
            head.append(log -> log.cluster(number, head.pseudonyms().ofCluster(cluster), trusted));
            handle.createUpdate("""
                            insert into batch_cluster (cluster, batch, number, classes, last_class, last_seconds, fragments)
                            values (:cluster, :batch, :number, 0, null, 0, 0)
                            """)
                    .bind("cluster", cluster)
                    .bind("batch", head.batch)
                    .bind("number", number)
                    .execute();
            return new BatchCluster(number, ClassSet.NONE, null, 0, 0);
        });
    }

    /** Writes a showing into the log. */
    void show(LogHead head, int document, Showable fragment, Reason reason) {
        head.append(log -> log.show(
                number,
                document,
                fragment.piece(),
                reason,
                Told.digest(fragment.kind(), fragment.options()),
                fragment.canvas(),
                head.seconds));
    }

    /** Counts a fragment that the cluster had not been shown before. */
    void count(Handle handle, LogHead head, long cluster, SensitivityClass sensitivity) {
        handle.createUpdate("""
                        update batch_cluster set classes = :classes, last_class = :last_class, last_seconds = :seconds,
                                                 fragments = fragments + 1
                        where cluster = :cluster and batch = :batch
                        """)
                .bind("classes", classes | ClassSet.of(sensitivity))
                .bind("last_class", sensitivity)
                .bind("seconds", head.seconds)
                .bind("cluster", cluster)
                .bind("batch", head.batch)
                .execute();
    }
}
