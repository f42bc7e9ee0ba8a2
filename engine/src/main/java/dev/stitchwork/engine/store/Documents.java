package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.form.SensitivityClass;
import dev.stitchwork.engine.store.VotedDocument.Form;
import dev.stitchwork.engine.store.VotedDocument.Policy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * The end of a split. Documents with their fragments, tasks, machine answers and first verdicts are written a few at a time,
 * so that nobody's turn waits for a large file, and nobody is shown any of them: they have no place in a pool, no number in
 * the log, no dispute is told and no delivery holds them. What makes them known is one transaction with the file's SPLIT.
 * Where a crash comes before that, the next attempt takes away what was written.
 */
public final class Documents {
    /** A tenth of a second of writing or less. */
    private static final int DOCUMENTS_AT_ONCE = 20;

    private static final String TASKS = "(select id from task where document in (<documents>))";
    private static final List<String> TAKEN_BACK = List.of(
            "delete from reask where task in " + TASKS,
            "delete from consensus where task in " + TASKS,
            "delete from answer where task in " + TASKS,
            "delete from task where document in (<documents>)",
            "delete from spot where fragment in (select id from fragment where document in (<documents>))",
            "delete from fragment where document in (<documents>)",
            "delete from page where document in (<documents>)",
            "delete from document where id in (<documents>)");

    private final Database database;
    private final Templates templates;
    private final RandomGenerator random;

    /** @param random draws what people check of what machines could decide */
    Documents(Database database, Templates templates, RandomGenerator random) {
        this.database = database;
        this.templates = templates;
        this.random = random;
    }

    /**
     * Ends a file as split.
     *
     * @param note why no printed text was read by machine
     * @return false where the attempt is overtaken or the batch purged: nothing is kept
     */
    public boolean split(Uploads.Attempt attempt, List<Cut> documents, List<String> refusals, Optional<String> note) {
        List<Form> forms = database.read(handle -> forms(handle, attempt.batch()));
        Policy policy = database.read(handle -> policy(handle, attempt, forms));
        // Votes are counted before the transaction: on H2 everybody else's writes wait for it.
        List<VotedDocument> voted = documents.stream().map(cut -> VotedDocument.of(cut, forms.get(cut.form()), policy, random)).toList();
        Arrivals arrivals = new Arrivals(attempt.batch());
        for (int from = 0; from < voted.size(); from += DOCUMENTS_AT_ONCE) {
            Optional<Arrivals> written = write(attempt, policy, voted, from);
            if (written.isEmpty()) {
                return false;
            }
            arrivals.addAll(written.get());
        }
        return database.write(handle -> {
            int ended = handle.execute(
                    "update file set state = 'SPLIT', died = 0 where id = ? and attempt = ? and state = 'RECEIVED'",
                    attempt.file(),
                    attempt.number());
            if (ended == 0) {
                return false;
            }
            for (int i = 0; i < refusals.size(); i++) {
                handle.execute(
                        "insert into refusal (file, number, sentence) values (?, ?, ?)",
                        attempt.file(),
                        i + 1,
                        Uploads.clipped(refusals.get(i)));
            }
            note.ifPresent(sentence -> handle.execute(
                    "update batch set note = ? where id = ? and wrapped_key is not null",
                    Uploads.clipped(sentence),
                    attempt.batch()));
            arrive(handle, attempt, policy, arrivals);
            return true;
        });
    }

    /** Writes the next few documents; empty where the attempt is overtaken. */
    private Optional<Arrivals> write(Uploads.Attempt attempt, Policy policy, List<VotedDocument> voted, int from) {
        return database.write(handle -> {
            if (!isCurrent(handle, attempt)) {
                return Optional.empty();
            }
            Arrivals arrivals = new Arrivals(attempt.batch());
            DocumentRows rows = new DocumentRows(handle, attempt, policy, arrivals);
            for (int i = from; i < Math.min(voted.size(), from + DOCUMENTS_AT_ONCE); i++) {
                rows.document(i + 1, voted.get(i));
            }
            return Optional.of(arrivals);
        });
    }

