package dev.stitchwork.engine.form;

/** Reads and writes template files; the format is published as a JSON Schema beside this class. */
public final class TemplateJson {
    private TemplateJson() {}

    /**
     * Reads a template file.
     *
     * @throws InvalidTemplateException naming every problem: its place, what was expected and what was found
     */
    public static FormTemplate read(byte[] json) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Writes a template file that {@link #read} gives back equal, indented for people. */
    public static byte[] write(FormTemplate template) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The published JSON Schema of template files. */
    public static byte[] schema() {
        throw new UnsupportedOperationException("not built yet");
    }
}
