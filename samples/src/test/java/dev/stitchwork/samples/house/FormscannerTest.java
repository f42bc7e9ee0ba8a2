package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight sheets of bubbles, two forms, filled in by hand; the answers were read from the contact sheets by eye. */
class FormscannerTest {
    private static final String RESOURCES = "/dev/stitchwork/samples/formscanner/";

    @TempDir
    private Path data;

    @Test
    void everyQuestionnaireIsDeliveredAsPeopleReadIt() throws Exception {
        isDelivered("Questionnaire", "questionnaire.json", 20, Map.of());
    }

    /** Forty-six fragments a sheet would ask for some hundred people at one fragment each. */
    @Test
    void everyAnswerSheetIsDeliveredAsPeopleReadIt() throws Exception {
        isDelivered("Test", "answer-sheet.json", 16, Map.of("fragmentsPerWorkerMax", 12));
    }

    private void isDelivered(String form, String templateFile, int workers, Map<String, Integer> rules) throws Exception {
        Path corpus = Corpus.folder("reg-formscanner");
        assumeTrue(Files.isDirectory(corpus), () -> Corpus.absent(corpus));
        try (InputStream template = getClass().getResourceAsStream(RESOURCES + templateFile);
                Reader answers = new InputStreamReader(getClass().getResourceAsStream(RESOURCES + "answers.csv"), StandardCharsets.UTF_8)) {
            new HandFilled(data, template.readAllBytes(), corpus.resolve(form))
                    .isDeliveredAs(HandFilled.truth(answers, form), corpus, workers, rules);
        }
    }
}
