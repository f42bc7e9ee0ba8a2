package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.exposure.ExposureLog.Canvas;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.exposure.LogSigner;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.exposure.Relaxation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * The exposure logs: opened with their batch, appended to in the transaction of whatever shows a picture, signed from time
 * to time, and kept for ever; a purge takes the key of their pseudonyms only.
 */
public final class Exposures {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PSEUDONYM_KEY_BYTES = 32;
    private static final int PAGE = 5_000;

    private final Database database;

    Exposures(Database database) {
        this.database = database;
    }

    /**
     * A log about to be opened.
     *
     * @param name of the batch in it, 32 hexadecimal digits
     * @param guarantee wanted by the client
     * @param signed what it has to sign for, with its signatures, in the order of the guarantee's relaxations
     * @param canvases every size that a picture can have
     */
    public record NewLog(
            String name, String engineKey, String clientKey, Guarantee guarantee, List<Signed> signed, List<Canvas> canvases) {
        public NewLog {
            signed = List.copyOf(signed);
            canvases = List.copyOf(canvases);
        }
    }

    /** A relaxation with the client's signature, hexadecimal. */
    public record Signed(Relaxation relaxation, String signature) {}

    static void open(Handle handle, long batch, NewLog log, List<Templates.Saved> forms, Instant now) {
        byte[] pseudonymKey = new byte[PSEUDONYM_KEY_BYTES];
        RANDOM.nextBytes(pseudonymKey);
        handle.createUpdate("""
                        insert into exposure_log (batch, name, client_key, fragments_max, ink_max_ppm, coalition, classes_apart,
                                                  pool_min, share_max_ppm, canvases, opened, state, length, seconds, signed,
                                                  ended, documents, clusters, released, pseudonym_key)
                        values (:batch, :name, :client_key, :fragments_max, :ink_max_ppm, :coalition, :classes_apart,
                                :pool_min, :share_max_ppm, :canvases, :now, :state, 0, 0, 0, false, 0, 0, 0, :key)
                        """)
                .bind("batch", batch)
                .bind("name", log.name())
                .bind("client_key", log.clientKey())
                .bind("fragments_max", log.guarantee().cap().fragmentsMax())
                .bind("ink_max_ppm", log.guarantee().inkMaxPpm())
                .bind("coalition", log.guarantee().coalition())
                .bind("classes_apart", log.guarantee().classesApart())
                .bind("pool_min", log.guarantee().poolMin())
                .bind("share_max_ppm", log.guarantee().batchShareMaxPpm())
                .bind("canvases", log.canvases().stream()
                        .map(canvas -> canvas.width() + "x" + canvas.height())
                        .collect(Collectors.joining(",")))
                .bind("now", now)
                .bind("state", new LogChain().state())
                .bind("key", pseudonymKey)
                .execute();
        List<Pieces> pieces = forms.stream().map(form -> Pieces.of(form.form())).toList();
        LogHead head = LogHead.wait(handle, batch, now).orElseThrow();
        head.append(rows -> {
            rows.open(log.name(), log.engineKey(), log.clientKey(), log.guarantee().tightened(), log.canvases());
            rows.forms(pieces);
            log.signed().forEach(each -> rows.relax(each.relaxation(), each.signature(), head.seconds));
        });
        for (int form = 0; form < forms.size(); form++) {
            Pools.open(handle, batch, forms.get(form).id(),
                    pieces.get(form).fields().stream().map(Pieces.Cut::sensitivity).collect(Collectors.toSet()));
        }
    }

    static void insert(Handle handle, long account, long document, long fragment, Reason reason) {
        handle.createUpdate("""
                        insert into exposure (account, document, fragment, reason, shown)
                        values (:account, :document, :fragment, :reason, current_timestamp)
                        """)
                .bind("account", account)
                .bind("document", document)
                .bind("fragment", fragment)
                .bind("reason", reason)
                .execute();
    }

