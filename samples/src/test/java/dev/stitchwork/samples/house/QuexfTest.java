package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three two-page questionnaires filled in by hand, crossed-out choices included. */
class QuexfTest {
    /** 22 or so fragments a sheet, two people each, and every worker sees one of a sheet. */
    private static final int WORKERS = 40;

    /** Three sheets are no crowd to hide in, and one long answer is much of a sheet's ink: the client's word for both. */
    private static final Map<String, Object> HANDFUL = Map.of("poolMin", 3, "inkPerWorkerMaxPercent", 100);

    @TempDir
    private Path data;

    @Test
    void everyFieldIsDeliveredAsPeopleReadIt() throws Exception {
        Path corpus = Corpus.folder("forms-quexf");
        assumeTrue(Files.isDirectory(corpus), () -> Corpus.absent(corpus));
        try (InputStream template = getClass().getResourceAsStream("/dev/stitchwork/samples/quexf/template.json");
                Reader answers = Files.newBufferedReader(corpus.resolve("answers.csv"))) {
            new HandFilled(data, template.readAllBytes(), corpus.resolve("template"))
                    .isDeliveredAs(HandFilled.truth(answers, ""), corpus, WORKERS, Map.of());
        }
    }
}
