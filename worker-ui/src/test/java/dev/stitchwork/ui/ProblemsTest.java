package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.javalin.Javalin;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ProblemsTest {
    @TempDir
    Path data;

    private Premises premises;

    @BeforeEach
    void open() {
        premises = new Premises(data);
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void aProblemHasOneShape() {
        Reply reply = premises.stranger().get("/api/batches");
        assertEquals("application/problem+json", reply.header("Content-Type"));
        assertEquals(
                "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                        + "\"detail\":\"Expected a signed-in account but there is none; sign in first.\"}",
                reply.text());
    }

    @Test
    void anAddressThatIsNoneSaysSo() {
        assertProblem(premises.stranger().get("/nowhere"), 404, "Expected an address of this server but there is nothing at '/nowhere'.");
    }

    @Test
    void aMethodThatIsNoneSaysSo() {
        assertProblem(premises.stranger().delete("/login"), 405, "Expected another method but was DELETE at '/login'.");
    }

    @Test
    void aBodyThatIsNoJsonIsNeverQuotedBack() {
        Reply reply = premises.stranger().postText("/api/session", "application/json", "{\"password\":\"hunter2 hunter2");
        assertProblem(reply, 400, "Expected a JSON object but the body is not JSON.");
        assertFalse(reply.text().contains("hunter2"));
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        assertProblem(
                premises.stranger().postText("/api/session", "text/plain", "{}"),
                415,
                "Expected a body of type application/json but was 'text/plain'.");
    }

    @Test
    void aMisspelledNameIsNotTakenForOneLeftOut() {
        assertProblem(
                premises.client().post("/api/batches", Map.of("title", "March", "template", "card", "answerMax", 3)),
                400,
                "Expected a JSON object of the documented form but it differs at 'answerMax'.");
    }

    @Test
    void aBodyHasALimit() {
        assertProblem(
                premises.stranger().postText("/api/session", "application/json", "\"" + "x".repeat(Json.BODY_BYTES_MAX) + "\""),
                413,
                "Expected a JSON body of at most 65,536 bytes but it is larger.");
    }

    /** "For input string" tells a caller nothing, and is a fault of ours: whoever passed it on should have looked. */
    @Test
    void whatALibraryRefusesIsAnIncidentAndNoMistakeOfTheCallers() throws Exception {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            Problems.install(config.routes);
            config.routes.get("/library", ctx -> Integer.parseInt("seven"));
            config.routes.get("/ours", ctx -> {
                throw new IllegalArgumentException("Expected a number but was 'seven'.");
            });
        }).start("127.0.0.1", 0);
        try {
            URI address = URI.create("http://127.0.0.1:" + server.port());
            HttpResponse<String> library = get(address.resolve("/library"));
            assertEquals(500, library.statusCode());
            assertFalse(library.body().contains("seven"), library.body());
            HttpResponse<String> ours = get(address.resolve("/ours"));
            assertEquals(400, ours.statusCode());
            assertTrue(ours.body().contains("Expected a number but was 'seven'."), ours.body());
        } finally {
            server.stop();
        }
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aTemplateWithProblemsNamesEach() {
        Reply reply = premises.client().saveTemplate("{\"name\": \"card\"}").expect(422);
        assertEquals(reply.json().path("problems").size() + "",
                reply.detail().replaceAll("Expected a template without problems but it has (\\d+)\\.", "$1"));
        reply.json().path("problems").forEach(problem -> assertFalse(problem.asText().isBlank()));
    }

    @Test
    void whatIsAnothersIsNotThere() {
        String batch = premises.batch("Hannah|1|yes");
        Person other = premises.person(dev.stitchwork.engine.Role.CLIENT, "other");
        for (String path : new String[] {"", "/events", "/delivery.csv", "/delivery.json"}) {
            other.get("/api/batches/" + batch + path).expect(404);
        }
        other.delete("/api/batches/" + batch).expect(404);
        other.upload(batch, "mine.txt", "x").expect(404);
        other.get("/api/templates/card").expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /%zz HTTP/1.1", "GET /parts/..%2fMain.class HTTP/1.1", "GET / HTTP/9.9", "nonsense", "GET /a b HTTP/1.1"})
    void whatCannotBeReadAsARequestIsAProblemToo(String line) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", premises.server().port())) {
            socket.getOutputStream().write((line + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(reply.contains("Content-Type: application/problem+json\r\n"), reply);
            assertTrue(reply.contains("Content-Security-Policy: default-src 'none'"), reply);
            assertTrue(reply.contains("\"detail\":\"Expected a"), reply);
            assertFalse(reply.toLowerCase(Locale.ROOT).contains("jetty"), reply);
        }
    }

    /** An upload broken off is the client's affair: the log of a server with many clients would be full of it. */
    @Test
    void aCallerWhoGoesAwayInTheMiddleIsNoWarningInTheLog() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(lines);
        try (Socket socket = new Socket("127.0.0.1", premises.server().port())) {
            socket.getOutputStream().write(("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 500\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes(); // until the server is done with it
        } finally {
            root.detachAppender(lines);
        }
        assertEquals(List.of(), lines.list.stream().filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN)).toList());
    }

    private static void assertProblem(Reply reply, int status, String detail) {
        assertEquals(status, reply.status());
        assertEquals("application/problem+json", reply.header("Content-Type"));
        assertEquals(detail, reply.detail());
        assertEquals(status, reply.json().path("status").asInt());
    }
}
