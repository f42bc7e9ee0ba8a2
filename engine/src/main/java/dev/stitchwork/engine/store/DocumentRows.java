package dev.stitchwork.engine.store;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.PageSize;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.store.Documents.Cut;
import dev.stitchwork.engine.store.Documents.Piece;
import dev.stitchwork.engine.store.VotedDocument.Form;
import dev.stitchwork.engine.store.VotedDocument.Policy;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes some of a file's documents with all that hangs on them, and notes what is to be told of them once the file has ended. */
final class DocumentRows {
    private final Handle handle;
    private final Uploads.Attempt attempt;
    private final Optional<Guarantee> guarantee;
    private final List<String> canvases;
    private final Instant now;
    private final Arrivals arrivals;

    DocumentRows(Handle handle, Uploads.Attempt attempt, Policy policy, Arrivals arrivals) {
        this.handle = handle;
        this.attempt = attempt;
        this.guarantee = policy.guarantee();
        this.now = Database.now(handle);
        this.canvases = LogHead.canvases(handle, attempt.batch());
        this.arrivals = arrivals;
    }

    void document(int number, VotedDocument voted) {
        Cut cut = voted.cut();
        Shown shown = shown(voted);
        long document = documentRow(number, voted.form(), cut.pieces().size());
        pages(document, cut.pages());
        Map<Place, Long> fragments = fragments(document, cut.pieces());
        spots(cut.pieces(), fragments);
        Map<Long, Long> tasks = tasks(document, voted, shown, fragments);
        readings(cut.pieces(), fragments, tasks);
        consensus(voted, shown, fragments, tasks);
        arrivals.add(handle, document, voted.form().template(), voted.form().cuts(), shown, voted.turnsMost());
    }

    /** Who may see what of a document; what is not there is for nobody. */
    private Shown shown(VotedDocument voted) {
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

    private Map<Long, Long> tasks(long document, VotedDocument voted, Shown shown, Map<Place, Long> fragments) {
        PreparedBatch rows = handle.prepareBatch("""
                insert into task (batch, document, fragment, kind, options, state, wanted, kept, readings,
                                  field, piece, sensitivity, ink_ppm, canvas, audience)
                values (:batch, :document, :fragment, :kind, :options, :state, :wanted, 0, :readings,
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
                    .bind("field", fieldNumber(piece, voted.form()))
                    .bind("piece", number)
                    .bind("sensitivity", cut.sensitivity())
                    .bind("ink_ppm", inkPpm(piece))
                    .bind("canvas", canvas(piece))
                    .bind("audience", crowd || !(verdict instanceof Verdict.Open) ? shown.audience()[number] : Audience.TRUSTED)
                    .add();
        }
        Map<Long, Long> ids = new HashMap<>();
        rows.executePreparedBatch("id", "fragment", "state")
                .map((row, context) -> {
                    if (TaskState.valueOf(row.getString("state")) == TaskState.DISPUTED) {
                        arrivals.addDisputed(row.getLong("id"));
                    }
                    return ids.put(row.getLong("fragment"), row.getLong("id"));
                })
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
    private void consensus(VotedDocument voted, Shown shown, Map<Place, Long> fragments, Map<Long, Long> tasks) {
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