    /** Under a lock on the file's row until the transaction ends. */
    private static boolean isCurrent(Handle handle, Uploads.Attempt attempt) {
        return handle.createQuery("select id from file where id = :file and attempt = :attempt and state = 'RECEIVED' for update")
                .bind("file", attempt.file())
                .bind("attempt", attempt.number())
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    private static void arrive(Handle handle, Uploads.Attempt attempt, Policy policy, Arrivals arrivals) {
        Instant now = Database.now(handle);
        arrivals.tellOperators(handle, now);
        LogHead.wait(handle, attempt.batch(), now).ifPresent(head -> {
            if (!policy.guarantee().equals(Optional.of(head.guarantee))) {
                throw new StoreException("Expected the bounds that the file was split under but they were loosened meanwhile.");
            }
            arrivals.arrive(handle, head, now);
        });
    }

    /** Takes away what an attempt before this one wrote and did not end. */
    public void takeBack(Uploads.Attempt attempt) {
        boolean more = true;
        while (more) {
            more = database.write(handle -> isCurrent(handle, attempt) && takeBackSome(handle, attempt.file()));
        }
    }

    private static boolean takeBackSome(Handle handle, long file) {
        List<Long> documents = handle.createQuery("select id from document where file = :file fetch first :some rows only")
                .bind("file", file)
                .bind("some", DOCUMENTS_AT_ONCE)
                .mapTo(Long.class)
                .list();
        if (!documents.isEmpty()) {
            for (String statement : TAKEN_BACK) {
                handle.createUpdate(statement).bindList("documents", documents).execute();
            }
        }
        return !documents.isEmpty();
    }

    private List<Form> forms(Handle handle, long batch) {
        return Batches.forms(handle, batch).stream()
                .map(form -> new Form(form.template(), templates.form(handle, form.template())))
                .toList();
    }

    private static Policy policy(Handle handle, Uploads.Attempt attempt, List<Form> forms) {
        return handle.createQuery("""
                        select b.agree, b.answers_max, b.machine_votes_at, b.machine_wrong_max, b.checks, b.client, g.*
                        from batch b
                        left join exposure_log g on g.batch = b.id where b.id = :batch
                        """)
                .bind("batch", attempt.batch())
                .map((row, context) -> {
                    VotePolicy votes = Batches.Opened.votes(row);
                    AccountId client = new AccountId(row.getLong("client"));
                    Map<Form, MachineTrust> machines = new HashMap<>();
                    votes.machineWrongMax().ifPresent(wrongMax -> forms.forEach(form ->
                            machines.put(form, MachineTrust.of(handle, client, form.says().name(), wrongMax))));
                    return new Policy(
                            votes,
                            machines,
                            row.getString("name") == null ? Optional.empty() : Optional.of(LogHead.guarantee(row)),
                            targets(handle, attempt.batch()));
                })
                .one();
    }

    private static Set<SensitivityClass> targets(Handle handle, long batch) {
        return handle.createQuery("select sensitivity from batch_target where batch = :batch")
                .bind("batch", batch)
                .mapTo(SensitivityClass.class)
                .set();
    }

    /**
     * One document whose pictures are already sealed in the pack of its file.
     *
     * @param form its number among the batch's forms
     */
    public record Cut(int form, List<PageFit> pages, List<Piece> pieces) {
        public Cut {
            pages = List.copyOf(pages);
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * One fragment without its picture.
     *
     * @param place where the sealed picture begins in the pack
     * @param length of the sealed picture
     * @param spot where it stands on its page; empty on a form
     */
    public record Piece(
            String field,
            int part,
            long place,
            int length,
            double inkShare,
            ExposureLog.Canvas canvas,
            List<MachineReading> machineReadings,
            String flag,
            Optional<Spot> spot) {
        public Piece {
            machineReadings = List.copyOf(machineReadings);
        }
    }
}
