package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own, started and stopped as people do. */
class ServeTest {
    @TempDir
    Path data;

    @Test
    @Timeout(90)
    void theFirstStartLetsTheOperatorInAndTheNextAsksNobody() throws Exception {
        Process first = serve(0);
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            String greeting = greeting(out);
            String address = greeting.replaceAll("(?s).*serves at (\\S+).*", "$1");
            String invitation = greeting.replaceAll("(?s).*/invitation#(\\S+).*", "$1");
            HttpRequest accept = HttpRequest.newBuilder(URI.create(address + "/api/invitations/accept"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"invitation\":\"%s\",\"password\":\"%s\"}".formatted(invitation, Premises.PASSWORD)))
                    .build();
            String signedIn = HttpClient.newHttpClient().send(accept, BodyHandlers.ofString()).body();
            assertTrue(signedIn.startsWith("{\"name\":\"operator\",\"role\":\"operator\","), signedIn);
        } finally {
            stop(first);
        }
        Process second = serve(0);
        try (BufferedReader out = second.inputReader(StandardCharsets.UTF_8)) {
            assertTrue(!greeting(out).contains("/invitation#"));
        } finally {
            stop(second);
        }
    }

    @Test
    @Timeout(60)
    void aPortThatIsTakenIsSaidSo() throws Exception {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            Process process = serve(taken.getLocalPort());
            try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
                assertEquals(
                        ("stitchwork: Expected to listen on 127.0.0.1 port %d but another program does, or it may not be used here;"
                                + " choose with --port and --host.").formatted(taken.getLocalPort()),
                        err.lines().filter(line -> line.startsWith("stitchwork:")).findFirst().orElse(""));
                assertEquals(1, process.waitFor());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    @Timeout(60)
    void aSecondServerOnTheSameDataIsSaidSo() throws Exception {
        Process first = serve(0);
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            greeting(out);
            Process second = serve(1);
            try (BufferedReader err = second.errorReader(StandardCharsets.UTF_8)) {
                String said = err.lines().filter(line -> line.startsWith("stitchwork:")).findFirst().orElse("");
                assertTrue(said.startsWith("stitchwork: Expected to open the database jdbc:h2:file:" + data.toAbsolutePath()), said);
                assertTrue(said.contains("already in use"), said);
                assertEquals(1, second.waitFor());
            } finally {
                second.destroyForcibly();
            }
        } finally {
            stop(first);
        }
    }

    private Process serve(int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp", System.getProperty("java.class.path"), "dev.stitchwork.ui.Main",
                "serve", "--data", data.toString(), "--port", port + "");
        if (port == 0) { // else the test reads what it complains of
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        return builder.start();
    }

    private static String greeting(BufferedReader out) throws java.io.IOException {
        StringBuilder greeting = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            greeting.append(line).append('\n');
            if (line.equals("Ctrl-C ends it.")) {
                return greeting.toString();
            }
        }
        throw new AssertionError("The server ended after: " + greeting);
    }

    /** As Ctrl-C and service managers do: a signal, upon which everything is closed in order. */
    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "The server did not end within 20 seconds.");
    }
}
