package dev.stitchwork.samples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoTest {
    private static final int FORMS = 10;

    @TempDir
    private Path folder;

    @Test
    void aBatchOfPrintedFormsComesBackAsItWasWritten() throws Exception {
        try (Demo demo = new Demo(folder, 0, 1)) {
            DemoReport report = demo.run(FORMS, demo.workersNeeded(), progress -> {});
            assertEquals(FORMS, report.documents());
            assertEquals(FORMS * demo.fragmentsPerForm(), report.fragments());
            assertEquals(1, report.shownMost(), "fragments of one document that any worker saw");
            assertTrue(report.answersPerNeeded() <= 2.5, report::text);
            assertTrue(report.singleError() > 0.02, report::text);
            assertTrue(report.finalError() <= report.singleError() / 3, report::text);
            assertEquals(report.wrongFields(), Files.readAllLines(folder.resolve("differences.txt")).size());
            assertEquals(FORMS + 1, Files.readAllLines(folder.resolve("delivery.csv")).size());
            JsonNode privacy = new ObjectMapper().readTree(folder.resolve("delivery.json").toFile()).path("privacy");
            assertEquals("held", privacy.path("verdict").asText(), privacy::toString);
            assertEquals(1, privacy.at("/bounds/fragmentsPerDocument").asInt());
            assertEquals(1, privacy.at("/seenOfOneDocument/0/fragmentsMost").asInt(), "by one worker");
            assertEquals(3, privacy.at("/seenOfOneDocument/2/fragmentsMost").asInt(), "by the worst three");
            assertEquals(64, privacy.path("verifier").asText().length());
        }
    }

    @Test
    void whatTheCommandCannotUseIsSaidInOneSentence() throws Exception {
        assertEquals("Expected 1 to 2,000 forms but was 0.", refusal("--forms", "0"));
        assertEquals("Expected at least 1 worker but was 0.", refusal("--workers", "0"));
        assertEquals("Expected a port from 0 to 65535 but was 70000.", refusal("--port", "70000"));
        Files.writeString(folder.resolve("something"), "of somebody's");
        assertEquals("Expected a new or empty folder but '%s' holds something.".formatted(folder), refusal("--data", folder.toString()));
    }

    private static String refusal(String... arguments) {
        StringWriter said = new StringWriter();
        int status = new CommandLine(new DemoCommand()).setErr(new PrintWriter(said)).execute(arguments);
        assertEquals(CommandLine.ExitCode.USAGE, status);
        return said.toString().lines().findFirst().orElse("");
    }
}
