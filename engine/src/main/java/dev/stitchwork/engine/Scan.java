package dev.stitchwork.engine;

import dev.stitchwork.engine.form.FormTemplate;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;

/**
 * One uploaded file, ready to be split.
 *
 * @param name the client's name for it; for messages to the client, its ending is only a hint
 * @param content its bytes
 * @param template the form it shows
 * @param references files with pictures of the empty form, by the name the template uses
 * @param password opens an encrypted file
 */
public record Scan(
        String name,
        Content content,
        FormTemplate template,
        Map<String, byte[]> references,
        Optional<String> password) {
    public Scan {
        references = Map.copyOf(references);
    }

    /** The bytes of a file; every call opens a new channel from the beginning, which the caller closes. */
    @FunctionalInterface
    public interface Content {
        SeekableByteChannel open() throws IOException;
    }
}
