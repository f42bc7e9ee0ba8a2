package dev.stitchwork.splitter.reading;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.splitter.cutting.Cut;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads print with Tesseract, one handle to a thread, and says how sure it is. What it says of handwriting is worth much
 * less than the same number on print.
 *
 * <p>It reads each fragment as it was cut, printed form and neighbours already gone, not the raw page: rules through the
 * boxes cost it four times the errors.
 */
public final class PrintReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrintReader.class);
    private static final String NAME = "ocr";
    /** Writing on a canvas is 44 pixels high, as 11-point capitals are at about 400 dpi. */
    private static final int DPI = 400;
    private static final String DIGITS = "0123456789";

    private final Path work;
    private final Optional<String> unavailable;
    private final Map<Tesseract.LanguageData, ConcurrentLinkedQueue<Tesseract>> idle = new ConcurrentHashMap<>();
    private final Map<String, Tesseract.LanguageData> languages = new ConcurrentHashMap<>();

    /**
     * @param work folder for unpacked libraries and language data
     */
    public PrintReader(Path work) {
        this.work = work;
        String why = null;
        try {
            give(Tesseract.english(work), Tesseract.open(work, Tesseract.english(work)));
        } catch (IOException absent) {
            why = absent.getMessage();
            LOG.warn(why, absent);
        }
        unavailable = Optional.ofNullable(why);
    }

    private PrintReader() {
        work = null;
        unavailable = Optional.of("Printed text is not read by machine, as was asked: people key every field.");
    }

    /** A reader that reads nothing. */
    public static PrintReader none() {
        return new PrintReader();
    }

    /** Why nothing is read, as one sentence for the client; empty where print is read. */
    public Optional<String> unavailable() {
        return unavailable;
    }

    /** Reads a cut-out; empty where there is nothing it can make out. */
    public Optional<MachineReading> read(Field field, Cut cut, Locale locale) {
        if (unavailable.isPresent() || field.kind().isMarked()) {
            return Optional.empty();
        }
        Tesseract.LanguageData data = languages.computeIfAbsent(locale.getLanguage(), language -> dataFor(locale));
        Tesseract handle = take(data);
        if (handle == null) {
            return Optional.empty();
        }
        try {
            Tesseract.Line line = handle.line(cut.picture(), DPI, letters(field));
            if (line.text().isBlank() || line.text().length() > Reading.CHARACTERS_MAX) {
                return Optional.empty();
            }
            return Optional.of(new MachineReading(NAME, Reading.of(line.text()), line.confidence()));
        } finally {
            give(data, handle);
        }
    }

    private static String letters(Field field) {
        return switch (field.kind()) {
            case INTEGER -> DIGITS + "-+.,' ";
            case DECIMAL, MONEY -> DIGITS + "-+.,' $€£¥";
            case PHONE -> DIGITS + "+()-/. ";
            default -> "";
        };
    }

    private Tesseract take(Tesseract.LanguageData data) {
        Tesseract handle = idle.computeIfAbsent(data, key -> new ConcurrentLinkedQueue<>()).poll();
        if (handle != null) {
            return handle;
        }
        try {
            return Tesseract.open(work, data);
        } catch (IOException failed) {
            LOG.warn("Fields in {} are left to people.", data.languages(), failed);
            return null;
        }
    }

    private void give(Tesseract.LanguageData data, Tesseract handle) {
        idle.computeIfAbsent(data, key -> new ConcurrentLinkedQueue<>()).add(handle);
    }

    /** The system's own data for the form's language where it is installed; else English. */
    private Tesseract.LanguageData dataFor(Locale locale) {
        try {
            String language = locale.getISO3Language();
            if (!language.isEmpty() && !language.equals("eng")) {
                Path system = Path.of("/usr/share/tesseract-ocr");
                if (Files.isDirectory(system)) {
                    try (DirectoryStream<Path> releases = Files.newDirectoryStream(system)) {
                        for (Path release : releases) {
                            Path data = release.resolve("tessdata");
                            if (Files.isReadable(data.resolve(language + ".traineddata"))) {
                                return new Tesseract.LanguageData(data, language);
                            }
                        }
                    }
                }
            }
            return Tesseract.english(work);
        } catch (IOException | MissingResourceException unknown) {
            LOG.warn("Expected language data for {} but it could not be looked up.", locale, unknown);
            return idle.keySet().iterator().next();
        }
    }

    @Override
    public void close() {
        idle.values().forEach(handles -> {
            for (Tesseract handle = handles.poll(); handle != null; handle = handles.poll()) {
                handle.close();
            }
        });
    }
}
