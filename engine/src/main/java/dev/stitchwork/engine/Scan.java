package dev.stitchwork.engine;

import dev.stitchwork.engine.form.FormTemplate;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One uploaded file, ready to be split.
 *
 * @param name the client's name for it; for messages to the client, its ending is only a hint
 * @param content its bytes
 * @param forms what its documents may be, at least one
 * @param password opens an encrypted file
 */
public record Scan(String name, Content content, List<EmptyForm> forms, Optional<String> password) {
    public Scan {
        forms = List.copyOf(forms);
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one form that scan '%s' may show but there is none.".formatted(name));
        }
    }

    /** One that shows one form. */
    public Scan(String name, Content content, FormTemplate template, Map<String, byte[]> references, Optional<String> password) {
        this(name, content, List.of(new EmptyForm(template, references)), password);
    }

    /** The first of its forms, which is the only one of most scans. */
    public FormTemplate template() {
        return forms.get(0).template();
    }

    /** The pictures of the first of its forms. */
    public Map<String, byte[]> references() {
        return forms.get(0).references();
    }

    /** The bytes of a file; every call opens a new channel from the beginning, which the caller closes. */
    @FunctionalInterface
    public interface Content {
        SeekableByteChannel open() throws IOException;
    }
}
