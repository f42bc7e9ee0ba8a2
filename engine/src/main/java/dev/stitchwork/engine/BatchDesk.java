package dev.stitchwork.engine;

import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Quote;
import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.store.Batches;
import dev.stitchwork.engine.store.Certificates;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The client's door: templates, batches, progress, deliveries. A client reaches only what is its own; what is another's
 * is answered as not there ({@link NotFoundException}).
 */
public final class BatchDesk {
    /** Most forms that one batch may mix. */
    public static final int TEMPLATES_MAX = 20;

    private static final int TITLE_CHARACTERS_MAX = 200;
    private static final int FILE_NAME_CHARACTERS_MAX = 255;

    private final Store store;
    private final TemplateShelf templates;
    private final Reception reception;
    private final Stitcher stitcher;
    private final SigningKeys keys;
    private final Proofs proofs;
    private final Planning planning;

    BatchDesk(Store store, TemplateShelf templates, Reception reception, Stitcher stitcher, SigningKeys keys,
            Planning planning) {
        this.store = store;
        this.templates = templates;
        this.reception = reception;
        this.stitcher = stitcher;
        this.keys = keys;
        this.proofs = new Proofs(store, keys);
        this.planning = planning;
    }

    /**
     * Saves a template under its name; a batch keeps the version it was opened with.
     *
     * @param references files that show the empty form, by the name the template uses
     * @throws dev.stitchwork.engine.form.InvalidTemplateException naming every problem
     */
    public FormTemplate saveTemplate(AccountId client, byte[] json, Map<String, byte[]> references) {
        return templates.save(client, json, references);
    }

    public List<TemplateSummary> templates(AccountId client) {
        return store.templates().of(client);
    }

    /** The template file as it was saved. */
    public byte[] template(AccountId client, String name) {
        return newest(client, name).json();
    }

    private Templates.Saved newest(AccountId client, String name) {
        return store.templates()
                .newest(client, name)
                .orElseThrow(() -> new NotFoundException("Expected a template of yours but '%s' is none.".formatted(name)));
    }

    private List<Templates.Saved> newest(AccountId client, NewBatch batch) {
        return batch.templates().stream().map(name -> newest(client, name)).toList();
    }

    /**
     * Says whether such a batch of so many documents can be done under its guarantee by the people there are, by when, and
     * at what effort; if not, what is missing, and what would help. Changes nothing.
     */
    public Quote quote(AccountId client, NewBatch batch, int documents) {
        return planning.quote(newest(client, batch).stream().map(Templates.Saved::form).toList(), batch, documents);
    }

    /**
     * Says the same of what is left of a running batch, now; empty where nothing more is asked of people. What it offers
     * holds only once it is chosen, see {@link #relax}.
     */
    public Optional<Quote> quote(AccountId client, BatchId batch) {
        return planning.quote(store.batches().of(client, batch).row());
    }