    /** Puts the fragment of a dispute on record as shown to an operator, who is of the trusted tier. */
    static void showTrusted(Handle handle, AccountId operator, long task, Instant now) {
        handle.createQuery("""
                        select t.*, d.number_in_log from task t join document d on d.id = t.document where t.id = :task
                        """)
                .bind("task", task)
                .map((row, context) -> new Dispute(
                        row.getLong("batch"),
                        row.getLong("document"),
                        row.getLong("fragment"),
                        row.getInt("number_in_log"),
                        row.getString("audience").equals("TRUSTED") ? Reason.REVIEW : Reason.DISPUTE,
                        Showable.of(row)))
                .findOne()
                .ifPresent(dispute -> showTrusted(handle, operator, dispute, now));
    }

    private static void showTrusted(Handle handle, AccountId operator, Dispute dispute, Instant now) {
        handle.createUpdate("""
                        insert into exposure (account, document, fragment, reason, shown)
                        values (:account, :document, :fragment, :reason, :now) on conflict do nothing
                        """)
                .bind("account", operator.value())
                .bind("document", dispute.document())
                .bind("fragment", dispute.fragment())
                .bind("reason", dispute.reason())
                .bind("now", now)
                .execute();
        LogHead.wait(handle, dispute.batch(), now).ifPresent(head -> BatchCluster.named(handle, head, operator.value(), true)
                .show(head, dispute.number(), dispute.showable(), dispute.reason()));
    }

    private record Dispute(long batch, long document, long fragment, int number, Reason reason, Showable showable) {}

    /**
     * Loosens a bound from now on, and lets in what may be released under it.
     *
     * @param signed by the key that the log names as the client's
     */
    public void relax(Batches.Opened batch, Signed signed) {
        database.write(handle -> {
            Instant now = Database.now(handle);
            LogHead head = LogHead.wait(handle, batch.row(), now)
                    .orElseThrow(() -> new IllegalArgumentException("Expected a batch that goes on but it is closed."));
            Relaxation relaxation = signed.relaxation();
            head.append(log -> log.relax(relaxation, signed.signature(), head.seconds));
            Guarantee loosened = relaxation.of(head.guarantee);
            handle.createUpdate("""
                            update exposure_log set fragments_max = :fragments_max, ink_max_ppm = :ink_max_ppm,
                                   coalition = :coalition, classes_apart = :classes_apart, pool_min = :pool_min,
                                   share_max_ppm = :share_max_ppm
                            where batch = :batch
                            """)
                    .bind("fragments_max", loosened.cap().fragmentsMax())
                    .bind("ink_max_ppm", loosened.inkMaxPpm())
                    .bind("coalition", loosened.coalition())
                    .bind("classes_apart", loosened.classesApart())
                    .bind("pool_min", loosened.poolMin())
                    .bind("share_max_ppm", loosened.batchShareMaxPpm())
                    .bind("batch", batch.row())
                    .execute();
            // Whoever had seen all it might looks again.
            handle.execute(
                    "update pool_entry set opened = ? where open_ord is not null and pool in (select id from pool where batch = ?)",
                    now,
                    batch.row());
            Pools.release(
                    handle,
                    LogHead.wait(handle, batch.row(), now).orElseThrow(),
                    now,
                    Pools.noMoreFiles(handle, batch.row()));
            return null;
        });
    }

    /** Takes it that no more files come, and lets in what waits or leaves it to the operators. */
    public void close(Batches.Opened batch) {
        close(batch.row());
    }

    private void close(long batch) {
        database.write(handle -> {
            Instant now = Database.now(handle);
            handle.execute("update batch set closed = ? where id = ? and closed is null", now, batch);
            releaseLast(handle, batch, now);
            return null;
        });
    }

    /** Takes it of every batch that no file came into for so long. */
    public void closeForgotten(Duration silence) {
        List<Long> forgotten = database.read(handle -> handle.createQuery("""
                        select b.id from batch b where b.closed is null and b.purged is null and b.opened < :before
                        and exists (select 1 from file f where f.batch = b.id)
                        and not exists (select 1 from file f where f.batch = b.id and f.received >= :before)
                        """)
                .bind("before", Database.now(handle).minus(silence))
                .mapTo(Long.class)
                .list());
        forgotten.forEach(this::close);
    }

