package dev.stitchwork.engine.store;

import dev.stitchwork.engine.BatchDesk.FileProgress;
import dev.stitchwork.engine.FileState;
import dev.stitchwork.engine.NotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Uploaded files on their way from RECEIVED to SPLIT or UNREADABLE. Every attempt to split has a number, and only the
 * newest may end the file, so that two servers that both believe it theirs cannot both cut it.
 */
public final class Uploads {
    private static final int SENTENCE_CHARACTERS_MAX = 2_000;

    private final Database database;

    Uploads(Database database) {
        this.database = database;
    }

    /**
     * Puts a file on record whose sealed bytes are durable.
     *
     * @throws NotFoundException where the batch was purged since
     */
    public Received received(Batches.Opened batch, String name, long bytes, String upload, Optional<String> password) {
        return database.write(handle -> {
            // The lock keeps a purge from missing this file.
            Optional<Boolean> closed = handle.createQuery(
                            "select closed is not null from batch where id = :batch and wrapped_key is not null for update")
                    .bind("batch", batch.row())
                    .mapTo(Boolean.class)
                    .findOne();
            if (closed.orElseThrow(() -> new NotFoundException(
                    "Expected an open batch but '%s' was purged.".formatted(batch.id().value())))) {
                throw new IllegalArgumentException("Expected an open batch but '%s' is closed: open another for more files."
                        .formatted(batch.id().value()));
            }
            Instant now = Database.now(handle);
            long id = handle.createUpdate("""
                            insert into file (batch, name, bytes, state, reason, received, upload, password, attempt, died)
                            values (:batch, :name, :bytes, 'RECEIVED', '', :now, :upload, :password, 0, 0)
                            """)
                    .bind("batch", batch.row())
                    .bind("name", name)
                    .bind("bytes", bytes)
                    .bind("now", now)
                    .bind("upload", upload)
                    .bind("password", password.orElse(null))
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            return new Received(id, now);
        });
    }

    /** Whether a file's sealed bytes are those of a file on record. */
    public boolean onRecord(String upload) {
        return database.read(handle -> handle.createQuery("select id from file where upload = :upload")
                .bind("upload", upload)
                .mapTo(Long.class)
                .findFirst()
                .isPresent());
    }

    /** Files that wait to be split, oldest first. */
    public List<Received> waiting() {
        return database.read(handle -> handle.createQuery("select id, received from file where state = 'RECEIVED' order by id")
                .map((row, context) -> new Received(row.getLong("id"), Instants.of(row, "received")))
                .list());
    }

    /** Begins an attempt; empty where the file no longer waits. */
    public Optional<Attempt> begin(long file) {
        return database.write(handle -> {
            int begun = handle.execute(
                    "update file set attempt = attempt + 1, died = died + 1 where id = ? and state = 'RECEIVED'", file);
            return begun == 0 ? Optional.empty() : Optional.of(attempt(handle, file));
        });
    }

    private static Attempt attempt(Handle handle, long file) {
        return handle.createQuery("""
                        select f.*, b.public_id, b.wrapped_key, b.id as batch_row
                        from file f join batch b on b.id = f.batch where f.id = :file
                        """)
                .bind("file", file)
                .map((row, context) -> new Attempt(
                        file,
                        row.getInt("attempt"),
                        row.getInt("died"),
                        row.getLong("batch_row"),
                        row.getString("public_id"),
                        row.getBytes("wrapped_key"),
                        row.getString("name"),
                        row.getString("upload"),
                        Optional.ofNullable(row.getString("password")),
                        Optional.ofNullable(row.getString("pack"))))
                .one();
    }

    /** Notes the pack an attempt is about to keep, so that a later attempt can delete it. False where it is overtaken. */
    public boolean packing(Attempt attempt, String pack) {
        return 1 == database.<Integer>write(handle -> handle.execute(
                "update file set pack = ? where id = ? and attempt = ? and state = 'RECEIVED'",
                pack,
                attempt.file(),
                attempt.number()));
    }

    /**
     * Ends an attempt that failed through no fault of the file.
     *
     * @return whether the file waits for the next; false where the attempt is overtaken or the batch purged
     */
    public boolean givenUp(Attempt attempt) {
        return 1 == database.<Integer>write(handle -> handle.execute(
                "update file set died = died - 1 where id = ? and attempt = ? and state = 'RECEIVED'",
                attempt.file(),
                attempt.number()));
    }

    /** Ends the file as unreadable, unless this attempt is overtaken. */
    public void unreadable(Attempt attempt, String sentence) {
        database.write(handle -> {
            handle.execute(
                    "update file set state = 'UNREADABLE', reason = ?, died = 0 where id = ? and attempt = ? and state = 'RECEIVED'",
                    clipped(sentence),
                    attempt.file(),
                    attempt.number());
            Exposures.releaseLast(handle, attempt.batch(), Database.now(handle));
            return null;
        });
    }

    /** The files of a batch, in the order they came. */
    public List<FileProgress> of(Batches.Opened batch) {
        return database.read(handle -> {
            Map<Long, List<String>> refusals = refusals(handle, batch.row());
            return handle.createQuery("""
                            select f.*, (select count(*) from document d where d.file = f.id) as documents
                            from file f where f.batch = :batch order by f.id
                            """)
                    .bind("batch", batch.row())
                    .map((row, context) -> new FileProgress(
                            row.getLong("id"),
                            row.getString("name"),
                            row.getLong("bytes"),
                            FileState.valueOf(row.getString("state")),
                            row.getString("reason"),
                            row.getInt("documents"),
                            refusals.getOrDefault(row.getLong("id"), List.of())))
                    .list();
        });
    }

    /** What was refused of each file of a batch that had anything refused. */
    private static Map<Long, List<String>> refusals(Handle handle, long batch) {
        Map<Long, List<String>> refusals = new HashMap<>();
        handle.createQuery("""
                        select r.file, r.sentence from refusal r join file f on f.id = r.file
                        where f.batch = :batch order by r.file, r.number
                        """)
                .bind("batch", batch)
                .map((row, context) -> refusals.computeIfAbsent(row.getLong("file"), file -> new ArrayList<>())
                        .add(row.getString("sentence")))
                .list();
        return refusals;
    }

    static String clipped(String sentence) {
        return sentence.length() <= SENTENCE_CHARACTERS_MAX
                ? sentence
                : sentence.substring(0, SENTENCE_CHARACTERS_MAX - 1) + "…";
    }

    /** A file that is on record. */
    public record Received(long file, Instant at) {}

    /**
     * One attempt to split one file.
     *
     * @param died attempts, this one included, that did not come to an end so far
     * @param owner the vault's name for the batch
     * @param password sealed file that holds it
     * @param packBefore pack that an earlier attempt may have left
     */
    public record Attempt(
            long file,
            int number,
            int died,
            long batch,
            String owner,
            byte[] wrappedKey,
            String name,
            String upload,
            Optional<String> password,
            Optional<String> packBefore) {}
}
