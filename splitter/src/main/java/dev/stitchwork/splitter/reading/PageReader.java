package dev.stitchwork.splitter.reading;

import dev.stitchwork.splitter.raster.Gray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has whole pages of running text read by a machine, in the languages that are there. */
public final class PageReader {
    /** A turn less sure is not taken: of 21 scans the seven false ones had up to 3.3, the true ones 9.3 and more. */
    private static final double TURN_SURE = 6;

    private final Path work;
    private final PageMachine machine;
    private final Map<String, Languages> languages;

    /**
     * A reader that has no machine yet: it is to be put {@link #on} one.
     *
     * @param work folder for language data
     */
    public PageReader(Path work) {
        this(work, null, new ConcurrentHashMap<>());
    }

    private PageReader(Path work, PageMachine machine, Map<String, Languages> languages) {
        this.work = work;
        this.machine = machine;
        this.languages = languages;
    }

    /** A reader where nothing is to be read by machine. */
    public static PageReader none() {
        return new PageReader(null);
    }

    /** The same reader at a machine; one that is to read nothing goes on reading nothing. */
    public PageReader on(PageMachine another) {
        return work == null ? this : new PageReader(work, another, languages);
    }

    /**
     * Lays out a page and reads it.
     *
     * @param asked names of language data; empty for the language of the locale
     * @param dpi resolution at which its letters have the height of eleven-point print
     * @throws IOException with one sentence where no machine reads here
     */
    public List<ReadLine> page(Gray picture, int dpi, List<String> asked, Locale locale) throws IOException {
        return machine().lines(languages(asked, locale).data(), PageMachine.Shape.PAGE, picture, dpi);
    }

    /** Reads a picture of one line. */
    public List<ReadWord> line(Gray picture, int dpi, List<String> asked, Locale locale) throws IOException {
        return machine().lines(languages(asked, locale).data(), PageMachine.Shape.LINE, picture, dpi).stream()
                .flatMap(line -> line.words().stream())
                .toList();
    }

    /** By how many quarter turns clockwise a page must be turned to be upright; 0 where that cannot be told. */
    public int quarters(Gray picture, int dpi) throws IOException {
        return machine().turn(Tesseract.orientation(work), picture, dpi)
                .filter(found -> found.sureness() >= TURN_SURE)
                .map(PageMachine.Turn::quarters)
                .orElse(0);
    }

    /** Which languages pages are read in, and which that were asked for are not installed; one sentence for the client. */
    public String note(List<String> asked, Locale locale) throws IOException {
        Languages found = languages(asked, locale);
        String read = "Print was read by machine with the language data '%s'".formatted(found.data().languages());
        return found.missing().isEmpty()
                ? read + "."
                : read + "; '%s' is not installed here: install it to have more read by machine."
                        .formatted(String.join("', '", found.missing()));
    }

    private Languages languages(List<String> asked, Locale locale) throws IOException {
        checkWanted();
        String key = asked + locale.getLanguage();
        Languages found = languages.get(key);
        if (found == null) {
            found = Languages.find(work, asked, locale);
            languages.put(key, found);
        }
        return found;
    }

    private PageMachine machine() throws IOException {
        checkWanted();
        if (machine == null) {
            throw new IllegalStateException("Expected a reader that was put on a machine but it has none.");
        }
        return machine;
    }

    private void checkWanted() throws IOException {
        if (work == null) {
            throw new IOException("Nothing is read by machine, as was asked.");
        }
    }
}
