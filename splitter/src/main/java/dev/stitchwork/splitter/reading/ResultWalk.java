package dev.stitchwork.splitter.reading;

import com.sun.jna.Pointer;
import dev.stitchwork.splitter.raster.Span;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI.TessPageIterator;
import net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI;

/** One walk over what Tesseract found on a picture, character by character; it frees no more than the texts it takes. */
final class ResultWalk {
    private static final int TRUE = 1;

    private final TessAPI library;
    private final TessResultIterator results;
    private final TessPageIterator places;
    private final List<ReadLine> lines = new ArrayList<>();
    private final List<ReadWord> words = new ArrayList<>();
    private int column;
    private Span lineBox;
    private double baseLeft;
    private double baseRight;
    private String word;
    private Span wordBox;
    private double confidence;
    private double least;
    private boolean known;

    ResultWalk(TessAPI library, TessResultIterator results) {
        this.library = library;
        this.results = results;
        this.places = library.TessResultIteratorGetPageIterator(results);
    }

    List<ReadLine> lines() {
        do {
            if (begins(TessPageIteratorLevel.RIL_BLOCK)) {
                endLine();
                column++;
            }
            if (begins(TessPageIteratorLevel.RIL_TEXTLINE)) {
                endLine();
                beginLine();
            }
            if (begins(TessPageIteratorLevel.RIL_WORD)) {
                endWord();
                beginWord();
            }
            least = Math.min(least, confidence(TessPageIteratorLevel.RIL_SYMBOL));
        } while (library.TessResultIteratorNext(results, TessPageIteratorLevel.RIL_SYMBOL) == TRUE);
        endLine();
        return lines;
    }

    private boolean begins(int level) {
        return library.TessPageIteratorIsAtBeginningOf(places, level) == TRUE;
    }

    private double confidence(int level) {
        return Math.max(0, Math.min(1, library.TessResultIteratorConfidence(results, level) / 100.0));
    }

    private void beginLine() {
        lineBox = box(TessPageIteratorLevel.RIL_TEXTLINE);
        IntBuffer[] ends = four();
        boolean found = library.TessPageIteratorBaseline(
                places, TessPageIteratorLevel.RIL_TEXTLINE, ends[0], ends[1], ends[2], ends[3]) == TRUE;
        if (lineBox == null) {
            return;
        }
        double from = ends[0].get(0);
        double to = ends[2].get(0);
        double slope = found && to > from ? (ends[3].get(0) - ends[1].get(0)) / (to - from) : 0;
        double at = found ? ends[1].get(0) : lineBox.bottom();
        baseLeft = at + slope * (lineBox.left() - from);
        baseRight = at + slope * (lineBox.right() - from);
        if (!found) {
            baseLeft = lineBox.bottom();
            baseRight = lineBox.bottom();
        }
    }

    private void endLine() {
        endWord();
        if (lineBox != null && !words.isEmpty()) {
            lines.add(new ReadLine(column, lineBox, baseLeft, baseRight, words));
        }
        words.clear();
        lineBox = null;
    }

    private void beginWord() {
        word = text();
        wordBox = box(TessPageIteratorLevel.RIL_WORD);
        confidence = confidence(TessPageIteratorLevel.RIL_WORD);
        known = library.TessResultIteratorWordIsFromDictionary(results) == TRUE;
        least = 1;
    }

    private void endWord() {
        if (word != null && wordBox != null && !word.isBlank()) {
            words.add(new ReadWord(word, wordBox, confidence, least, known));
        }
        word = null;
    }

    private String text() {
        Pointer text = library.TessResultIteratorGetUTF8Text(results, TessPageIteratorLevel.RIL_WORD);
        if (text == null) {
            return null;
        }
        try {
            return new String(text.getByteArray(0, (int) text.indexOf(0, (byte) 0)), StandardCharsets.UTF_8).strip();
        } finally {
            library.TessDeleteText(text);
        }
    }

    /** Null where Tesseract has none, or an empty one. */
    private Span box(int level) {
        IntBuffer[] edges = four();
        if (library.TessPageIteratorBoundingBox(places, level, edges[0], edges[1], edges[2], edges[3]) != TRUE) {
            return null;
        }
        Span box = new Span(edges[0].get(0), edges[1].get(0), edges[2].get(0), edges[3].get(0));
        return box.isEmpty() ? null : box;
    }

    private static IntBuffer[] four() {
        return new IntBuffer[] {IntBuffer.allocate(1), IntBuffer.allocate(1), IntBuffer.allocate(1), IntBuffer.allocate(1)};
    }
}
