package dev.stitchwork.stitcher;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FieldKind;
import java.util.List;
import java.util.Set;

/**
 * Pieces of text joined in the order one reads: a blank between the pieces of a line, a line feed between lines. A piece
 * without a value leaves its mark in its place and costs no other piece.
 */
final class RunningText {
    /** Kinds whose value is the text itself, so that a part of it is worth having. */
    static final Set<FieldKind> KINDS = Set.of(FieldKind.TEXT, FieldKind.PERSON_NAME);

    private RunningText() {}

    static FieldValue of(List<Transcript.Part> parts) {
        StringBuilder text = new StringBuilder();
        int line = 0;
        for (Transcript.Part part : parts) {
            String piece = piece(part);
            if (piece.isEmpty()) {
                continue;
            }
            int here = part.spot().map(Spot::line).orElse(1);
            if (text.length() > 0) {
                text.append(here == line ? ' ' : '\n');
            }
            text.append(piece);
            line = here;
        }
        return new FieldValue(text.length() == 0, true, text.toString(), List.of());
    }

    private static String piece(Transcript.Part part) {
        if (part.reading() == null) {
            return (part.state() == TaskState.DISPUTED ? Mark.DISPUTED : Mark.OPEN).cell();
        }
        return RecordField.unread(List.of(part)).map(Mark::cell).orElse(
                part.reading().verdict() == Reading.Verdict.VALUE ? part.reading().text() : "");
    }
}
