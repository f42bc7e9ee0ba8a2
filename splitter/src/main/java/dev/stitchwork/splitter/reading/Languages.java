package dev.stitchwork.splitter.reading;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;

/**
 * Which language data a page is read with: what is asked for and installed on the system, else English, which comes with
 * the program. Tesseract loads all its data from one folder, so that one folder is taken which has the most of it.
 *
 * @param data what to load
 * @param missing names that were asked for and are not there
 */
record Languages(Tesseract.LanguageData data, List<String> missing) {
    private static final Path SYSTEM = Path.of("/usr/share/tesseract-ocr");
    private static final String ENDING = ".traineddata";

    Languages {
        missing = List.copyOf(missing);
    }

    /**
     * @param asked names of language data; empty for the language of the locale
     */
    static Languages find(Path work, List<String> asked, Locale locale) throws IOException {
        List<String> wanted = asked.isEmpty() ? List.of(name(locale)) : asked;
        Tesseract.LanguageData english = Tesseract.english(work);
        if (wanted.equals(List.of("eng"))) {
            return new Languages(english, List.of());
        }
        Languages best = null;
        for (Path folder : folders(english.folder())) {
            List<String> there = wanted.stream().filter(name -> Files.isReadable(folder.resolve(name + ENDING))).toList();
            List<String> missing = wanted.stream().filter(name -> !there.contains(name)).toList();
            if (!there.isEmpty() && (best == null || missing.size() < best.missing().size())) {
                best = new Languages(new Tesseract.LanguageData(folder, String.join("+", there)), missing);
            }
        }
        return best == null ? new Languages(english, wanted) : best;
    }

    private static List<Path> folders(Path own) throws IOException {
        List<Path> folders = new ArrayList<>();
        if (Files.isDirectory(SYSTEM)) {
            try (DirectoryStream<Path> releases = Files.newDirectoryStream(SYSTEM)) {
                releases.forEach(release -> folders.add(release.resolve("tessdata")));
            }
        }
        folders.add(own);
        return folders;
    }

    private static String name(Locale locale) {
        try {
            return locale.getISO3Language().isEmpty() ? "eng" : terminology(locale.getISO3Language());
        } catch (MissingResourceException unknown) {
            return "eng";
        }
    }

    /** Tesseract names its data by ISO 639-2/T, as the JDK does; Chinese alone goes by its script. */
    private static String terminology(String language) {
        return language.equals("zho") ? "chi_sim" : language;
    }
}
