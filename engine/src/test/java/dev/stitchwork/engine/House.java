package dev.stitchwork.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stitchwork.engine.BatchDesk.BatchProgress;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.Guarantee;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A whole engine with a client and a template of the fields {@code name}, {@code town} and {@code born}. */
final class House implements AutoCloseable {
    static final AccountId CLIENT = new AccountId(900_001);
    static final AccountId OPERATOR = new AccountId(900_002);
    static final VotePolicy ONE_ANSWER = new VotePolicy(1, 1, 0.8);
    static final String TEMPLATE = """
            {"name": "card", "title": "Membership card", "locale": "en-GB",
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [
               {"name": "name", "page": 1, "kind": "person-name", "box": {"x": 10, "y": 10, "width": 80, "height": 8}},
               {"name": "town", "page": 1, "kind": "text", "box": {"x": 10, "y": 30, "width": 80, "height": 8}},
               {"name": "born", "page": 1, "kind": "date", "box": {"x": 10, "y": 50, "width": 80, "height": 8},
                "rules": {"dateFormat": "dd/MM/yyyy"}}]}
            """;

    final ScriptedSplitter splitter;
    final EngineSettings settings;
    private Engine engine;

    House(EngineSettings settings) {
        this(settings, new ScriptedSplitter());
    }

    private House(EngineSettings settings, ScriptedSplitter splitter) {
        this.settings = settings;
        this.splitter = splitter;
        this.engine = Engine.open(settings, splitter, new LineStitcher());
        saveTemplate(TEMPLATE);
    }

    /** One more on the same database and vault. */
    House anotherServer() {
        return new House(settings, splitter);
    }

    void saveTemplate(String json) {
        engine.batchDesk().saveTemplate(CLIENT, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    WorkDesk work() {
        return engine.workDesk();
    }

    BatchDesk batches() {
        return engine.batchDesk();
    }

    Office office() {
        return engine.office();
    }

    /** What is seen to every minute, now. */
    void makeRound() {
        engine.makeRound();
    }

    void restart() {
        restart(settings);
    }

    void restart(EngineSettings other) {
        stop();
        engine = Engine.open(other, splitter, new LineStitcher());
    }

    void stop() {
        engine.close();
    }

    void start() {
        engine = Engine.open(settings, splitter, new LineStitcher());
    }

    static AccountId worker(int number) {
        return new AccountId(number);
    }

    BatchId open(VotePolicy votes, int fragmentsMax) {
        return open(votes, alone(fragmentsMax));
    }

    BatchId open(VotePolicy votes, Guarantee guarantee) {
        return batches().open(CLIENT, NewBatch.usual("Members 1987", "card").with(votes).under(guarantee));
    }

    /** A few documents and a few workers, with no bound but the cap of fragments. */
    static Guarantee alone(int fragmentsMax) {
        return Guarantee.STANDARD
                .withFragmentsMax(fragmentsMax)
                .withInkMaxPpm(Guarantee.WHOLE_PPM)
                .withCoalition(0)
                .withClassesApart(false)
                .withPoolMin(1)
                .withBatchShareMaxPpm(Guarantee.WHOLE_PPM);
    }

    /** A batch with one file that is split as written down, through. */
    BatchId batch(VotePolicy votes, int fragmentsMax, ScriptedSplitter.Script script) {
        return batch(votes, alone(fragmentsMax), script);
    }

    BatchId batch(VotePolicy votes, Guarantee guarantee, ScriptedSplitter.Script script) {
        BatchId batch = open(votes, guarantee);
        add(batch, "scan-of-%s.pdf".formatted(batch.value()), script);
        awaitSplit(batch);
        return batch;
    }

    void add(BatchId batch, String fileName, ScriptedSplitter.Script script) {
        splitter.on(fileName, script);
        try {
            batches().add(CLIENT, batch, fileName, new ByteArrayInputStream(fileName.getBytes(StandardCharsets.UTF_8)), Optional.empty());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    void awaitSplit(BatchId batch) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(20))
                .until(() -> progress(batch).files().stream().noneMatch(file -> file.state() == FileState.RECEIVED));
    }

    /** Files that could not be split for a fault of ours wait a while for another attempt: once so many do, they have it now. */
    void splitAgainNow(int files) {
        String failed = "from scheduled_tasks where task_name = 'split' and consecutive_failures > 0 and not picked";
        await().until(() -> count("select count(*) " + failed) == files);
        execute("update scheduled_tasks set execution_time = current_timestamp where task_name = 'split'");
    }

    BatchProgress progress(BatchId batch) {
        return batches().progress(CLIENT, batch);
    }

    /** How many of the batch's tasks are so far. */
    int tasks(BatchId batch, TaskState state) {
        return progress(batch).tasks().getOrDefault(state, 0);
    }

    Lease lease(int worker) {
        return work().lease(worker(worker)).orElseThrow();
    }

    boolean nothingLeftFor(int worker) {
        return work().lease(worker(worker)).isEmpty();
    }

    /** The next turn of a worker, answered. */
    void key(int worker, String text) {
        assertEquals(AnswerOutcome.KEPT, answer(worker, lease(worker), text));
    }

    AnswerOutcome answer(int worker, Lease lease, String text) {
        return work().answer(worker(worker), lease.token(), "key-" + lease.token(), Reading.of(text));
    }

    String picture(int worker, Lease lease) {
        return new String(work().picture(worker(worker), lease.token()).orElseThrow(), StandardCharsets.UTF_8);
    }

    String delivery(BatchId batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            batches().deliver(CLIENT, batch, DeliveryFormat.CSV, out);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What a query of one number says, past the engine. */
    long count(String query) {
        try (Counts counts = counts()) {
            return counts.count(query);
        }
    }

    /** For one who counts all the time: every query goes over one connection, which lives no longer than the engine. */
    Counts counts() {
        try {
            return new Counts(DriverManager.getConnection(settings.database(), databaseUser(), ""));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Asks queries of one number, past the engine. */
    record Counts(Connection connection) implements AutoCloseable {
        long count(String query) {
            try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }

    /** What a query of one word a row says, past the engine. */
    List<String> words(String query) {
        try (Connection connection = DriverManager.getConnection(settings.database(), databaseUser(), "");
                ResultSet row = connection.createStatement().executeQuery(query)) {
            List<String> words = new ArrayList<>();
            while (row.next()) {
                words.add(row.getString(1));
            }
            return words;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void execute(String statement) {
        try (Connection connection = DriverManager.getConnection(settings.database(), databaseUser(), "")) {
            connection.createStatement().execute(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Holds the rows that a query locks, until it is closed. */
    AutoCloseable lock(String query) throws SQLException {
        Connection connection = DriverManager.getConnection(settings.database(), databaseUser(), "");
        connection.setAutoCommit(false);
        connection.createStatement().executeQuery(query);
        return connection::close;
    }

    private String databaseUser() {
        return settings.database().startsWith("jdbc:h2") ? "sa" : settings.databaseUser();
    }

    /** Names of all files in the vault but its master key and the key pairs that logs are signed with. */
    List<String> sealedFiles() {
        List<String> keys = words("select sealed from signing_key");
        try (Stream<Path> files = Files.walk(settings.data().resolve("vault"))) {
            return files.filter(file -> Files.isRegularFile(file) && file.getParent().getFileName().toString().length() == 32)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !keys.contains(name))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
