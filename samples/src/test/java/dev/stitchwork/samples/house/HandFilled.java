package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Forms that real people filled in by hand, from paper to CSV. The workers are scripted: they key what people read on
 * these sheets and look at nothing but the picture they are given.
 */
final class HandFilled {
    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Path data;
    private final FormTemplate template;
    private final Path references;

    /**
     * @param data a folder for the server
     * @param references the folder of the pictures of the empty form
     */
    HandFilled(Path data, byte[] template, Path references) {
        this.data = data;
        this.template = TemplateJson.read(template);
        this.references = references;
    }

    /**
     * Field by field for each file, from a table of file, field and value.
     *
     * @param files how the names of those begin that count
     */
    static Map<String, Map<String, String>> truth(Reader table, String files) throws IOException {
        Map<String, Map<String, String>> truth = new TreeMap<>();
        for (CSVRecord row : CSV.parse(table)) {
            if (row.get("file").startsWith(files)) {
                truth.computeIfAbsent(row.get("file"), file -> new LinkedHashMap<>()).put(row.get("field"), row.get("value"));
            }
        }
        return truth;
    }

    /**
     * Has all files keyed and expects what is true.
     *
     * @param scans the folder of the files
     * @param rules what is not as usual with the batch
     */
    void isDeliveredAs(Map<String, Map<String, String>> truth, Path scans, int workers, Map<String, Integer> rules) throws Exception {
        try (ScanSplitter splitter = new ScanSplitter(data.resolve("work"))) {
            Witness witness = new Witness(splitter);
            try (Installation house = Installation.start(EngineSettings.inFolder(data.resolve("server")).withQuickPasswords(), witness, 0);
                    Crowd crowd = new Crowd(4)) {
                SimulatedClient client = new SimulatedClient(house.frontDesk().signIn(house.frontDesk().hire("client", "client")));
                client.saveTemplate(TemplateJson.write(template), references());
                String batch = client.open("filled in by hand", template.name(), handful(rules));
                for (String file : truth.keySet()) {
                    byte[] bytes = Files.readAllBytes(scans.resolve(file));
                    String name = Path.of(file).getFileName().toString();
                    witness.learn(new PrintedFile(name, bytes, List.of(written(truth.get(file)))));
                    client.send(batch, name, bytes).expect(201);
                }
                house.frontDesk().hireWorkers("worker", workers, connection -> crowd.join(
                        new SimulatedWorker(connection, witness::look, Mistakes.NONE, new SplittableRandom(workers))));
                untilFinished(client, batch, crowd);
                assertEquals(table(truth), delivered(client.download(batch, "csv")));
            }
        }
    }

    /** A handful of sheets is no crowd to hide in: the client's word for all but the fragments of a sheet one worker sees. */
    private static Map<String, Object> handful(Map<String, Integer> rules) {
        Map<String, Object> handful = new LinkedHashMap<>(SimulatedClient.UNBOUND);
        handful.put("fragmentsPerWorkerMax", 1);
        handful.putAll(rules);
        return handful;
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

    /** What a worker sees: for a choice the number of the box, not its words. */
    private FilledForm written(Map<String, String> truth) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Field field : template.fields()) {
            String value = truth.get(field.name());
            answers.put(field.name(), switch (field.kind()) {
                case CHOICE_ONE -> value.isEmpty() ? "" : "" + number(field, value);
                case CHOICE_ANY -> Stream.of(value.split("\\|")).filter(one -> !one.isEmpty()).map(one -> "" + number(field, one))
                        .collect(Collectors.joining(" "));
                default -> value;
            });
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

    private Map<String, String> delivered(byte[] csv) throws IOException {
        Map<String, String> table = new TreeMap<>();
        for (CSVRecord row : CSV.parse(new StringReader(new String(csv, StandardCharsets.UTF_8)))) {
            template.fields().forEach(field -> table.put(row.get("_file") + " " + field.name(), row.get(field.name())));
        }
        return table;
    }

    private Map<String, byte[]> references() throws IOException {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        for (var page : template.pages()) {
            String name = page.reference().orElseThrow().file();
            pictures.put(name, Files.readAllBytes(references.resolve(name)));
        }
        return pictures;
    }
}