    /**
     * Opens a batch. What its guarantee loosens is signed for in the client's name, and stands in the exposure log.
     *
     * @throws dev.stitchwork.engine.form.InvalidTemplateException where the template cannot keep what the batch promises
     */
    public BatchId open(AccountId client, NewBatch batch) {
        if (batch.title().isBlank()
                || batch.title().length() > TITLE_CHARACTERS_MAX
                || batch.title().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Expected a title of 1 to %d characters, none of them null, but was '%s'."
                    .formatted(TITLE_CHARACTERS_MAX, batch.title()));
        }
        if (batch.votes().checks() && batch.target().equals(QualityTarget.NONE)) {
            throw new IllegalArgumentException(
                    "Expected a share of fields that may be wrong with checks by yes or no but there is none: name one, or leave checks out.");
        }
        return reception.open(client, batch, newest(client, batch));
    }

    /**
     * Takes in one file: its bytes are encrypted, flushed and on record when this returns; splitting follows.
     *
     * @param bytes read to the end, not closed
     * @throws IOException where the bytes cannot be read or stored; nothing of the file is kept
     * @throws FileTooLargeException past the limit; nothing of the file is kept
     */
    public FileProgress add(AccountId client, BatchId batch, String fileName, InputStream bytes, Optional<String> password)
            throws IOException {
        if (fileName.isBlank() || fileName.length() > FILE_NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("Expected a file name of 1 to %d characters but was '%s'."
                    .formatted(FILE_NAME_CHARACTERS_MAX, fileName));
        }
        return reception.receive(store.batches().of(client, batch), fileName, bytes, password);
    }

    /** A client's batches, newest first; the newest thousand where there are more. */
    public List<BatchProgress> batches(AccountId client) {
        return store.batches().of(client).stream().map(store.progress()::of).toList();
    }

    public BatchProgress progress(AccountId client, BatchId batch) {
        return store.progress().of(store.batches().of(client, batch));
    }

    /** What people's answers have made of the machines that read documents of this batch's templates, by template and kind of field. */
    public List<MachineWorth> machines(AccountId client, BatchId batch) {
        return store.machines().of(client, store.batches().of(client, batch));
    }

    /**
     * Writes what is settled so far, document by document, in the order of the files; the rest is marked. The report on
     * who was shown what goes with it, and the certificate. What was given before and put right since makes it the next
     * version.
     */
    public void deliver(AccountId client, BatchId batch, DeliveryFormat format, OutputStream out) throws IOException {
        deliver(client, batch, format, Optional.empty(), out);
    }

    /**
     * The same, of the documents of one form only.
     *
     * @param template its name; a table of a batch of several forms needs one
     * @throws NotFoundException where the batch has no such template
     */
    public void deliver(AccountId client, BatchId batch, DeliveryFormat format, Optional<String> template, OutputStream out)
            throws IOException {
        Batches.Opened opened = store.batches().of(client, batch);
        opened.key();
        List<FormTemplate> forms = store.templates().formsOf(opened.row());
        forms.forEach(format::checkFits);
        store.deliveries().number(opened);
        List<Delivery.Paper> papers = new ArrayList<>(proofs.of(opened));
        papers.add(Delivery.Paper.of("certificate.json", "application/json", certified(opened, forms).json()));
        Delivery delivery = new Delivery(forms, () -> store.transcripts().of(opened, forms), papers);
        Optional<FormTemplate> only = template.map(name -> forms.stream()
                .filter(form -> form.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("Expected a template of this batch but '%s' is none of it.".formatted(name))));
        stitcher.stitch(only.map(delivery::of).orElse(delivery), format, out);
    }

    /** What the batch as it would be delivered now states of itself, with what was put right since the first delivery. */
    public Certified certificate(AccountId client, BatchId batch) {
        Batches.Opened opened = store.batches().of(client, batch);
        opened.key();
        return certified(opened, store.templates().formsOf(opened.row()));
    }

    private Certified certified(Batches.Opened opened, List<FormTemplate> forms) {
        Certificates.Settled settled = store.certificates().of(opened, forms);
        return new Certified(
                store.deliveries().nextNumber(opened), settled.all(), settled.byForm(), store.deliveries().corrections(opened));
    }

    /**
     * Says that a settled value is wrong. It stands until an operator has looked; if it was wrong, the next delivery has it
     * right and says why it changed. Where the exposure log has ended, it goes on by the client's signature.
     *
     * @throws NotFoundException where there is no such value
     */
    public void object(AccountId client, BatchId batch, Objection objection) {
        Batches.Opened opened = store.batches().of(client, batch);
        opened.key();
        store.objections().make(opened, objection, keys.client(client));
    }

    /** What was objected to so far and what came of it, the newest first. */
    public List<Objected> objections(AccountId client, BatchId batch) {
        return store.objections().of(store.batches().of(client, batch));
    }

    /**
     * The client's word that one bound may be looser from now on: signed in its name, and written in the exposure log.
     *
     * @throws dev.stitchwork.engine.form.InvalidTemplateException where the template cannot keep what is then promised
     */
    public void relax(AccountId client, BatchId batch, Relaxation relaxation) {
        reception.relax(client, store.batches().of(client, batch), relaxation);
    }

    /**
     * Says that all files are sent in. What waits for more documents to hide among is shown to people where it is enough,
     * and is left to the operators where it is not.
     */
    public void close(AccountId client, BatchId batch) {
        store.exposures().close(store.batches().of(client, batch));
    }

    /**
     * Writes the batch's exposure log, signed for up to its last row; that of a closed and finished batch ends there. A
     * purge does not take it away.
     */
    public void exposureLog(AccountId client, BatchId batch, OutputStream out) throws IOException {
        proofs.log(store.batches().of(client, batch)).content().writeTo(out);
    }

    /** The papers that every delivery of a batch has, by themselves; a purge does not take them away. */
    public List<Delivery.Paper> papers(AccountId client, BatchId batch) throws IOException {
        return proofs.of(store.batches().of(client, batch));
    }

    /** Destroys the batch's key, and with it every picture; answers and file names go too. Cannot be undone. */
    public void purge(AccountId client, BatchId batch) {
        store.batches().purge(store.batches().of(client, batch), keys.engine());
        reception.clear(batch);
    }

    /**
     * What one machine is worth on one kind of field of one template.
     *
     * @param template its name
     * @param checked its readings that people settled, the newest
     * @param enough how many there must be before it may decide alone, were it never wrong; 0 where nothing is learned, since
     *     the template says when machines decide
     * @param decidesFrom confidence from which it decides alone; empty while people check everything
     * @param checkedFrom readings of at least that confidence that people settled
     * @param wrongFrom how many of those were wrong
     */
    public record MachineWorth(
            String template, FieldKind kind, String reader, int checked, int enough, Optional<Double> decidesFrom, int checkedFrom, int wrongFrom) {}

    /**
     * One value that was put right after it had been delivered.
     *
     * @param version of the first delivery that holds it
     * @param file the client's name for it
     * @param document which of that file, from 1
     * @param part which piece of the field, from 1
     * @param reason why, in a few words
     */
    public record Correction(
            int version, String file, int document, String field, int part, Reading before, Reading after, String reason, Instant made) {}

    /**
     * A delivered value that the client takes to be wrong.
     *
     * @param file the client's name for it
     * @param document which of that file, from 1
     * @param part which piece of the field, from 1; may be left out where there is one
     * @param says what it is, where the client knows
     */
    public record Objection(String file, int document, String field, OptionalInt part, Optional<Reading> says) {
        public Objection {
            if (says.isPresent() && says.get().verdict() != Reading.Verdict.VALUE) {
                throw new IllegalArgumentException("Expected a text that the field reads but was %s.".formatted(says.get().verdict()));
            }
        }
    }

    /**
     * A value that was objected to.
     *
     * @param part which piece of the field, from 1
     * @param now the value as it stands
     */
    public record Objected(String file, int document, String field, int part, Reading before, State state, Reading now, Instant made) {
        /** What came of it. */
        public enum State {
            /** An operator has yet to look. */
            WAITS,
            /** It is right as it was. */
            STANDS,
            /** It was wrong. */
            PUT_RIGHT
        }
    }

    /** A saved template. */
    public record TemplateSummary(String name, String title, int pages, int fields, Instant saved) {}

    /**
     * A batch to be opened.
     *
     * @param title what the client calls it
     * @param templates names of saved templates, at least one: what its documents may be
     * @param votes when a field is settled whose class has no target
     * @param target share of wrong fields wanted
     * @param guarantee the bounds it is worked under; the client's word for each that is looser than the standard
     * @param deadline by when it is wanted
     * @param priority batches of a higher one are worked on first; 0 as usual
     */
    public record NewBatch(
            String title,
            List<String> templates,
            VotePolicy votes,
            QualityTarget target,
            Guarantee guarantee,
            Optional<Instant> deadline,
            int priority) {
        public NewBatch {
            templates = List.copyOf(templates);
            if (templates.isEmpty() || templates.size() > TEMPLATES_MAX || Set.copyOf(templates).size() < templates.size()) {
                throw new IllegalArgumentException("Expected 1 to %d different templates but was %s.".formatted(TEMPLATES_MAX, templates));
            }
        }

        /** One whose documents are all of one form. */
        public NewBatch(
                String title,
                String template,
                VotePolicy votes,
                QualityTarget target,
                Guarantee guarantee,
                Optional<Instant> deadline,
                int priority) {
            this(title, List.of(template), votes, target, guarantee, deadline, priority);
        }

        public static NewBatch usual(String title, String template) {
            return new NewBatch(
                    title, template, VotePolicy.DEFAULT, QualityTarget.NONE, Guarantee.STANDARD, Optional.empty(), 0);
        }

        public NewBatch under(Guarantee looser) {
            return new NewBatch(title, templates, votes, target, looser, deadline, priority);
        }

        public NewBatch with(VotePolicy other) {
            return new NewBatch(title, templates, other, target, guarantee, deadline, priority);
        }

        /** The same with documents of these forms. */
        public NewBatch of(List<String> forms) {
            return new NewBatch(title, forms, votes, target, guarantee, deadline, priority);
        }

        public NewBatch with(QualityTarget other) {
            return new NewBatch(title, templates, votes, other, guarantee, deadline, priority);
        }
    }

    /**
     * How far a batch is.
     *
     * @param template name of its template, of the first where there are several
     * @param forms its templates, with what came in of each
     * @param finished every file split or unreadable, no task open or disputed, and at least one file
     * @param humanAnswers answers of workers kept; what operators decided counts as a task of its state
     * @param machineAnswers readings of machines kept
     * @param answered tasks that at least one person was needed for and that are settled
     * @param shownMost most fragments of one document that any one worker was shown
     * @param shownMostShare the same as a share of that document's fragments, 0 to 1
     * @param workersMissing how many workers more than have an account the open tasks need at least, 0 where enough
     * @param notes sentences for the client, such as that no machine reading is available
     * @param outlook when it will be finished; empty before it was forecast, and once it is finished
     */
    public record BatchProgress(
            BatchId id,
            String title,
            String template,
            List<FormCount> forms,
            Instant opened,
            boolean purged,
            boolean finished,
            List<FileProgress> files,
            int documents,
            Map<TaskState, Integer> tasks,
            int humanAnswers,
            int machineAnswers,
            int answered,
            int shownMost,
            double shownMostShare,
            int workersMissing,
            List<String> notes,
            Optional<Outlook> outlook) {
        public BatchProgress {
            forms = List.copyOf(forms);
            files = List.copyOf(files);
            tasks = Map.copyOf(tasks);
            notes = List.copyOf(notes);
        }
    }

    /** How many documents of a batch are of one of its templates. */
    public record FormCount(String template, int documents) {}

    /**
     * How far a file is.
     *
     * @param reason why it is unreadable, one sentence; empty otherwise
     * @param refusals documents of it that could not be cut, one sentence each
     */
    public record FileProgress(
            long id, String name, long bytes, FileState state, String reason, int documents, List<String> refusals) {
        public FileProgress {
            refusals = List.copyOf(refusals);
        }
    }
}
