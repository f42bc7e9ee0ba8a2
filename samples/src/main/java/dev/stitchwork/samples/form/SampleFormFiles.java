package dev.stitchwork.samples.form;

import dev.stitchwork.engine.form.TemplateJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of the sample form as they are kept in {@code samples/forms}: the blank PDF and its template. They are made
 * by this program; a test says when they are out of date.
 */
public final class SampleFormFiles {
    private SampleFormFiles() {}

    /** Writes both files into the folder named by the argument. */
    public static void main(String... arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        try (OutputStream out = Files.newOutputStream(folder.resolve(BenefitForm.BLANK_PDF))) {
            BenefitFormPdf.write(out);
        }
        Files.write(folder.resolve(BenefitForm.TEMPLATE_JSON), TemplateJson.write(BenefitForm.template()));
    }

    /** The blank form as it is kept. */
    public static byte[] blankPdf() {
        return kept(BenefitForm.BLANK_PDF);
    }

    /** The template file as it is kept. */
    public static byte[] templateJson() {
        return kept(BenefitForm.TEMPLATE_JSON);
    }

    private static byte[] kept(String name) {
        try (InputStream in = SampleFormFiles.class.getResourceAsStream("/dev/stitchwork/samples/forms/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
