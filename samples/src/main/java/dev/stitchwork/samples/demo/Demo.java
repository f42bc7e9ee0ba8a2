package dev.stitchwork.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.samples.crowd.Crowd;
import dev.stitchwork.samples.crowd.FrontDesk.LogIn;
import dev.stitchwork.samples.crowd.Mistakes;
import dev.stitchwork.samples.crowd.SimulatedClient;
import dev.stitchwork.samples.crowd.SimulatedOperator;
import dev.stitchwork.samples.crowd.SimulatedWorker;
import dev.stitchwork.samples.crowd.Witness;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.samples.scan.PrintedFile;
import dev.stitchwork.splitter.ScanSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The demonstration: a house, a client with scans, and a crowd. Everything that a client, a worker or an operator does
 * goes over HTTP.
 */
final class Demo implements AutoCloseable {
    static final String CLIENT = "client";
    /** A batch that is not done by then never will be. */
    private static final Duration TIME_MAX = Duration.ofMinutes(15);
    /** As long as somebody would wait for the second batch; it is good for something half done, too. */
    private static final Duration LATE_TIME_MAX = Duration.ofSeconds(45);
    /** So few forms have no crowd to hide in, and so few workers see them: the client's word for that. */
    private static final Map<String, Object> LATE = Map.of(
            "agree", 2, "answersMax", 2, "poolMin", 1, "inkPerWorkerMaxPercent", 100, "batchPerWorkerMaxPercent", 100);
    private static final int HASTY = 10;
    private static final int TURNS_AT_ONCE = 6;
    private static final int LOOK_MILLISECONDS = 300;

    private final Path folder;
    private final SplittableRandom random;
    private final FormTemplate template = TemplateJson.read(SampleFormFiles.templateJson());
    private final FormPrinter printer = new FormPrinter(template, SampleFormFiles.blankPdf());
    private final ScanSplitter splitter;
    private final Witness witness;
    private final Installation installation;
    private final LogIn clientLogIn;
    private final SimulatedClient client;

