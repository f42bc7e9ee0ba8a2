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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * The end of a split: all documents of a file with their fragments, tasks, machine answers and first verdicts, in one
 * transaction with the file's SPLIT, so that a crash leaves all of it or nothing.
 */
public final class Documents {
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
        return database.write(handle -> {
            int ended = handle.execute(
                    "update file set state = 'SPLIT', died = 0 where id = ? and attempt = ? and state = 'RECEIVED'",
                    attempt.file(),
                    attempt.number());
            if (ended == 0) {
                return false;
            }
            DocumentRows rows = new DocumentRows(handle, attempt, policy);
            for (int i = 0; i < voted.size(); i++) {
                rows.document(i + 1, voted.get(i));
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
            rows.arrive();
            return true;
        });
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
