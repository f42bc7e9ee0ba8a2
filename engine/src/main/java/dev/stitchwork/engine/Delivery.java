package dev.stitchwork.engine;

import dev.stitchwork.engine.form.FormTemplate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * All that one download is made of: the settled answers, and the papers that belong to them. No records leave without
 * their papers, whatever the format.
 *
 * @param forms of the batch, at least one; each document says which of them it is
 * @param transcripts the documents, in order; read anew each time it is asked
 * @param papers what is said of the whole delivery, each under a name of its own
 */
public record Delivery(List<FormTemplate> forms, Supplier<Iterator<Transcript>> transcripts, List<Paper> papers) {
    public Delivery {
        forms = List.copyOf(forms);
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one form but there is none.");
        }
        papers = List.copyOf(papers);
        if (papers.stream().map(Paper::fileName).distinct().count() < papers.size()) {
            throw new IllegalArgumentException("Expected papers under different names but was %s."
                    .formatted(papers.stream().map(Paper::fileName).toList()));
        }
    }

    /** One whose documents are all of one form. */
    public Delivery(FormTemplate template, Supplier<Iterator<Transcript>> transcripts, List<Paper> papers) {
        this(List.of(template), transcripts, papers);
    }

    /** Whether its documents may be of several forms. */
    public boolean isMixed() {
        return forms.size() > 1;
    }

    /** Of all this the documents of one form only, and every paper. */
    public Delivery of(FormTemplate form) {
        int number = forms.indexOf(form);
        return new Delivery(form, () -> stream().filter(any -> any.form() == number).map(Transcript::alone).iterator(), papers);
    }

    private Stream<Transcript> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(transcripts.get(), Spliterator.ORDERED), false);
    }

    /**
     * One paper that goes with the records.
     *
     * @param fileName such as {@code privacy.json}; one that ends so is also a part of the records as JSON, by the name
     *     before the point
     * @param content written anew each time it is asked
     */
    public record Paper(String fileName, String mediaType, Content content) {
        private static final String JSON = ".json";

        public static Paper of(String fileName, String mediaType, byte[] bytes) {
            return new Paper(fileName, mediaType, out -> out.write(bytes));
        }

        public boolean isJson() {
            return fileName.endsWith(JSON);
        }

        /** The file's name without its ending. */
        public String name() {
            return fileName.substring(0, fileName.lastIndexOf('.'));
        }

        public byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            content.writeTo(bytes);
            return bytes.toByteArray();
        }
    }

    /** What is in a paper. */
    @FunctionalInterface
    public interface Content {
        /** @throws IOException where the stream fails */
        void writeTo(OutputStream out) throws IOException;
    }
}