    /** Where the file that has just ended was the last of a closed batch. */
    static void releaseLast(Handle handle, long batch, Instant now) {
        if (Pools.noMoreFiles(handle, batch)) {
            LogHead.wait(handle, batch, now).ifPresent(head -> Pools.release(handle, head, now, Pools.noMoreFiles(handle, batch)));
        }
    }

    /** Signs for all that is in the log, where that is more than was signed for. */
    public void sign(long batch, LogSigner signer) {
        database.write(handle -> {
            LogHead.wait(handle, batch, Database.now(handle))
                    .filter(head -> !head.isSigned())
                    .ifPresent(head -> {
                        head.append(log -> log.checkpoint(signer, head.seconds));
                        signed(handle, head, false);
                    });
            return null;
        });
    }

    /** Ends the log for good: signs for every row, and that there are no more. Nothing happens where it has ended. */
    public void end(long batch, LogSigner signer) {
        Reask.withdrawAll(database, batch);
        database.write(handle -> {
            end(handle, batch, signer, false);
            return null;
        });
    }

    static void end(Handle handle, long batch, LogSigner signer, boolean purged) {
        LogHead.wait(handle, batch, Database.now(handle)).ifPresent(head -> {
            head.append(log -> {
                if (purged) {
                    log.purge(head.seconds);
                }
                log.end(signer, head.seconds);
            });
            signed(handle, head, true);
        });
        if (purged) {
            handle.execute("update exposure_log set pseudonym_key = null where batch = ?", batch);
            handle.execute("delete from batch_cluster where batch = ?", batch);
        }
    }

    /** Goes on with a log that has ended; nothing happens where it has not. */
    static void reopen(Handle handle, long batch, LogSigner client, Instant now) {
        LogHead.ended(handle, batch, now).ifPresent(head -> {
            head.append(log -> log.reopen(client, head.seconds));
            handle.execute("update exposure_log set ended = false where batch = ?", batch);
        });
    }

    private static void signed(Handle handle, LogHead head, boolean ended) {
        handle.execute(
                "update exposure_log set signed = ?, ended = ? where batch = ?", head.length(), ended, head.batch);
    }

    /** Logs with rows that nobody has signed for. */
    public List<Long> unsigned() {
        return database.read(handle -> handle.createQuery("select batch from exposure_log where signed < length and not ended")
                .mapTo(Long.class)
                .list());
    }

    /** The client's key and name of a batch in its log, and the bounds in force; empty for a batch from before there was one. */
    public Optional<Head> head(Batches.Opened batch) {
        return database.read(handle -> handle.createQuery("select * from exposure_log where batch = :batch")
                .bind("batch", batch.row())
                .map((row, context) -> Head.of(row))
                .findOne());
    }

    /** Writes the first rows of the log, this many. */
    public void write(Batches.Opened batch, long length, OutputStream out) throws IOException {
        for (long from = 0; from < length; from += PAGE) {
            long first = from;
            long last = Math.min(length, from + PAGE) - 1;
            List<String> lines = database.read(handle -> handle.createQuery("""
                            select line from exposure_row where batch = :batch and number between :first and :last order by number
                            """)
                    .bind("batch", batch.row())
                    .bind("first", first)
                    .bind("last", last)
                    .mapTo(String.class)
                    .list());
            for (String line : lines) {
                out.write(line.getBytes(StandardCharsets.US_ASCII));
                out.write('\n');
            }
        }
    }

    /** A log as it stands. */
    public record Head(String name, String clientKey, Guarantee guarantee, long length, boolean ended) {
        private static Head of(ResultSet row) throws SQLException {
            return new Head(
                    row.getString("name"),
                    row.getString("client_key"),
                    LogHead.guarantee(row),
                    row.getLong("length"),
                    row.getBoolean("ended"));
        }
    }
}
