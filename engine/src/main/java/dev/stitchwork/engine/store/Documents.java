package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.PageSize;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.consensus.Consensus;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.consensus.Voice;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

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
        List<Voted> voted = documents.stream().map(cut -> Voted.of(cut, forms.get(cut.form()), policy, random)).toList();
        return database.write(handle -> {
            int ended = handle.execute(
                    "update file set state = 'SPLIT', died = 0 where id = ? and attempt = ? and state = 'RECEIVED'",
                    attempt.file(),
                    attempt.number());
            if (ended == 0) {
                return false;
            }
            Insert insert = new Insert(handle, attempt, policy);
            for (int i = 0; i < voted.size(); i++) {
                insert.document(i + 1, voted.get(i));
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
            insert.arrive();
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

    /** One of the batch's forms, with how the log sees it. */
    private record Form(long template, FormTemplate says, Pieces cuts) {
        Form(long template, FormTemplate says) {
            this(template, says, Pieces.of(says));
        }
    }

    private static Set<SensitivityClass> targets(Handle handle, long batch) {
        return handle.createQuery("select sensitivity from batch_target where batch = :batch")
                .bind("batch", batch)
                .mapTo(SensitivityClass.class)
                .set();
    }

    /**
     * @param machines by form; none where the template says when machines decide
     * @param guarantee empty for a batch opened before there was a log: the crowd sees nothing more of it
     * @param targets classes of which the client named a share of wrong fields
     */
    private record Policy(
            VotePolicy votes, Map<Form, MachineTrust> machines, Optional<Guarantee> guarantee, Set<SensitivityClass> targets) {}

    /**
     * A document with what its machine readings add up to, fragment by fragment.
     *
     * @param drawn pieces, by their place, that a person is asked about although a machine has settled them: as many of a
     *     hundred as are asked again of those that people settle, so that a certificate speaks for both alike
     */
    private record Voted(Cut cut, Form form, List<Verdict> verdicts, BitSet drawn) {
        static Voted of(Cut cut, Form form, Policy policy, RandomGenerator random) {
            List<Verdict> verdicts = cut.pieces().stream().map(piece -> first(piece, form, policy, random)).toList();
            BitSet drawn = new BitSet();
            for (int i = 0; i < verdicts.size(); i++) {
                SensitivityClass sensitivity = form.says().field(cut.pieces().get(i).field()).orElseThrow().sensitivity().sensitivityClass();
                drawn.set(i, verdicts.get(i) instanceof Verdict.Agreed && policy.targets().contains(sensitivity)
                        && random.nextDouble() < Settling.AUDITED);
            }
            return new Voted(cut, form, verdicts, drawn);
        }

        /** Most answers of people that any of the pieces wants. */
        int turnsMost() {
            return Math.max(
                    drawn.isEmpty() ? 0 : 1,
                    verdicts.stream().mapToInt(verdict -> verdict instanceof Verdict.Open open ? open.more() : 0).max().orElse(0));
        }

        /** Whether a person is asked about this piece. */
        boolean isAsked(int piece) {
            return verdicts.get(piece) instanceof Verdict.Open || drawn.get(piece);
        }

        private static Verdict first(Piece piece, Form form, Policy policy, RandomGenerator random) {
            List<Voice> voices = piece.machineReadings().stream()
                    .map(reading -> new Voice(reading.reader(), true, reading.confidence(), reading.reading()))
                    .toList();
            Field said = form.says().field(piece.field()).orElseThrow();
            MachineTrust machines = policy.machines().get(form);
            Field field = machines == null ? said : machines.judged(said, piece.machineReadings(), random);
            return Consensus.of(voices, field, form.says().locale(), policy.votes());
        }
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

    private static final class Insert {
        private final Handle handle;
        private final Uploads.Attempt attempt;
        private final Optional<Guarantee> guarantee;
        private final List<String> canvases;
        private final Instant now;
        private final Arrivals arrivals;

        Insert(Handle handle, Uploads.Attempt attempt, Policy policy) {
            this.handle = handle;
            this.attempt = attempt;
            this.guarantee = policy.guarantee();
            this.now = Database.now(handle);
            this.canvases = LogHead.canvases(handle, attempt.batch());
            this.arrivals = new Arrivals(handle, attempt.batch());
        }

        void document(int number, Voted voted) {
            Cut cut = voted.cut();
            Shown shown = shown(voted);
            long document = documentRow(number, voted.form(), cut.pieces().size());
            pages(document, cut.pages());
            Map<Place, Long> fragments = fragments(document, cut.pieces());
            spots(cut.pieces(), fragments);
            Map<Long, Long> tasks = tasks(document, voted, shown, fragments);
            readings(cut.pieces(), fragments, tasks);
            consensus(voted, shown, fragments, tasks);
            arrivals.add(document, voted.form().template(), voted.form().cuts(), shown, voted.turnsMost());
        }

        /** Who may see what of a document; what is not there is for nobody. */
        private Shown shown(Voted voted) {
            Form form = voted.form();
            Pieces cuts = form.cuts();
            int[] inkPpm = new int[cuts.count()];
            Audience[] audience = new Audience[cuts.count()];
            Arrays.fill(audience, Audience.NOBODY);
            List<Piece> pieces = voted.cut().pieces();
            for (Piece piece : pieces) {
                int number = number(piece, form);
                inkPpm[number] = Math.max(inkPpm[number], inkPpm(piece));
            }
            BitSet heldBack = guarantee.map(bounds -> cuts.heldBack(inkPpm, bounds)).orElseGet(() -> {
                BitSet all = new BitSet();
                all.set(0, cuts.count());
                return all;
            });
            for (int i = 0; i < pieces.size(); i++) {
                int number = number(pieces.get(i), form);
                Verdict verdict = voted.verdicts().get(i);
                if (voted.isAsked(i) && !heldBack.get(number)) {
                    audience[number] = Audience.CROWD;
                } else if (!(verdict instanceof Verdict.Agreed) && audience[number] == Audience.NOBODY) {
                    audience[number] = Audience.TRUSTED;
                }
            }
            return new Shown(inkPpm, audience);
        }

        private static int inkPpm(Piece piece) {
            return (int) Math.round(Math.max(0, Math.min(1, piece.inkShare())) * Guarantee.WHOLE_PPM);
        }

        /** The number of its piece; where the page says how many pieces a field has, the log knows them as one. */
        private static int number(Piece piece, Form form) {
            return form.cuts().firstOf(fieldNumber(piece, form)) + (form.says().layout().fixed() ? piece.part() - 1 : 0);
        }

        private static int fieldNumber(Piece piece, Form form) {
            return form.says().fields().indexOf(form.says().field(piece.field()).orElseThrow());
        }

        /** Puts the documents into the log, and in front of their pools. */
        void arrive() {
            LogHead.wait(handle, attempt.batch(), now).ifPresent(head -> {
                if (!guarantee.equals(Optional.of(head.guarantee))) {
                    throw new StoreException("Expected the bounds that the file was split under but they were loosened meanwhile.");
                }
                arrivals.arrive(head, now);
            });
        }

        private long documentRow(int number, Form form, int fragments) {
            return handle.createUpdate("""
                            insert into document (batch, file, number, template, fragments, shown_most)
                            values (:batch, :file, :number, :template, :fragments, 0)
                            """)
                    .bind("batch", attempt.batch())
                    .bind("file", attempt.file())
                    .bind("number", number)
                    .bind("template", form.template())
                    .bind("fragments", fragments)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
        }

        private void pages(long document, List<PageFit> pages) {
            PreparedBatch rows = handle.prepareBatch("""
                    insert into page (document, number, file_page, error_px, width_px, height_px, quarter_turns)
                    values (:document, :number, :file_page, :error_px, :width_px, :height_px, :quarter_turns)
                    """);
            for (int i = 0; i < pages.size(); i++) {
                rows.bind("document", document)
                        .bind("number", i + 1)
                        .bind("file_page", pages.get(i).filePage())
                        .bind("error_px", pages.get(i).errorPx())
                        .bind("width_px", pages.get(i).size().map(PageSize::widthPx).orElse(null))
                        .bind("height_px", pages.get(i).size().map(PageSize::heightPx).orElse(null))
                        .bind("quarter_turns", pages.get(i).size().map(PageSize::quarterTurns).orElse(null))
                        .add();
            }
            rows.execute();
        }

        private Map<Place, Long> fragments(long document, List<Piece> pieces) {
            PreparedBatch rows = handle.prepareBatch("""
                    insert into fragment (document, field, part, place, length, ink_share, flag)
                    values (:document, :field, :part, :place, :length, :ink_share, :flag)
                    """);
            for (Piece piece : pieces) {
                rows.bind("document", document)
                        .bind("field", piece.field())
                        .bind("part", piece.part())
                        .bind("place", piece.place())
                        .bind("length", piece.length())
                        .bind("ink_share", piece.inkShare())
                        .bind("flag", Uploads.clipped(piece.flag()))
                        .add();
            }
            Map<Place, Long> ids = new HashMap<>();
            rows.executePreparedBatch("id", "field", "part")
                    .map((row, context) ->
                            ids.put(new Place(row.getString("field"), row.getInt("part")), row.getLong("id")))
                    .list();
            return ids;
        }

        private void spots(List<Piece> pieces, Map<Place, Long> fragments) {
            PreparedBatch rows = handle.prepareBatch("""
                    insert into spot (fragment, block, line, x, y, width, height)
                    values (:fragment, :block, :line, :x, :y, :width, :height)
                    """);
            for (Piece piece : pieces) {
                piece.spot().ifPresent(spot -> rows.bind("fragment", fragments.get(Place.of(piece)))
                        .bind("block", spot.block())
                        .bind("line", spot.line())
                        .bind("x", spot.x())
                        .bind("y", spot.y())
                        .bind("width", spot.width())
                        .bind("height", spot.height())
                        .add());
            }
            if (rows.size() > 0) {
                rows.execute();
            }
        }

        private Map<Long, Long> tasks(long document, Voted voted, Shown shown, Map<Place, Long> fragments) {
            PreparedBatch rows = handle.prepareBatch("""
                    insert into task (batch, document, fragment, kind, options, state, wanted, kept, readings, disputed,
                                      field, piece, sensitivity, ink_ppm, canvas, audience)
                    values (:batch, :document, :fragment, :kind, :options, :state, :wanted, 0, :readings, :disputed,
                            :field, :piece, :sensitivity, :ink_ppm, :canvas, :audience)
                    """);
            List<Piece> pieces = voted.cut().pieces();
            for (int i = 0; i < pieces.size(); i++) {
                Piece piece = pieces.get(i);
                int number = number(piece, voted.form());
                Pieces.Cut cut = voted.form().cuts().cutOf(number);
                Verdict verdict = voted.verdicts().get(i);
                boolean crowd = shown.audience()[number] == Audience.CROWD && verdict instanceof Verdict.Open;
                // What the crowd may not see waits for the operator, as a dispute does.
                TaskState state = verdict instanceof Verdict.Open && !crowd ? TaskState.DISPUTED : Settling.state(verdict);
                rows.bind("batch", attempt.batch())
                        .bind("document", document)
                        .bind("fragment", fragments.get(Place.of(piece)))
                        .bind("kind", cut.asked())
                        .bind("options", cut.options())
                        .bind("state", state)
                        .bind("wanted", crowd ? ((Verdict.Open) verdict).more() : 0)
                        .bind("readings", piece.machineReadings().size())
                        .bind("disputed", state == TaskState.DISPUTED ? now : null)
                        .bind("field", fieldNumber(piece, voted.form()))
                        .bind("piece", number)
                        .bind("sensitivity", cut.sensitivity())
                        .bind("ink_ppm", inkPpm(piece))
                        .bind("canvas", canvas(piece))
                        .bind("audience", crowd || !(verdict instanceof Verdict.Open) ? shown.audience()[number] : Audience.TRUSTED)
                        .add();
            }
            Map<Long, Long> ids = new HashMap<>();
            rows.executePreparedBatch("id", "fragment")
                    .map((row, context) -> ids.put(row.getLong("fragment"), row.getLong("id")))
                    .list();
            return ids;
        }

        /** A size that the log did not name gets the number behind the last, and shows there. */
        private int canvas(Piece piece) {
            int place = canvases.indexOf(piece.canvas().width() + "x" + piece.canvas().height());
            return place >= 0 ? place : canvases.size();
        }

        private void readings(List<Piece> pieces, Map<Place, Long> fragments, Map<Long, Long> tasks) {
            PreparedBatch rows = handle.prepareBatch("""
                    insert into answer (task, reader, confidence, verdict, text, given)
                    values (:task, :reader, :confidence, :verdict, :text, :now)
                    """);
            for (Piece piece : pieces) {
                for (MachineReading reading : piece.machineReadings()) {
                    rows.bind("task", tasks.get(fragments.get(Place.of(piece))))
                            .bind("reader", reading.reader())
                            .bind("confidence", reading.confidence())
                            .bind("verdict", reading.reading().verdict())
                            .bind("text", Readings.text(reading.reading()))
                            .bind("now", now)
                            .add();
                }
            }
            rows.execute();
        }

        /** Keeps what machines settled; of those drawn, what the crowd may see is asked about again at once. */
        private void consensus(Voted voted, Shown shown, Map<Place, Long> fragments, Map<Long, Long> tasks) {
            List<Piece> pieces = voted.cut().pieces();
            for (int i = 0; i < pieces.size(); i++) {
                if (voted.verdicts().get(i) instanceof Verdict.Agreed agreed) {
                    long task = tasks.get(fragments.get(Place.of(pieces.get(i))));
                    Settling.agreed(handle, task, agreed, now);
                    if (voted.drawn().get(i) && shown.audience()[number(pieces.get(i), voted.form())] == Audience.CROWD) {
                        Reask.draw(handle, task, Reask.Reason.BLIND, now);
                    }
                }
            }
        }
    }

    /**
     * Who may see what of one document.
     *
     * @param inkPpm of every piece of the template, parts per million
     * @param audience of every piece of the template
     */
    record Shown(int[] inkPpm, Audience[] audience) {}

    /** What tells a fragment from the others of its document. */
    private record Place(String field, int part) {
        static Place of(Piece piece) {
            return new Place(piece.field(), piece.part());
        }
    }
}
