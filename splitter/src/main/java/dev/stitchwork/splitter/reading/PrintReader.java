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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has print read by a machine, and says how sure it is. What the machine says of handwriting is worth much less than the
 * same number on print.
 *
 * <p>It reads each fragment as it was cut, printed form and neighbours already gone, not the raw page: rules through the
 * boxes cost it four times the errors.
 */
public final class PrintReader {
    private static final Logger LOG = LoggerFactory.getLogger(PrintReader.class);
    private static final String NAME = "ocr";
    /** Writing on a canvas is 44 pixels high, as 11-point capitals are at about 400 dpi. */
    private static final int DPI = 400;
    private static final String DIGITS = "0123456789";

    private final Path work;
    private final LineMachine machine;
    private final Map<String, Tesseract.LanguageData> languages;

    /**
     * A reader that has no machine yet and reads nothing until it is put {@link #on} one.
     *
     * @param work folder for language data
     */
    public PrintReader(Path work) {
        this(work, null, new ConcurrentHashMap<>());
    }

    private PrintReader(Path work, LineMachine machine, Map<String, Tesseract.LanguageData> languages) {
        this.work = work;
        this.machine = machine;
        this.languages = languages;
    }

    /** A reader that reads nothing. */
    public static PrintReader none() {
        return new PrintReader(null);
    }

    /** The same reader at a machine; one that is to read nothing goes on reading nothing. */
    public PrintReader on(LineMachine another) {
        return work == null ? this : new PrintReader(work, another, languages);
    }

    /** Reads a cut-out; empty where there is nothing it can make out. */
    public Optional<MachineReading> read(Field field, Cut cut, Locale locale) {
        if (machine == null || field.kind().isMarked()) {
            return Optional.empty();
        }
        Tesseract.LanguageData data = languages.computeIfAbsent(locale.getLanguage(), language -> dataFor(locale));
        Tesseract.Line line = machine.line(data, cut.picture(), DPI, letters(field));
        if (line.text().isBlank() || line.text().length() > Reading.CHARACTERS_MAX) {
            return Optional.empty();
        }
        return Optional.of(new MachineReading(NAME, Reading.of(line.text()), line.confidence()));
    }

    private static String letters(Field field) {
        return switch (field.kind()) {
            case INTEGER -> DIGITS + "-+.,' ";
            case DECIMAL, MONEY -> DIGITS + "-+.,' $€£¥";
            case PHONE -> DIGITS + "+()-/. ";
            default -> "";
        };
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
            return new Tesseract.LanguageData(work, "eng");
        }
    }
}
