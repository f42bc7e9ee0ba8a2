package dev.stitchwork.engine.store;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.consensus.Consensus;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.consensus.Voice;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The end of a split: all documents of a file with their fragments, tasks, machine answers and first verdicts, in one
 * transaction with the file's SPLIT, so that a crash leaves all of it or nothing.
 */
public final class Documents {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final Templates templates;

    Documents(Database database, Templates templates) {
        this.database = database;
        this.templates = templates;
    }

    /**
     * Ends a file as split.
     *
     * @param note why no printed text was read by machine
     * @return false where the attempt is overtaken or the batch purged: nothing is kept
     */
    public boolean split(Uploads.Attempt attempt, List<Cut> documents, List<String> refusals, Optional<String> note) {
        FormTemplate form = database.read(handle -> templates.form(handle, attempt.template()));
        Policy policy = database.read(handle -> policy(handle, attempt));
        // Votes are counted before the transaction: on H2 everybody else's writes wait for it.
        List<Voted> voted = documents.stream().map(cut -> Voted.of(cut, form, policy.votes())).toList();
        return database.write(handle -> {
            int ended = handle.execute(
                    "update file set state = 'SPLIT', died = 0 where id = ? and attempt = ? and state = 'RECEIVED'",
                    attempt.file(),
                    attempt.number());
            if (ended == 0) {
                return false;
            }
            Insert insert = new Insert(handle, attempt, form, policy.fragmentsMax());
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
            return true;
        });
    }

    private static Policy policy(Handle handle, Uploads.Attempt attempt) {
        return handle.createQuery("select agree, answers_max, machine_votes_at, fragments_max from batch where id = :batch")
                .bind("batch", attempt.batch())
                .map((row, context) -> new Policy(
                        new VotePolicy(row.getInt("agree"), row.getInt("answers_max"), row.getDouble("machine_votes_at")),
                        row.getInt("fragments_max")))
                .one();
    }

    private record Policy(VotePolicy votes, int fragmentsMax) {}

    /** A document with what its machine readings add up to, fragment by fragment. */
    private record Voted(Cut cut, List<Verdict> verdicts) {
        static Voted of(Cut cut, FormTemplate form, VotePolicy votes) {
            return new Voted(cut, cut.pieces().stream().map(piece -> first(piece, form, votes)).toList());
        }

        private static Verdict first(Piece piece, FormTemplate form, VotePolicy votes) {
            List<Voice> voices = piece.machineReadings().stream()
                    .map(reading -> new Voice(reading.reader(), true, reading.confidence(), reading.reading()))
                    .toList();
            return Consensus.of(voices, form.field(piece.field()).orElseThrow(), form.locale(), votes);
        }
    }

    /** One document whose pictures are already sealed in the pack of its file. */
    public record Cut(List<PageFit> pages, List<Piece> pieces) {
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
        private final FormTemplate form;
        private final int fragmentsMax;
        private final Instant now;

        Insert(Handle handle, Uploads.Attempt attempt, FormTemplate form, int fragmentsMax) {
            this.handle = handle;
            this.attempt = attempt;
            this.form = form;
            this.fragmentsMax = fragmentsMax;
            this.now = Database.now(handle);
        }

        void document(int number, Voted voted) {
            Cut cut = voted.cut();
            List<Verdict> verdicts = voted.verdicts();
            boolean open = verdicts.stream().anyMatch(Verdict.Open.class::isInstance);
            long document = documentRow(number, cut.pieces().size(), open);
            pages(document, cut.pages());
            Map<Place, Long> fragments = fragments(document, cut.pieces());
            spots(cut.pieces(), fragments);
            Map<Long, Long> tasks = tasks(document, cut.pieces(), verdicts, fragments);
            readings(cut.pieces(), fragments, tasks);
            consensus(cut.pieces(), verdicts, fragments, tasks);
        }

        private long documentRow(int number, int fragments, boolean open) {
            long ord = RANDOM.nextLong() >>> 1;
            return handle.createUpdate("""
                            insert into document (batch, file, number, fragments, fragments_max, shown_most, ord, open_ord, opened)
                            values (:batch, :file, :number, :fragments, :fragments_max, 0, :ord, :open_ord, :now)
                            """)
                    .bind("batch", attempt.batch())
                    .bind("file", attempt.file())
                    .bind("number", number)
                    .bind("fragments", fragments)
                    .bind("fragments_max", fragmentsMax)
                    .bind("ord", ord)
                    .bind("open_ord", open ? (Long) ord : null)
                    .bind("now", now)
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
        }

        private void pages(long document, List<PageFit> pages) {
            PreparedBatch rows = handle.prepareBatch("""
                    insert into page (document, number, file_page, error_px) values (:document, :number, :file_page, :error_px)
                    """);
            for (int i = 0; i < pages.size(); i++) {
                rows.bind("document", document)
                        .bind("number", i + 1)
                        .bind("file_page", pages.get(i).filePage())
                        .bind("error_px", pages.get(i).errorPx())
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
                    insert into spot (fragment, line, x, y, width, height) values (:fragment, :line, :x, :y, :width, :height)
                    """);
            for (Piece piece : pieces) {
                piece.spot().ifPresent(spot -> rows.bind("fragment", fragments.get(Place.of(piece)))
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

        private Map<Long, Long> tasks(long document, List<Piece> pieces, List<Verdict> verdicts, Map<Place, Long> fragments) {
            PreparedBatch rows = handle.prepareBatch("""
                    insert into task (batch, document, fragment, kind, options, state, wanted, kept, readings, disputed)
                    values (:batch, :document, :fragment, :kind, :options, :state, :wanted, 0, :readings, :disputed)
                    """);
            for (int i = 0; i < pieces.size(); i++) {
                Piece piece = pieces.get(i);
                Field field = form.field(piece.field()).orElseThrow();
                TaskState state = Settling.state(verdicts.get(i));
                rows.bind("batch", attempt.batch())
                        .bind("document", document)
                        .bind("fragment", fragments.get(Place.of(piece)))
                        // A piece of a date is no date: what one sees of it is keyed as text.
                        .bind("kind", field.parts() > 1 ? FieldKind.TEXT : field.kind())
                        .bind("options", field.options().size())
                        .bind("state", state)
                        .bind("wanted", verdicts.get(i) instanceof Verdict.Open open ? open.more() : 0)
                        .bind("readings", piece.machineReadings().size())
                        .bind("disputed", state == TaskState.DISPUTED ? now : null)
                        .add();
            }
            Map<Long, Long> ids = new HashMap<>();
            rows.executePreparedBatch("id", "fragment")
                    .map((row, context) -> ids.put(row.getLong("fragment"), row.getLong("id")))
                    .list();
            return ids;
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

        private void consensus(List<Piece> pieces, List<Verdict> verdicts, Map<Place, Long> fragments, Map<Long, Long> tasks) {
            for (int i = 0; i < pieces.size(); i++) {
                if (verdicts.get(i) instanceof Verdict.Agreed agreed) {
                    Settling.agreed(handle, tasks.get(fragments.get(Place.of(pieces.get(i)))), agreed, now);
                }
            }
        }
    }

    /** What tells a fragment from the others of its document. */
    private record Place(String field, int part) {
        static Place of(Piece piece) {
            return new Place(piece.field(), piece.part());
        }
    }
}
