package dev.stitchwork.splitter.reading;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.scratch.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessPageSegMode;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI;

/**
 * One handle of the Tesseract library, for one thread: two threads on one handle end the process.
 *
 * <p>Libraries and English data come from the class path and are unpacked to a folder of the program's own, never to the
 * shared temporary folder. The functions are bound one by one when first called, so that a missing one costs only itself.
 */
public final class Tesseract implements AutoCloseable {
    private static final String[][] LIBRARIES = {
        {"org/bytedeco/leptonica/linux-x86_64/", "libleptonica.so.6"},
        {"org/bytedeco/tesseract/linux-x86_64/", "libtesseract.so.5.5"},
    };
    private static final String ENGLISH = "eng";
    private static final String ORIENTATION = "osd";
    /** The library copies a picture before it returns, so that all handles of a thread are shown theirs in one place. */
    private static final ThreadLocal<ByteBuffer> PIXELS = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(1 << 18));
    private static TessAPI library;

    private final TessBaseAPI handle;

    private Tesseract(TessBaseAPI handle) {
        this.handle = handle;
    }

    /**
     * Opens a handle.
     *
     * @param work folder to unpack to
     * @param data folder of language data, and the languages to load from it, joined by plus signs
     * @throws IOException with one sentence where it cannot be had here
     */
    public static Tesseract open(Path work, LanguageData data) throws IOException {
        try {
            TessAPI api = library(work);
            TessBaseAPI handle = api.TessBaseAPICreate();
            if (api.TessBaseAPIInit3(handle, data.folder().toString(), data.languages()) != 0) {
                api.TessBaseAPIDelete(handle);
                throw new IOException("Expected language data '%s' for machine reading but it could not be loaded."
                        .formatted(data.languages()));
            }
            api.TessBaseAPISetVariable(handle, "debug_file", "/dev/null");
            return new Tesseract(handle);
        } catch (LinkageError missing) {
            throw new IOException(unavailable(), missing);
        }
    }

    private static synchronized TessAPI library(Path work) throws IOException {
        if (library == null) {
            if (!isKnownHere()) {
                throw new IOException(unavailable());
            }
            for (Path file : unpackLibraries(work)) {
                // Loaded by its full path, so that what needs it next finds it already there.
                System.load(file.toString());
            }
            Path folder = work.resolve("tesseract");
            NativeLibrary.addSearchPath("tesseract", folder.toAbsolutePath().toString());
            library = TessAPI.INSTANCE;
        }
        return library;
    }

    /** Unpacks libraries, English data and that of orientation, for a process that may write nothing itself. */
    public static void unpack(Path work) throws IOException {
        if (isKnownHere()) {
            unpackLibraries(work);
            english(work);
            orientation(work);
        }
    }

    private static boolean isKnownHere() {
        return Platform.isLinux() && Platform.isIntel() && Platform.is64Bit();
    }

    private static List<Path> unpackLibraries(Path work) throws IOException {
        Path folder = ScratchFolder.ensure(work.resolve("tesseract"));
        List<Path> files = new ArrayList<>();
        for (String[] name : LIBRARIES) {
            files.add(unpack(name[0] + name[1], folder.resolve(name[1])));
        }
        return files;
    }

    private static String unavailable() {
        return "Printed text is not read by machine here (%s, %s): people key every field."
                .formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** The folder with English data, unpacked where it is not yet. */
    public static LanguageData english(Path work) throws IOException {
        return own(work, ENGLISH);
    }

    /** The folder with the data that tells which way up a page lies, unpacked where it is not yet. */
    public static LanguageData orientation(Path work) throws IOException {
        return own(work, ORIENTATION);
    }

    private static LanguageData own(Path work, String name) throws IOException {
        Path folder = ScratchFolder.ensure(work.resolve("tessdata")).toAbsolutePath();
        unpack("tessdata/" + name + ".traineddata", folder.resolve(name + ".traineddata"));
        return new LanguageData(folder, name);
    }

    /** Language data to load: a folder, and names of its files without their ending. */
    public record LanguageData(Path folder, String languages) {}

    private static Path unpack(String resource, Path to) throws IOException {
        URL packed = Tesseract.class.getClassLoader().getResource(resource);
        if (packed == null) {
            throw new IOException(unavailable());
        }
        Path target = to.toAbsolutePath();
        if (!isUnpacked(packed, target)) {
            // Another process may start at this moment: it sees the whole file or none.
            Path part = Files.createTempFile(target.getParent(), "part", "");
            try (InputStream in = packed.openStream()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }

    /** Every process that reads asks this of some 40 MB: what a jar knows of its entry spares it to unpack it again. */
    private static boolean isUnpacked(URL packed, Path target) throws IOException {
        if (!Files.exists(target)) {
            return false;
        }
        byte[] there = Files.readAllBytes(target);
        if (packed.openConnection() instanceof JarURLConnection jar) {
            JarEntry entry = jar.getJarEntry();
            CRC32 check = new CRC32();
            check.update(there);
            return entry.getSize() == there.length && entry.getCrc() == check.getValue();
        }
        try (InputStream in = packed.openStream()) {
            return Arrays.equals(there, in.readAllBytes());
        }
    }

    /** What was read: its text, and the lowest confidence of its words, 0 to 1; no text where nothing was found. */
    public record Line(String text, double confidence) {}

    /**
     * Reads a picture of one line.
     *
     * @param dpi resolution its writing is drawn at
     * @param letters the only ones there can be; empty for any
     */
    public Line line(Gray picture, int dpi, String letters) {
        show(picture, dpi, TessPageSegMode.PSM_SINGLE_LINE, letters);
        Pointer text = library.TessBaseAPIGetUTF8Text(handle);
        try {
            byte[] read = text == null ? new byte[0] : text.getByteArray(0, length(text));
            return new Line(new String(read, StandardCharsets.UTF_8).strip(), wordConfidence());
        } finally {
            if (text != null) {
                library.TessDeleteText(text);
            }
        }
    }

    private void show(Gray picture, int dpi, int mode, String letters) {
        byte[] bytes = picture.pixels();
        ByteBuffer pixels = PIXELS.get();
        if (pixels.capacity() < bytes.length) {
            pixels = ByteBuffer.allocateDirect(bytes.length);
            PIXELS.set(pixels);
        }
        pixels.clear();
        pixels.put(bytes).flip();
        library.TessBaseAPISetPageSegMode(handle, mode);
        library.TessBaseAPISetVariable(handle, "tessedit_char_whitelist", letters);
        library.TessBaseAPISetImage(handle, pixels, picture.width(), picture.height(), 1, picture.width());
        library.TessBaseAPISetSourceResolution(handle, dpi);
    }

    /** Lays a picture out in lines and words and reads them, in the order one reads. */
    public List<ReadLine> lines(PageMachine.Shape shape, Gray picture, int dpi) {
        show(picture, dpi, shape == PageMachine.Shape.PAGE ? TessPageSegMode.PSM_AUTO : TessPageSegMode.PSM_SINGLE_LINE, "");
        library.TessBaseAPIRecognize(handle, null);
        TessResultIterator results = library.TessBaseAPIGetIterator(handle);
        try {
            return results == null ? List.of() : new ResultWalk(library, results).lines();
        } finally {
            if (results != null) {
                library.TessResultIteratorDelete(results);
            }
            library.TessBaseAPIClear(handle); // a page's pictures are large
        }
    }

    /** As {@link PageMachine#turn} says it, for a handle that was opened with the data for it. */
    public Optional<PageMachine.Turn> turn(Gray picture, int dpi) {
        show(picture, dpi, TessPageSegMode.PSM_OSD_ONLY, "");
        IntBuffer degrees = IntBuffer.allocate(1);
        FloatBuffer sureness = FloatBuffer.allocate(1);
        if (library.TessBaseAPIDetectOrientationScript(
                handle, degrees, sureness, new PointerByReference(), FloatBuffer.allocate(1)) == 0) {
            return Optional.empty();
        }
        return Optional.of(new PageMachine.Turn(Math.floorMod(4 - degrees.get(0) / 90, 4), sureness.get(0)));
    }

    private static int length(Pointer text) {
        return (int) text.indexOf(0, (byte) 0);
    }

    private double wordConfidence() {
        IntByReference array = library.TessBaseAPIAllWordConfidences(handle);
        if (array == null) {
            return 0;
        }
        Pointer confidences = array.getPointer();
        try {
            int least = 100;
            int words = 0;
            for (int at = 0; confidences.getInt(at) >= 0; at += Integer.BYTES) {
                least = Math.min(least, confidences.getInt(at));
                words++;
            }
            return words == 0 ? 0 : least / 100.0;
        } finally {
            library.TessDeleteIntArray(confidences.getByteBuffer(0, Integer.BYTES).asIntBuffer());
        }
    }

    @Override
    public void close() {
        library.TessBaseAPIDelete(handle);
    }
}
