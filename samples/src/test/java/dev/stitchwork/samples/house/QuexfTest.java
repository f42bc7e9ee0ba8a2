package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.samples.crowd.Crowd;
import dev.stitchwork.samples.crowd.Mistakes;
import dev.stitchwork.samples.crowd.SimulatedClient;
import dev.stitchwork.samples.crowd.SimulatedWorker;
import dev.stitchwork.samples.crowd.Witness;
import dev.stitchwork.samples.demo.Installation;
import dev.stitchwork.samples.scan.FilledForm;
import dev.stitchwork.samples.scan.PrintedFile;
import dev.stitchwork.splitter.ScanSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three two-page questionnaires filled in by hand, from paper to CSV. The workers are scripted: they key what people read
 * on these sheets, crossed-out choices included, and look at nothing but the picture they are given.
 */
class QuexfTest {
    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    /** 22 or so fragments a sheet, two people each, and every worker sees one of a sheet. */
    private static final int WORKERS = 40;

    @TempDir
    private Path data;

    @Test
    void everyFieldIsDeliveredAsPeopleReadIt() throws Exception {
        Path corpus = Corpus.folder("forms-quexf");
        assumeTrue(Files.isDirectory(corpus), () -> Corpus.absent(corpus));
        FormTemplate template = TemplateJson.read(resource("quexf/template.json"));
        Map<String, Map<String, String>> truth = truth(corpus);
        try (ScanSplitter splitter = new ScanSplitter(data.resolve("work"))) {
            Witness witness = new Witness(splitter);
            try (Installation house = Installation.start(EngineSettings.inFolder(data.resolve("server")), witness, 0);
                    Crowd crowd = new Crowd(4)) {
                SimulatedClient client = new SimulatedClient(house.frontDesk().signIn(house.frontDesk().hire("client", "client")));
                client.saveTemplate(TemplateJson.write(template), references(template, corpus));
                String batch = client.open("questionnaires", template.name(), Map.of());
                for (String file : truth.keySet()) {
                    byte[] bytes = Files.readAllBytes(corpus.resolve(file));
                    String name = Path.of(file).getFileName().toString();
                    witness.learn(new PrintedFile(name, bytes, List.of(written(template, truth.get(file)))));
                    client.send(batch, name, bytes).expect(201);
                }
                house.frontDesk().hireWorkers("worker", WORKERS, connection -> crowd.join(
                        new SimulatedWorker(connection, witness::look, Mistakes.NONE, new SplittableRandom(WORKERS))));
                untilFinished(client, batch, crowd);
                assertEquals(table(truth), delivered(client.download(batch, "csv"), template));
            }
        }
    }

    private static void untilFinished(SimulatedClient client, String batch, Crowd crowd) throws InterruptedException {
        long end = System.nanoTime() + 120_000_000_000L;
        while (!client.progress(batch).get("finished").asBoolean()) {
            crowd.check();
            if (System.nanoTime() > end) {
                throw new AssertionError("Expected the batch to end within two minutes but: " + client.progress(batch));
            }
            Thread.sleep(200);
        }
    }

    /** Field by field for each file, as the corpus has it. */
    private static Map<String, Map<String, String>> truth(Path corpus) throws IOException {
        Map<String, Map<String, String>> truth = new TreeMap<>();
        try (Reader in = Files.newBufferedReader(corpus.resolve("answers.csv"))) {
            for (CSVRecord row : CSV.parse(in)) {
                truth.computeIfAbsent(row.get("file"), file -> new LinkedHashMap<>()).put(row.get("field"), row.get("value"));
            }
        }
        return truth;
    }

    /** What a worker sees: for a choice the number of the box, not its words. */
    private static FilledForm written(FormTemplate template, Map<String, String> truth) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Field field : template.fields()) {
            String value = truth.get(field.name());
            answers.put(field.name(), field.kind().isChoice() && !value.isEmpty() ? "" + number(field, value) : value);
        }
        return new FilledForm(answers);
    }

    private static int number(Field field, String value) {
        for (int i = 0; i < field.options().size(); i++) {
            if (field.options().get(i).value().equals(value)) {
                return i + 1;
            }
        }
        throw new AssertionError("Expected an option '%s' in field '%s' of the template but it has none.".formatted(value, field.name()));
    }

    private static Map<String, String> table(Map<String, Map<String, String>> truth) {
        Map<String, String> table = new TreeMap<>();
        truth.forEach((file, fields) -> fields.forEach((field, value) ->
                table.put(Path.of(file).getFileName() + " " + field, value)));
        return table;
    }

    private static Map<String, String> delivered(byte[] csv, FormTemplate template) throws IOException {
        Map<String, String> table = new TreeMap<>();
        for (CSVRecord row : CSV.parse(new StringReader(new String(csv, StandardCharsets.UTF_8)))) {
            template.fields().forEach(field -> table.put(row.get("_file") + " " + field.name(), row.get(field.name())));
        }
        return table;
    }

    private static Map<String, byte[]> references(FormTemplate template, Path corpus) throws IOException {
        Map<String, byte[]> references = new LinkedHashMap<>();
        for (var page : template.pages()) {
            String name = page.reference().orElseThrow().file();
            references.put(name, Files.readAllBytes(corpus.resolve("template").resolve(name)));
        }
        return references;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = QuexfTest.class.getResourceAsStream("/dev/stitchwork/samples/" + name)) {
            return in.readAllBytes();
        }
    }
}
