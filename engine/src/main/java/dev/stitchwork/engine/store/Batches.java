package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.BatchId;
import dev.stitchwork.engine.NotFoundException;
import dev.stitchwork.engine.consensus.VotePolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Batches: opened, looked up by their owner only, purged. */
public final class Batches {
    private static final int LISTED_MAX = 1_000;

    private final Database database;

    Batches(Database database) {
        this.database = database;
    }

    public void open(AccountId client, BatchId id, NewBatch batch, long template, byte[] wrappedKey) {
        database.write(handle -> handle.createUpdate("""
                        insert into batch (public_id, client, title, template, agree, answers_max, machine_votes_at,
                                           fragments_max, wrapped_key, opened)
                        values (:id, :client, :title, :template, :agree, :answers_max, :machine_votes_at,
                                :fragments_max, :wrapped_key, :now)
                        """)
                .bind("id", id.value())
                .bind("client", client.value())
                .bind("title", batch.title())
                .bind("template", template)
                .bind("agree", batch.votes().agree())
                .bind("answers_max", batch.votes().answersMax())
                .bind("machine_votes_at", batch.votes().machineVotesAt())
                .bind("fragments_max", batch.cap().fragmentsMax())
                .bind("wrapped_key", wrappedKey)
                .bind("now", Database.now(handle))
                .execute());
    }

    /** @throws NotFoundException where there is none, or it is another client's */
    public Opened of(AccountId client, BatchId id) {
        return database.<Optional<Opened>>read(handle -> handle.createQuery("""
                        select b.*, t.name as template_name from batch b join template t on t.id = b.template
                        where public_id = :id and b.client = :client
                        """)
                .bind("id", id.value())
                .bind("client", client.value())
                .map(Opened::of)
                .findOne())
                .orElseThrow(() -> new NotFoundException("Expected a batch of yours but '%s' is none.".formatted(id.value())));
    }

    /** A client's batches, newest first. */
    public List<Opened> of(AccountId client) {
        return database.read(handle -> handle.createQuery("""
                        select b.*, t.name as template_name from batch b join template t on t.id = b.template
                        where b.client = :client order by b.id desc fetch first :listed_max rows only
                        """)
                .bind("client", client.value())
                .bind("listed_max", LISTED_MAX)
                .map(Opened::of)
                .list());
    }

    /**
     * Destroys the key, the title, the file names, and every answer, down to whether a field held anything, and takes
     * the batch's tasks off the table. Exposures stay, since what was seen was seen.
     */
    public void purge(Opened batch) {
        database.write(handle -> {
            handle.createUpdate("""
                            update batch set wrapped_key = null, title = '', note = null, purged = :now
                            where id = :batch and purged is null
                            """)
                    .bind("batch", batch.row())
                    .bind("now", Database.now(handle))
                    .execute();
            // The files after the key and the documents after the files: a split that is ending waits for one of these
            // rows, or its documents are seen by the next statement.
            for (String statement : List.of(
                    "delete from refusal where file in (select id from file where batch = ?)",
                    "update file set name = '', reason = '', password = null where batch = ?",
                    "update file set state = 'UNREADABLE', reason = 'The batch was purged before this file was split.'"
                            + " where batch = ? and state = 'RECEIVED'",
                    "update document set open_ord = null, full_until = null where batch = ?",
                    "update task set wanted = kept, disputed = null where batch = ?",
                    "update fragment set flag = '', ink_share = 0 where document in (select id from document where batch = ?)",
                    "delete from spot where fragment in"
                            + " (select f.id from fragment f join document d on d.id = f.document where d.batch = ?)",
                    "update answer set verdict = 'VALUE', text = null, confidence = 0 where task in (select id from task where batch = ?)",
                    "update consensus set verdict = 'VALUE', text = null where task in (select id from task where batch = ?)",
                    "update adjudication set verdict = 'VALUE', text = null where task in (select id from task where batch = ?)")) {
                handle.execute(statement, batch.row());
            }
            return null;
        });
    }

    /** Purged batches whose files may still be there. */
    public List<BatchId> uncleared() {
        return database.read(handle -> handle.createQuery(
                        "select public_id from batch where purged is not null and not cleared")
                .map((row, context) -> new BatchId(row.getString("public_id")))
                .list());
    }

    /** Notes that the files of a purged batch are gone. */
    public void cleared(BatchId batch) {
        database.write(handle -> handle.execute(
                "update batch set cleared = true where public_id = ? and purged is not null", batch.value()));
    }

    /**
     * A batch as it was opened.
     *
     * @param row its number in the database
     * @param wrappedKey empty once it is purged
     * @param note why no printed text was read by machine
     */
    public record Opened(
            long row,
            BatchId id,
            String title,
            long template,
            String templateName,
            VotePolicy votes,
            int fragmentsMax,
            Optional<byte[]> wrappedKey,
            Instant opened,
            Optional<String> note) {
        private static Opened of(ResultSet row, StatementContext context) throws SQLException {
            return new Opened(
                    row.getLong("id"),
                    new BatchId(row.getString("public_id")),
                    row.getString("title"),
                    row.getLong("template"),
                    row.getString("template_name"),
                    new VotePolicy(row.getInt("agree"), row.getInt("answers_max"), row.getDouble("machine_votes_at")),
                    row.getInt("fragments_max"),
                    Optional.ofNullable(row.getBytes("wrapped_key")),
                    Instants.of(row, "opened"),
                    Optional.ofNullable(row.getString("note")));
        }

        public boolean purged() {
            return wrappedKey.isEmpty();
        }

        /** @throws NotFoundException once it is purged */
        public byte[] key() {
            return wrappedKey.orElseThrow(
                    () -> new NotFoundException("Expected a batch with its files but '%s' was purged.".formatted(id.value())));
        }
    }
}
