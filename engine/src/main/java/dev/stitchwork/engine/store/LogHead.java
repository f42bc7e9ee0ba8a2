package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.ExposureCap;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.exposure.Pseudonyms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The end of one batch's exposure log, locked until the transaction ends, with the bounds that are in force there.
 *
 * <p>It is the last lock of every transaction, and held from the first judgement to the commit: a row is judged, chained
 * and timed after all rows before it. The time is the database's, and never falls back behind the row before: of two
 * servers, or of two transactions, the later one to get the lock may have begun earlier.
 */
final class LogHead {
    private final Handle handle;
    private final List<String> lines = new ArrayList<>();
    private final LogChain chain;
    private final ExposureLog log;
    final long batch;
    final String name;
    final Guarantee guarantee;
    final long seconds;
    final boolean ended;
    private final long signed;
    private final byte[] pseudonymKey;
    private int documents;
    private int clusters;
    private long released;
    private List<Long> forms;

    private LogHead(Handle handle, ResultSet row, Instant now) throws SQLException {
        this.handle = handle;
        this.batch = row.getLong("batch");
        this.name = row.getString("name");
        this.guarantee = guarantee(row);
        this.seconds = Math.max(row.getLong("seconds"), secondsSince(Instants.of(row, "opened"), now));
        this.ended = row.getBoolean("ended");
        this.signed = row.getLong("signed");
        this.pseudonymKey = row.getBytes("pseudonym_key");
        this.documents = row.getInt("documents");
        this.clusters = row.getInt("clusters");
        this.released = row.getLong("released");
        this.chain = new LogChain(row.getBytes("state"), row.getLong("length"));
        this.log = new ExposureLog(chain, lines::add);
    }

    /** Waits for the lock; empty where the batch was opened before there was a log, or its log has ended. */
    static Optional<LogHead> wait(Handle handle, long batch, Instant now) {
        return any(handle, batch, now).filter(head -> !head.ended);
    }

    /** Waits for the lock of a log that has ended, and not with a purge. */
    static Optional<LogHead> ended(Handle handle, long batch, Instant now) {
        return any(handle, batch, now).filter(head -> head.ended && head.pseudonymKey != null);
    }

    private static Optional<LogHead> any(Handle handle, long batch, Instant now) {
        return handle.createQuery("select * from exposure_log where batch = :batch for update")
                .bind("batch", batch)
                .map((row, context) -> new LogHead(handle, row, now))
                .findOne();
    }

    /** The sizes of pictures that the log's first row names. */
    static List<String> canvases(Handle handle, long batch) {
        return handle.createQuery("select canvases from exposure_log where batch = :batch")
                .bind("batch", batch)
                .mapTo(String.class)
                .findOne()
                .map(sizes -> List.of(sizes.split(",")))
                .orElse(List.of());
    }

    static Guarantee guarantee(ResultSet row) throws SQLException {
        return new Guarantee(
                new ExposureCap(row.getInt("fragments_max")),
                row.getInt("ink_max_ppm"),
                row.getInt("coalition"),
                row.getBoolean("classes_apart"),
                row.getInt("pool_min"),
                row.getInt("share_max_ppm"));
    }

    static long secondsSince(Instant opened, Instant now) {
        return Math.max(0, Duration.between(opened, now).toSeconds());
    }

    /** Appends rows; they are in the database when this returns. */
    void append(Consumer<ExposureLog> rows) {
        long number = chain.rows();
        rows.accept(log);
        PreparedBatch inserts = handle.prepareBatch("insert into exposure_row (batch, number, line) values (?, ?, ?)");
        for (String line : lines) {
            inserts.add(batch, number++, line);
        }
        inserts.execute();
        lines.clear();
        handle.createUpdate("""
                        update exposure_log set state = :state, length = :length, seconds = :seconds, documents = :documents,
                                                clusters = :clusters, released = :released
                        where batch = :batch
                        """)
                .bind("state", chain.state())
                .bind("length", chain.rows())
                .bind("seconds", seconds)
                .bind("documents", documents)
                .bind("clusters", clusters)
                .bind("released", released)
                .bind("batch", batch)
                .execute();
    }

    /** The log's number of a form of the batch; empty where it has only one. */
    OptionalInt numberOf(long template) {
        if (forms == null) {
            forms = Batches.forms(handle, batch).stream().map(Batches.Form::template).toList();
        }
        return forms.size() == 1 ? OptionalInt.empty() : OptionalInt.of(forms.indexOf(template));
    }

    long length() {
        return chain.rows();
    }

    boolean isSigned() {
        return signed == chain.rows();
    }

    Pseudonyms pseudonyms() {
        return new Pseudonyms(pseudonymKey);
    }

    int nextDocument() {
        return documents++;
    }

    int nextCluster() {
        return clusters++;
    }

    long released() {
        return released;
    }

    void released(int fragments) {
        released += fragments;
    }
}
