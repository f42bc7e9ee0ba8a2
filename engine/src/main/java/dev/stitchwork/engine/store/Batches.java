package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.BatchId;
import dev.stitchwork.engine.NotFoundException;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.LogSigner;
import dev.stitchwork.engine.store.Exposures.NewLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Handle;

/** Batches: opened, looked up by their owner only, purged. */
public final class Batches {
    private static final int LISTED_MAX = 1_000;

    private final Database database;

    Batches(Database database) {
        this.database = database;
    }

    /** @param templates what its documents may be, in the order of their numbers */
    public void open(AccountId client, BatchId id, NewBatch batch, List<Templates.Saved> templates, byte[] wrappedKey, NewLog log) {
        database.write(handle -> {
            Instant now = Database.now(handle);
            long row = handle.createUpdate("""
                            insert into batch (public_id, client, title, template, agree, answers_max, machine_votes_at,
                                               machine_wrong_max, checks,
                                               wrapped_key, opened, deadline, priority)
                            values (:id, :client, :title, :template, :agree, :answers_max, :machine_votes_at,
                                    :machine_wrong_max, :checks,
                                    :wrapped_key, :now, :deadline, :priority)
                            """)
                    .bind("id", id.value())
                    .bind("client", client.value())
                    .bind("title", batch.title())
                    .bind("template", templates.get(0).id())
                    .bind("agree", batch.votes().agree())
                    .bind("answers_max", batch.votes().answersMax())
                    .bind("machine_votes_at", batch.votes().machineVotesAt())
                    .bind("machine_wrong_max", batch.votes().machineWrongMax().isPresent() ? batch.votes().machineWrongMax().getAsDouble() : null)
                    .bind("checks", batch.votes().checks())
                    .bind("wrapped_key", wrappedKey)
                    .bind("now", now)
                    .bind("deadline", batch.deadline().orElse(null))
                    .bind("priority", batch.priority())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            for (int number = 0; number < templates.size(); number++) {
                handle.execute("insert into batch_template (batch, number, template) values (?, ?, ?)",
                        row, number, templates.get(number).id());
            }
            batch.target().byClass().forEach((sensitivity, target) -> handle.execute(
                    "insert into batch_target (batch, sensitivity, wrong_max) values (?, ?, ?)",
                    row, sensitivity.name(), target.wrongMax()));
            Exposures.open(handle, row, log, templates, now);
            return null;
        });
    }

    /** @throws NotFoundException where there is none, or it is another client's */
    public Opened of(AccountId client, BatchId id) {
        return database.<Optional<Opened>>read(handle -> handle.createQuery("""
                        select b.*, coalesce(g.fragments_max, 1) as fragments_max
                        from batch b left join exposure_log g on g.batch = b.id
                        where public_id = :id and b.client = :client
                        """)
                .bind("id", id.value())
                .bind("client", client.value())
                .map((row, context) -> Opened.of(row, forms(handle, row.getLong("id"))))
                .findOne())
                .orElseThrow(() -> new NotFoundException("Expected a batch of yours but '%s' is none.".formatted(id.value())));
    }

    /** A client's batches, newest first. */
    public List<Opened> of(AccountId client) {
        return database.read(handle -> {
            Map<Long, List<Form>> forms = new HashMap<>();
            handle.createQuery("""
                            select f.batch, f.template, t.name from batch_template f join batch b on b.id = f.batch
                            join template t on t.id = f.template where b.client = :client order by f.batch, f.number
                            """)
                    .bind("client", client.value())
                    .map((row, context) -> forms.computeIfAbsent(row.getLong("batch"), none -> new ArrayList<>()).add(Form.of(row)))
                    .list();
            return handle.createQuery("""
                            select b.*, coalesce(g.fragments_max, 1) as fragments_max
                            from batch b left join exposure_log g on g.batch = b.id
                            where b.client = :client order by b.id desc fetch first :listed_max rows only
                            """)
                    .bind("client", client.value())
                    .bind("listed_max", LISTED_MAX)
                    .map((row, context) -> Opened.of(row, forms.get(row.getLong("id"))))
                    .list();
        });
    }

