package dev.stitchwork.samples.scan;

import java.util.List;

/**
 * One scanned file and what is written on its forms.
 *
 * @param forms the answers, in the order of the file's pages
 */
public record PrintedFile(String name, byte[] bytes, List<FilledForm> forms) {
    public PrintedFile {
        forms = List.copyOf(forms);
    }
}
