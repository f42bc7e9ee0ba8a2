package dev.stitchwork.splitter.child;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.reading.LineMachine;
import dev.stitchwork.splitter.reading.PageMachine;
import dev.stitchwork.splitter.reading.ReadLine;
import dev.stitchwork.splitter.reading.Tesseract;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread's use of a child: files are opened on it and print is read by it. Where it dies, the page that it was at is
 * refused, and the next question goes to a new one.
 */
public final class ChildSession implements LineMachine, PageMachine, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildSession.class);
    /** Pictures that one after the other end their reader; more, and print is left to people for the rest. */
    private static final int READERS_LOST_MAX = 3;

    private final Children children;
    private final Semaphore turns;
    private final Map<Integer, ChildPages> files = new HashMap<>();
    private boolean hasTurn;
    private Child child;
    private int filesOpened;
    private int readersLost;

    ChildSession(Children children, Semaphore turns) {
        this.children = children;
        this.turns = turns;
    }

    /**
     * Opens a file; no page is decoded yet.
     *
     * @param name what the client calls it, for messages: the child never hears it
     */
    public Pages open(String name, Scan.Content content, Optional<String> password) throws RefusedException {
        ChildPages pages = new ChildPages(this, ++filesOpened, name, content, password);
        files.put(pages.number(), pages);
        try {
            pages.open();
            return pages;
        } catch (RefusedException | RuntimeException refused) {
            files.remove(pages.number());
            throw refused;
        }
    }

    @Override
    public Tesseract.Line line(Tesseract.LanguageData data, Gray picture, int dpi, String letters) {
        Tesseract.Line nothing = new Tesseract.Line("", 0);
        if (readersLost >= READERS_LOST_MAX) {
            return nothing;
        }
        try {
            Tesseract.Line line = ask(Wire.Ask.LINE, out -> {
                ReadingWire.data(out, data);
                out.writeInt(dpi);
                Wire.text(out, letters);
                Wire.picture(out, picture);
            }, in -> new Tesseract.Line(Wire.text(in), in.readDouble()));
            readersLost = 0;
            return line.confidence() >= 0 && line.confidence() <= 1 ? line : nothing;
        } catch (ChildDiedException lost) {
            readersLost++;
            LOG.warn("A picture ended the machine that reads print ({}); it is left to people.", lost.how());
            return nothing;
        } catch (RefusedException unusable) {
            LOG.warn("A picture is left to people.", unusable);
            return nothing;
        }
    }

    @Override
    public List<ReadLine> lines(Tesseract.LanguageData data, Shape shape, Gray picture, int dpi) throws IOException {
        return read(Wire.Ask.LINES, out -> {
            ReadingWire.data(out, data);
            out.writeByte(shape.ordinal());
            out.writeInt(dpi);
            Wire.picture(out, picture);
        }, in -> ReadingWire.lines(in, picture));
    }

    @Override
    public Optional<Turn> turn(Tesseract.LanguageData data, Gray picture, int dpi) throws IOException {
        return read(Wire.Ask.TURN, out -> {
            ReadingWire.data(out, data);
            out.writeInt(dpi);
            Wire.picture(out, picture);
        }, ReadingWire::turn);
    }

    private <T> T read(Wire.Ask ask, Child.Question question, Child.Result<T> result) throws IOException {
        try {
            return ask(ask, question, result);
        } catch (ChildDiedException lost) {
            throw new IOException(lost.unread(children.limits()), lost);
        } catch (RefusedException unread) {
            throw new IOException(unread.getMessage(), unread);
        }
    }

    Children children() {
        return children;
    }

    /** The child of the moment; another than before where that one died. */
    Child child() throws ChildDiedException {
        if (child != null && child.isAlive()) {
            return child;
        }
        giveBack();
        try {
            if (!hasTurn) {
                turns.acquire();
                hasTurn = true;
            }
            child = children.lend();
            return child;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ChildDiedException(ChildDiedException.Cause.STOPPED, stopped);
        } catch (IOException failed) {
            LOG.error("A decoder could not be started.", failed);
            throw new ChildDiedException(ChildDiedException.Cause.CRASH, failed);
        }
    }

    <T> T ask(Wire.Ask ask, Child.Question question, Child.Result<T> result) throws ChildDiedException, RefusedException {
        return child().ask(ask, question, this::bytes, result);
    }

    private byte[] bytes(int file, long position, int count) throws IOException {
        ChildPages pages = files.get(file);
        if (pages == null) {
            throw new IOException("Expected an open file but %d is none.".formatted(file));
        }
        return pages.bytes(position, count);
    }

    void closed(ChildPages pages) {
        files.remove(pages.number());
    }

    private void giveBack() {
        if (child != null) {
            children.takeBack(child);
            child = null;
        }
    }

    @Override
    public void close() {
        giveBack();
        if (hasTurn) {
            turns.release();
            hasTurn = false;
        }
    }
}
