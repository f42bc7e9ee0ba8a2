package dev.stitchwork.ui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.Engine;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.Role;
import dev.stitchwork.stitcher.RecordStitcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** A real server on a free port with a real engine behind it, and one person of each role signed in. */
final class Premises implements AutoCloseable {
    static final long UPLOAD_BYTES_MAX = 2L << 20;
    static final String PASSWORD = "correct horse battery";

    /** The time by which tries to sign in are counted; it stands still unless a test moves it. */
    final AtomicLong nanos = new AtomicLong(1);

    private final Engine engine;
    private final WebServer server;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Role, Person> people = new EnumMap<>(Role.class);

    Premises(Path data) {
        this(data, false);
    }

    Premises(Path data, boolean behindHttps) {
        EngineSettings settings = EngineSettings.inFolder(data).withQuickPasswords().withUploadBytesMax(UPLOAD_BYTES_MAX);
        NewHouse.copyTo(data);
        engine = Engine.open(settings, new CardSplitter(), new RecordStitcher());
        server = WebServer.start(engine, new WebSettings("127.0.0.1", 0, behindHttps, UPLOAD_BYTES_MAX), nanos::get);
        String first = engine.office().firstInvitation().orElseThrow();
        engine.office().accept(first, PASSWORD);
        people.put(Role.OPERATOR, new Person(this, "operator").signIn());
    }

    /** A house that nobody has been in: made once and copied, since making its tables takes longer than most tests. */
    private static final class NewHouse {
        static final Path ONE = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("new-house");
                EngineSettings settings = EngineSettings.inFolder(folder).withQuickPasswords();
                Engine.open(settings, new CardSplitter(), new RecordStitcher()).close();
                FileUtils.forceDeleteOnExit(folder.toFile());
                return folder;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        /** With what its owner alone may read; into a folder that is new or empty. */
        static void copyTo(Path data) {
            Engine.makeFolder(data);
            try (Stream<Path> entries = Files.walk(ONE)) {
                for (Path entry : entries.filter(each -> !each.equals(ONE)).toList()) {
                    Files.copy(entry, data.resolve(ONE.relativize(entry).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    WebServer server() {
        return server;
    }

    Engine engine() {
        return engine;
    }

    HttpClient http() {
        return http;
    }

    /** Somebody who is not signed in. */
    Person stranger() {
        return new Person(this, "stranger");
    }

    Person operator() {
        return people.get(Role.OPERATOR);
    }

    Person client() {
        return people.computeIfAbsent(Role.CLIENT, role -> person(role, "client"));
    }

    Person worker() {
        return people.computeIfAbsent(Role.WORKER, role -> person(role, "worker"));
    }

    /** A new account, signed in; made in the engine, since the routes that do so are tested by their own names. */
    Person person(Role role, String name) {
        return account(role, name).signIn();
    }

    /** A new account, not signed in. */
    Person account(Role role, String name) {
        engine.office().accept(engine.office().invite(name, role), PASSWORD);
        return new Person(this, name);
    }

    /** A batch of the client's with one file, split through. */
    String batch(String... lines) {
        return batchOf(CardSplitter.TEMPLATE, lines);
    }

    String batchOf(String template, String... lines) {
        client().saveTemplate(template).expect(201);
        return filled(client().openBatch("Household benefit, March"), lines);
    }

    /** One of names only, in which people may be shown what a machine reads; its target is so loose that one yes is enough. */
    String checked(String... lines) {
        client().saveTemplate(CardSplitter.NAMES_ONLY).expect(201);
        return filled(client().post("/api/batches", Map.of("title", "Members", "template", "card", "fragmentsPerWorkerMax", 3,
                        "inkPerWorkerMaxPercent", 100, "classesApart", false, "poolMin", 1, "batchPerWorkerMaxPercent", 100,
                        "targetErrorPercent", Map.of("all", 40), "checks", true))
                .expect(201).json().path("id").asText(), lines);
    }

    private String filled(String batch, String... lines) {
        client().upload(batch, "march.txt", String.join("\n", lines)).expect(201);
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() ->
                client().get("/api/batches/" + batch).json().path("files").path(0).path("state").asText().equals("split"));
        return batch;
    }

    /** Destroys what batches there are, so that their fragments and disputes meet nobody else. */
    void purgeAll() {
        for (JsonNode batch : client().get("/api/batches").json()) {
            client().delete("/api/batches/" + batch.path("id").asText());
        }
    }

    /** The next turn of a worker. */
    JsonNode turn(Person worker) {
        return worker.post("/api/work/lease").expect(200).json();
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
