package dev.stitchwork.stitcher;

import dev.stitchwork.engine.Transcript;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A file for each page of a ZIP file, named after the client's file and the page in it; no name is a path, and none comes
 * twice.
 */
final class PageFiles {
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N}._ -]+");

    private final Format format;
    private final ZipOutputStream zip;
    private final Set<String> taken = new HashSet<>();

    /** How a page is written. */
    enum Format {
        ALTO(".alto.xml", AltoPage::write),
        HOCR(".hocr.html", HocrPage::write);

        private final String ending;
        private final Writer writer;

        Format(String ending, Writer writer) {
            this.ending = ending;
            this.writer = writer;
        }
    }

    private interface Writer {
        void write(TextPage page, OutputStream out) throws IOException;
    }

    PageFiles(Format format, ZipOutputStream zip) {
        this.format = format;
        this.zip = zip;
    }

    void write(Transcript transcript) throws IOException {
        TextPage page = TextPage.of(transcript);
        zip.putNextEntry(new ZipEntry(name(page)));
        format.writer.write(page, zip);
        zip.closeEntry();
    }

    private String name(TextPage page) {
        String plain = "pages/" + UNSAFE.matcher(page.file()).replaceAll("-").replaceAll("^\\.+", "") + "." + page.filePage();
        String name = plain;
        // Some systems have one file for two names that differ in capitals alone.
        for (int again = 2; !taken.add(name.toLowerCase(Locale.ROOT)); again++) {
            name = plain + "-" + again;
        }
        return name + format.ending;
    }
}