    Demo(Path folder, int port, long seed) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("scans"));
        random = new SplittableRandom(seed);
        splitter = new ScanSplitter(Files.createDirectories(folder.resolve("work")));
        witness = new Witness(splitter);
        // A hundred people who do not exist, on this machine alone: hashing their passwords well would only take time.
        EngineSettings settings = EngineSettings.inFolder(folder.resolve("server")).withQuickPasswords();
        installation = Installation.start(settings, witness, port);
        clientLogIn = installation.frontDesk().hire(CLIENT, "client");
        client = new SimulatedClient(installation.frontDesk().signIn(clientLogIn));
        client.saveTemplate(SampleFormFiles.templateJson(), Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()));
    }

    URI address() {
        return installation.address();
    }

    LogIn operatorLogIn() {
        return installation.operatorLogIn();
    }

    LogIn clientLogIn() {
        return clientLogIn;
    }

    /** Somebody who may key but is no simulation. */
    LogIn hireWorker() {
        return installation.frontDesk().hire("worker", "worker");
    }

    int fragmentsPerForm() {
        return template.fields().stream().mapToInt(field -> field.parts()).sum();
    }

    /**
     * With at most one fragment of a document for each worker, every answer to a document is another worker's: two for
     * each fragment, a third now and then, and some who were shown one and passed.
     */
    int workersNeeded() {
        return (int) Math.ceil(fragmentsPerForm() * 2.8);
    }

    /**
     * Prints and sends in a batch, lets a crowd key it to the end, and writes the delivery.
     *
     * @param watcher is shown the batch's progress, as the client's page gets it, about three times a second
     */
    DemoReport run(int forms, int workers, Consumer<JsonNode> watcher) throws IOException {
        Instant began = Instant.now();
        // Too few forms to hide among: the client has to say that they may be keyed all the same.
        Map<String, Object> loosened = forms < Guarantee.STANDARD.poolMin() ? Map.of("poolMin", 1) : Map.of();
        String batch = client.open("Household benefit, first quarter", template.name(), loosened);
        try (Crowd crowd = new Crowd(TURNS_AT_ONCE)) {
            SplittableRandom luck = random.split();
            CompletableFuture<Void> hiring = CompletableFuture.runAsync(() -> hire(crowd, "crowd", workers, Mistakes.USUAL, luck));
            Standbys standbys = new Standbys(crowd);
            List<PrintedFile> files = send(batch, "first", forms);
            client.close(batch);
            watch(batch, crowd, hiring, standbys, watcher);
            byte[] csv = client.download(batch, "csv");
            Files.write(folder.resolve("delivery.csv"), csv);
            Files.write(folder.resolve("delivery.json"), client.download(batch, "json"));
            Files.write(folder.resolve("exposure.log"), client.exposureLog(batch));
            List<String> wrong = new Delivery(template, csv).differences(files);
            Files.write(folder.resolve("differences.txt"), wrong);
            Duration time = Duration.between(began, Instant.now());
            return DemoReport.of(client.progress(batch), crowd, wrong.size(), workers + standbys.hired,
                    template.fields().size(), time);
        }
    }

    /**
     * Sends in a small batch and leaves it half done, so that there is something to try for everybody. Two people are
     * asked about each fragment and no third, and those at work are hasty: they soon disagree.
     *
     * @param disputes how many are wanted for the operator
     * @return how many wait
     */
    int leaveSomethingToDo(int forms, int disputes) {
        String batch = client.open("Household benefit, late arrivals", template.name(), LATE);
        send(batch, "late", forms);
        Instant end = Instant.now().plus(LATE_TIME_MAX);
        int waiting = 0;
        try (Crowd crowd = new Crowd(2)) {
            hire(crowd, "hasty", HASTY, Mistakes.HASTY, random.split());
            while (waiting < disputes && Instant.now().isBefore(end)) {
                crowd.check();
                pause();
                waiting = installation.operator().get("/api/office/disputes").expect(200).json().get("waiting").asInt();
            }
        }
        return waiting;
    }

    private List<PrintedFile> send(String batch, String prefix, int forms) {
        Path scans = folder.resolve("scans");
        List<PrintedFile> files = new ArrayList<>();
        printer.print(forms, random.nextLong(), prefix, file -> {
            try {
                Files.write(scans.resolve(file.name()), file.bytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            witness.learn(file);
            client.send(batch, file.name(), file.bytes()).expect(201);
            synchronized (files) {
                files.add(file);
            }
        });
        return files;
    }

    private void hire(Crowd crowd, String prefix, int count, Mistakes mistakes, SplittableRandom luck) {
        installation.frontDesk().hireWorkers(prefix, count,
                connection -> crowd.join(new SimulatedWorker(connection, witness::look, mistakes, luck.split())));
    }

    private void watch(String batch, Crowd crowd, CompletableFuture<Void> hiring, Standbys standbys, Consumer<JsonNode> watcher) {
        SimulatedOperator operator = new SimulatedOperator(installation.operator(), witness::look);
        Instant end = Instant.now().plus(TIME_MAX);
        while (true) {
            JsonNode progress = client.progress(batch);
            watcher.accept(progress);
            if (progress.get("finished").asBoolean()) {
                hiring.join();
                return;
            }
            crowd.check();
            if (hiring.isCompletedExceptionally()) {
                hiring.join();
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("Expected the batch to be done within %d minutes but it stands at %s."
                        .formatted(TIME_MAX.toMinutes(), progress));
            }
            operator.decideAll();
            if (hiring.isDone()) {
                standbys.look(progress);
            }
            pause();
        }
    }

    /**
     * More people, where work is left that nobody who is there may see: each sits at one class of fields, for ten minutes
     * at least, and where scans come slowly the last class may find everybody seated.
     */
    private final class Standbys {
        private static final int AT_ONCE = 2;
        private static final int MOST = 40;
        private static final Duration PATIENCE = Duration.ofSeconds(4);

        private final Crowd crowd;
        private int hired;
        private int answers = -1;
        private Instant since = Instant.now();

        Standbys(Crowd crowd) {
            this.crowd = crowd;
        }

        void look(JsonNode progress) {
            int now = progress.get("humanAnswers").asInt();
            boolean goesOn = now != answers || progress.get("tasks").path("open").asInt() == 0;
            // Before all is cut, fragments wait for others to hide among, not for people.
            if (goesOn || progress.get("files").findValuesAsText("state").contains("received")) {
                answers = now;
                since = Instant.now();
            } else if (hired < MOST && Instant.now().isAfter(since.plus(PATIENCE))) {
                hire(crowd, "standby-%d".formatted(hired), AT_ONCE, Mistakes.USUAL, random.split());
                hired += AT_ONCE;
                since = Instant.now();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the crowd was at work", e);
        }
    }

    @Override
    public void close() {
        installation.close();
        splitter.close();
    }
}