    /** What a batch's documents may be, in the order of their numbers. */
    static List<Form> forms(Handle handle, long batch) {
        return handle.createQuery("""
                        select f.template, t.name from batch_template f join template t on t.id = f.template
                        where f.batch = :batch order by f.number
                        """)
                .bind("batch", batch)
                .map((row, context) -> Form.of(row))
                .list();
    }

    /**
     * Destroys the key, the title and the file names: from then on nothing of the batch can be seen, keyed or delivered.
     * Exposures stay, since what was seen was seen; their log ends, and the key of its pseudonyms is destroyed. What the
     * rows say is left to {@link #empty}.
     */
    public void purge(Opened batch, LogSigner signer) {
        database.write(handle -> {
            Purge.destroyKey(handle, batch.row(), signer);
            return null;
        });
    }

    /**
     * Takes back every answer of a purged batch, down to whether a field held anything, and takes its tasks off the table; in
     * pieces, and harmless to do again.
     */
    public void empty(BatchId batch) {
        Optional<Long> row = database.read(handle -> handle.createQuery("select id from batch where public_id = :id and purged is not null")
                .bind("id", batch.value())
                .mapTo(Long.class)
                .findOne());
        row.ifPresent(purged -> Purge.empty(database, purged));
    }

    /** Purged batches whose answers or files may still be there. */
    public List<BatchId> uncleared() {
        return database.read(handle -> handle.createQuery(
                        "select public_id from batch where purged is not null and not cleared")
                .map((row, context) -> new BatchId(row.getString("public_id")))
                .list());
    }

    /** Notes that the answers and files of a purged batch are gone. */
    public void cleared(BatchId batch) {
        database.write(handle -> handle.execute(
                "update batch set cleared = true where public_id = ? and purged is not null", batch.value()));
    }

    /**
     * One of a batch's forms.
     *
     * @param template the version's number in the database
     */
    public record Form(long template, String name) {
        private static Form of(ResultSet row) throws SQLException {
            return new Form(row.getLong("template"), row.getString("name"));
        }
    }

    /**
     * A batch as it was opened.
     *
     * @param row its number in the database
     * @param forms what its documents may be, in the order of their numbers
     * @param wrappedKey empty once it is purged
     * @param closed whether the client has sent in all there is
     * @param note why no printed text was read by machine
     */
    public record Opened(
            long row,
            BatchId id,
            String title,
            List<Form> forms,
            VotePolicy votes,
            int fragmentsMax,
            Optional<byte[]> wrappedKey,
            Instant opened,
            Optional<Instant> deadline,
            boolean closed,
            Optional<String> note) {
        public Opened {
            forms = List.copyOf(forms);
        }

        private static Opened of(ResultSet row, List<Form> forms) throws SQLException {
            return new Opened(
                    row.getLong("id"),
                    new BatchId(row.getString("public_id")),
                    row.getString("title"),
                    forms,
                    votes(row),
                    row.getInt("fragments_max"),
                    Optional.ofNullable(row.getBytes("wrapped_key")),
                    Instants.of(row, "opened"),
                    Optional.ofNullable(Instants.of(row, "deadline")),
                    row.getTimestamp("closed") != null,
                    Optional.ofNullable(row.getString("note")));
        }

        /** What the columns of a batch say of its votes. */
        static VotePolicy votes(ResultSet row) throws SQLException {
            double wrongMax = row.getDouble("machine_wrong_max");
            OptionalDouble learned = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(wrongMax);
            return new VotePolicy(row.getInt("agree"), row.getInt("answers_max"), row.getDouble("machine_votes_at"), learned,
                    row.getBoolean("checks"));
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
