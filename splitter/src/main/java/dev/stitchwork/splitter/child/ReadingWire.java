package dev.stitchwork.splitter.child;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.PageMachine;
import dev.stitchwork.splitter.reading.ReadLine;
import dev.stitchwork.splitter.reading.ReadWord;
import dev.stitchwork.splitter.reading.Tesseract;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How what a machine read goes over a child's pipes; as of {@link Wire}, nothing that comes out is believed unchecked. */
final class ReadingWire {
    private static final int LINES_MAX = 20_000;
    private static final int WORDS_MAX = 5_000;
    private static final int WORD_MAX = 4_000;
    /** Lines that letters stand on may run out of a picture by no more than its size. */
    private static final int SIDE_MAX = 1 << 20;

    private ReadingWire() {}

    static void data(DataOutputStream out, Tesseract.LanguageData data) throws IOException {
        Wire.text(out, data.folder().toString());
        Wire.text(out, data.languages());
    }

    static Tesseract.LanguageData data(DataInputStream in) throws IOException {
        return new Tesseract.LanguageData(Path.of(Wire.text(in)), Wire.text(in));
    }

    static void lines(DataOutputStream out, List<ReadLine> lines) throws IOException {
        out.writeInt(lines.size());
        for (ReadLine line : lines) {
            out.writeInt(line.column());
            span(out, line.box());
            out.writeDouble(line.baseLeft());
            out.writeDouble(line.baseRight());
            out.writeInt(line.words().size());
            for (ReadWord word : line.words()) {
                Wire.text(out, word.text());
                span(out, word.box());
                out.writeDouble(word.confidence());
                out.writeDouble(word.leastConfidence());
                out.writeBoolean(word.known());
            }
        }
    }

    /** @param picture that was read: nothing can stand beside it */
    static List<ReadLine> lines(DataInputStream in, Gray picture) throws IOException {
        List<ReadLine> lines = new ArrayList<>();
        for (int left = Wire.within(in.readInt(), 0, LINES_MAX); left > 0; left--) {
            int column = in.readInt();
            Span box = span(in, picture);
            double baseLeft = within(in.readDouble(), -SIDE_MAX, SIDE_MAX);
            double baseRight = within(in.readDouble(), -SIDE_MAX, SIDE_MAX);
            List<ReadWord> words = new ArrayList<>();
            for (int more = Wire.within(in.readInt(), 1, WORDS_MAX); more > 0; more--) {
                words.add(word(in, picture));
            }
            lines.add(new ReadLine(column, box, baseLeft, baseRight, words));
        }
        return lines;
    }

    private static ReadWord word(DataInputStream in, Gray picture) throws IOException {
        String text = Wire.text(in);
        if (text.isBlank() || text.length() > WORD_MAX) {
            throw new Wire.NonsenseException("Expected a word of 1 to %d letters but it has %d.".formatted(WORD_MAX, text.length()), null);
        }
        return new ReadWord(text, span(in, picture), within(in.readDouble(), 0, 1), within(in.readDouble(), 0, 1), in.readBoolean());
    }

    private static void span(DataOutputStream out, Span span) throws IOException {
        out.writeInt(span.left());
        out.writeInt(span.top());
        out.writeInt(span.right());
        out.writeInt(span.bottom());
    }

    private static Span span(DataInputStream in, Gray picture) throws IOException {
        int left = Wire.within(in.readInt(), 0, picture.width() - 1);
        int top = Wire.within(in.readInt(), 0, picture.height() - 1);
        return new Span(left, top, Wire.within(in.readInt(), left + 1, picture.width()), Wire.within(in.readInt(), top + 1, picture.height()));
    }

    static void turn(DataOutputStream out, Optional<PageMachine.Turn> turn) throws IOException {
        out.writeBoolean(turn.isPresent());
        out.writeInt(turn.map(PageMachine.Turn::quarters).orElse(0));
        out.writeDouble(turn.map(PageMachine.Turn::sureness).orElse(0.0));
    }

    static Optional<PageMachine.Turn> turn(DataInputStream in) throws IOException {
        boolean found = in.readBoolean();
        int quarters = in.readInt();
        double sureness = in.readDouble();
        return found ? Optional.of(Wire.checked(() -> new PageMachine.Turn(quarters, sureness))) : Optional.empty();
    }

    private static double within(double number, double least, double most) throws IOException {
        if (!(number >= least && number <= most)) {
            throw new Wire.NonsenseException("Expected a number from %f to %f but was %f.".formatted(least, most, number), null);
        }
        return number;
    }
}
