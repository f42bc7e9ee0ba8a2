package dev.stitchwork.splitter.child;

import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.reading.PageMachine;
import dev.stitchwork.splitter.reading.ReadLine;
import dev.stitchwork.splitter.reading.Tesseract;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.imageio.ImageIO;

/**
 * What runs in a child: one thread that answers one question after another, until the pipe closes. Then it ends at once,
 * in the midst of whatever it is at, so that no child outlives its parent.
 */
public final class ChildMain {
    /** Enough for the deepest nesting of pages and forms that is not an attack. */
    private static final long STACK_BYTES = 4L << 20;

    private final DataOutputStream out;
    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
    private final Intake intake;
    private final Map<Integer, Pages> files = new HashMap<>();
    private final Map<Tesseract.LanguageData, Tesseract> readers = new HashMap<>();
    private final Path natives;

    private ChildMain(DataOutputStream out, Intake intake, Path natives) {
        this.out = out;
        this.intake = intake;
        this.natives = natives;
    }

    /**
     * @param arguments most pages, most pixels, most bytes of a page; folder of native libraries; most address space in
     *     bytes; whether to have the kernel take calls away, and whether those for writing files too; whether to read print
     */
    public static void main(String[] arguments) {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        System.setOut(System.err);
        ImageIO.setUseCache(false);
        IntakeLimits limits = new IntakeLimits(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]),
                Long.parseLong(arguments[2]), Duration.ofDays(1));
        ChildMain child = new ChildMain(out, new Intake(limits), Path.of(arguments[3]));
        Thread decoder = new Thread(null, () -> child.run(Long.parseLong(arguments[4]), Boolean.parseBoolean(arguments[5]),
                Boolean.parseBoolean(arguments[6]), Boolean.parseBoolean(arguments[7])), "decoder", STACK_BYTES);
        decoder.start();
        child.listen();
    }

    /** Hears questions and bytes on a thread of its own, so that the end of the pipe is noticed whatever the decoder does. */
    private void listen() {
        try (DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
            while (true) {
                int length = in.readInt();
                byte[] message = new byte[Math.max(0, length)];
                in.readFully(message);
                heard.add(length < 0 ? FAILED : message);
            }
        } catch (IOException parentIsGone) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** In the place of bytes that the parent could not get. */
    private static final byte[] FAILED = new byte[0];

    private void run(long addressBytes, boolean filtered, boolean writingToo, boolean reading) {
        try {
            Optional<String> unread = reading ? openReader() : Optional.of("");
            boolean isFiltered = filtered && Lockdown.enter(addressBytes, writingToo);
            Wire.text(out, unread.orElse(""));
            out.writeBoolean(isFiltered);
            out.flush();
            while (true) {
                answer(new DataInputStream(new ByteArrayInputStream(hear())));
                out.flush();
            }
        } catch (IOException | InterruptedException | RuntimeException | Error end) {
            end.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private Optional<String> openReader() {
        try {
            reader(Tesseract.english(natives));
            return Optional.empty();
        } catch (IOException absent) {
            return Optional.of(absent.getMessage());
        }
    }

    private Tesseract reader(Tesseract.LanguageData data) throws IOException {
        Tesseract reader = readers.get(data);
        if (reader == null) {
            reader = Tesseract.open(natives, data);
            readers.put(data, reader);
        }
        return reader;
    }

    private byte[] hear() throws InterruptedException {
        return heard.take();
    }

    private void answer(DataInputStream question) throws IOException {
        Wire.Ask ask = Wire.Ask.values()[question.readByte()];
        try {
            switch (ask) {
                case OPEN -> open(question);
                case FACTS -> {
                    var facts = files.get(question.readInt()).facts(question.readInt());
                    done();
                    Wire.facts(out, facts);
                }
                case PAGE -> {
                    Pages.Page page = files.get(question.readInt()).page(question.readInt());
                    done();
                    Wire.page(out, page);
                }
                case CLOSE -> {
                    close(question.readInt());
                    done();
                }
                case LINE -> line(question);
                case LINES -> {
                    Tesseract reader = reader(question);
                    PageMachine.Shape shape = PageMachine.Shape.values()[question.readByte()];
                    int dpi = question.readInt();
                    List<ReadLine> lines = reader.lines(shape, Wire.picture(question, Integer.MAX_VALUE), dpi);
                    done();
                    ReadingWire.lines(out, lines);
                }
                case TURN -> {
                    Tesseract reader = reader(question);
                    int dpi = question.readInt();
                    var turn = reader.turn(Wire.picture(question, Integer.MAX_VALUE), dpi);
                    done();
                    ReadingWire.turn(out, turn);
                }
            }
        } catch (RefusedException refused) {
            out.writeByte(Wire.Say.REFUSED.ordinal());
            Wire.text(out, refused.getMessage());
        }
    }

    private void done() throws IOException {
        out.writeByte(Wire.Say.DONE.ordinal());
    }

    private void open(DataInputStream question) throws IOException, RefusedException {
        int file = question.readInt();
        long length = question.readLong();
        String name = Wire.text(question);
        Optional<String> password = question.readBoolean() ? Optional.of(Wire.text(question)) : Optional.empty();
        Pages pages = intake.open(name, () -> new PipeChannel(length, (at, count) -> bytes(file, at, count)), password);
        files.put(file, pages);
        done();
        out.writeInt(pages.count());
        out.writeInt(pages.format().ordinal());
    }

    /** Asks the parent for bytes of a file. */
    private byte[] bytes(int file, long position, int count) throws IOException {
        out.writeByte(Wire.Say.BYTES.ordinal());
        out.writeInt(file);
        out.writeLong(position);
        out.writeInt(count);
        out.flush();
        try {
            byte[] bytes = hear();
            if (bytes == FAILED) {
                throw new IOException("Expected bytes of the file but they could not be had.");
            }
            if (bytes.length != count) {
                throw new EOFException();
            }
            return bytes;
        } catch (InterruptedException impossible) {
            throw new IOException(impossible);
        }
    }

    private void close(int file) {
        Pages pages = files.remove(file);
        if (pages != null) {
            try {
                pages.close();
            } catch (RuntimeException harmless) {
                harmless.printStackTrace();
            }
        }
    }

    private Tesseract reader(DataInputStream question) throws IOException, RefusedException {
        try {
            return reader(ReadingWire.data(question));
        } catch (IOException noData) {
            throw new RefusedException(noData.getMessage(), noData);
        }
    }

    private void line(DataInputStream question) throws IOException {
        Tesseract.LanguageData data = ReadingWire.data(question);
        int dpi = question.readInt();
        String letters = Wire.text(question);
        Tesseract.Line line;
        try {
            line = reader(data).line(Wire.picture(question, Integer.MAX_VALUE), dpi, letters);
        } catch (IOException noData) {
            line = new Tesseract.Line("", 0);
        }
        done();
        Wire.text(out, line.text());
        out.writeDouble(line.confidence());
    }
}
