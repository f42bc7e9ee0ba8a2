package dev.stitchwork.samples.kill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.crowd.Connection;
import dev.stitchwork.samples.crowd.FrontDesk;
import dev.stitchwork.samples.crowd.SimulatedClient;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.samples.scan.PrintedFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A batch in a server that may die at any time: a client, its files, and the workers who key it. */
final class Batch implements AutoCloseable {
    static final int FORMS = 7;
    /** Nobody sees two pieces of one field: four pieces, two answers each, and a third where somebody errs. */
    private static final int WORKERS = 12;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SimulatedClient client;
    private final List<Connection> workers = new ArrayList<>();
    private final String id;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicBoolean rest = new AtomicBoolean();
    private final AtomicInteger pauseMilliseconds = new AtomicInteger();
    private final BlockingQueue<Acknowledged> acknowledged = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();

    /** Makes accounts and opens the batch with these files, while the server is left in peace. */
    Batch(URI server, List<PrintedFile> forms) throws IOException {
        FrontDesk desk = new FrontDesk(http, server,
                Connection.to(http, server).signIn(ServerMain.OPERATOR, ServerMain.PASSWORD));
        client = new SimulatedClient(desk.signIn(desk.hire("client", "client")));
        client.saveTemplate(SampleFormFiles.templateJson(), Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()));
        // A few workers do for the whole batch here: who may see what has tests of its own.
        id = client.open("kill test", BenefitForm.NAME, SimulatedClient.UNBOUND);
        desk.hireWorkers("worker", WORKERS, workers::add);
        for (PrintedFile file : forms) {
            client.send(id, file.name(), file.bytes()).expect(201);
        }
    }

    /** Forms of a batch, as a client scans them; {@link #FORMS} documents. */
    static List<PrintedFile> printForms() throws IOException {
        FormTemplate template = BenefitForm.template();
        List<PrintedFile> files = Collections.synchronizedList(new ArrayList<>());
        new FormPrinter(template, SampleFormFiles.blankPdf()).print(FORMS, 11, "scan", files::add);
        files.sort(Comparator.comparing(PrintedFile::name));
        return files;
    }

    /** Sets everybody to work. */
    void work(int pauseMillisecondsMax) {
        pauseMilliseconds.set(pauseMillisecondsMax);
        for (int i = 0; i < workers.size(); i++) {
            Thread thread = new Thread(
                    new StubbornWorker(i, workers.get(i), stop, rest, pauseMilliseconds::get, acknowledged), "worker " + i);
            thread.setUncaughtExceptionHandler((who, what) -> trouble.compareAndSet(null, what));
            thread.start();
            threads.add(thread);
        }
    }

    void hurry() {
        pauseMilliseconds.set(0);
    }

    /** What was acknowledged since this was last asked. */
    List<Acknowledged> acknowledgedSince() {
        List<Acknowledged> since = new ArrayList<>();
        acknowledged.drainTo(since);
        return since;
    }

    /**
     * Those of these answers that the server does not have any more. Each is handed in once more under its own key but
     * with another text: a server that has it refuses that as a clash.
     */
    List<Acknowledged> lost(List<Acknowledged> answers) {
        rest.set(true); // or the workers would have finished the batch by the time that all are looked for
        try {
            return answers.stream()
                    .filter(answer -> workers.get(answer.worker()).post(answer.path(),
                            Map.of("key", answer.key(), "verdict", "value", "text", answer.text() + "0")).status() != 409)
                    .toList();
        } finally {
            rest.set(false);
        }
    }

    /** Waits for so many answers that were acknowledged and not yet asked for. */
    void untilAcknowledged(int answers) throws InterruptedException {
        until(() -> acknowledged.size() >= answers, 240);
    }

    JsonNode progress() {
        return client.progress(id);
    }

    void untilFinished(int secondsMax) throws InterruptedException {
        until(() -> progress().get("finished").asBoolean(), secondsMax);
    }

    void untilAnswered(int answers) throws InterruptedException {
        until(() -> progress().get("humanAnswers").asInt() >= answers, 240);
    }

    private void until(BooleanSupplier reached, int secondsMax) throws InterruptedException {
        long end = System.nanoTime() + secondsMax * 1_000_000_000L;
        while (!reached.getAsBoolean()) {
            if (trouble.get() != null) {
                throw new AssertionError("A worker could not go on", trouble.get());
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("Expected more within %d s but the batch stands at %s.".formatted(secondsMax, progress()));
            }
            Thread.sleep(20);
        }
    }

    /** Answers that the server counts for all workers together. */
    int tally() {
        return workers.stream().mapToInt(worker -> worker.get("/api/work/tally").expect(200).json().get("inAll").asInt()).sum();
    }

    byte[] download(String ending) {
        return client.download(id, ending);
    }

    @Override
    public void close() throws InterruptedException {
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
