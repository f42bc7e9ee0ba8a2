package dev.stitchwork.samples.verify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The verifier as a program: reads one exposure log, prints what it found, and writes the privacy report as JSON and as a
 * page. Needs a JDK or JRE 17 and nothing else.
 */
public final class PrivacyVerifier {
    /** Exit codes: the guarantee held; it did not, or the log is broken or cut; the command line is wrong. */
    public static final int HELD = 0;
    public static final int NOT_HELD = 1;
    public static final int USAGE = 2;

    private static final String SYNOPSIS =
            "verify privacy LOG [--key HEX] [--head HEX] [--open] [--json FILE] [--html FILE]";

    private PrivacyVerifier() {}

    /**
     * What to check, and where to put the report.
     *
     * @param key public key that the log must be signed with
     * @param head state that the chain must end in
     * @param open whether the batch may still go on
     */
    public record Request(
            Path log,
            Optional<String> key,
            Optional<String> head,
            boolean open,
            Optional<Path> json,
            Optional<Path> html) {}

    public static void main(String[] words) throws IOException {
        Path log = null;
        String key = null;
        String head = null;
        boolean open = false;
        Path json = null;
        Path html = null;
        for (int i = 0; i < words.length; i++) {
            boolean hasValue = i + 1 < words.length;
            switch (words[i]) {
                case "--open" -> open = true;
                case "--key" -> key = hasValue ? words[++i] : "";
                case "--head" -> head = hasValue ? words[++i] : "";
                case "--json" -> json = Path.of(hasValue ? words[++i] : "");
                case "--html" -> html = Path.of(hasValue ? words[++i] : "");
                default -> log = Path.of(words[i]);
            }
        }
        if (log == null) {
            System.err.println("Expected an exposure log. " + SYNOPSIS);
            System.exit(USAGE);
        }
        System.exit(run(
                new Request(
                        log,
                        Optional.ofNullable(key),
                        Optional.ofNullable(head),
                        open,
                        Optional.ofNullable(json),
                        Optional.ofNullable(html)),
                System.out));
    }

    /**
     * The report on a log, as it goes with a delivery.
     *
     * @param verdict {@code held}, {@code open} where the batch goes on, or {@code broken}
     */
    public record Papers(String verdict, String json, String html) {}

    /** Verifies a log that may go on; one that is not as it was written has a report that says where. */
    public static Papers papers(InputStream log) throws IOException {
        try {
            Report report = Verifier.verify(log);
            String verdict = verdict(report, "");
            return new Papers(verdict, ReportJson.of(report, verdict), ReportPage.of(report, verdict));
        } catch (BrokenLogException e) {
            return new Papers("broken", ReportJson.ofBroken(e.getMessage()), ReportPage.ofBroken(e.getMessage()));
        }
    }

    private static String verdict(Report report, String wrong) {
        return !wrong.isEmpty() || !report.held() ? "broken" : report.complete() ? "held" : "open";
    }

    /** Verifies, prints and writes; returns the exit code. */
    public static int run(Request request, PrintStream out) throws IOException {
        Report report;
        long begun = System.nanoTime();
        try (InputStream log = new BufferedInputStream(Files.newInputStream(request.log()))) {
            report = Verifier.verify(log);
        } catch (BrokenLogException e) {
            out.println("BROKEN LOG. " + e.getMessage());
            return NOT_HELD;
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        String wrong = wrong(report, request);
        String verdict = verdict(report, wrong);
        print(report, verdict, wrong, seconds, out);
        if (request.json().isPresent()) {
            Files.writeString(request.json().get(), ReportJson.of(report, verdict), StandardCharsets.UTF_8);
        }
        if (request.html().isPresent()) {
            Files.writeString(request.html().get(), ReportPage.of(report, verdict), StandardCharsets.UTF_8);
        }
        return verdict.equals("broken") ? NOT_HELD : HELD;
    }

    /** What is wrong with the log as a whole; empty where nothing is. */
    private static String wrong(Report report, Request request) {
        if (request.key().isPresent() && !request.key().get().equals(report.key())) {
            return "Expected a log signed with key %s but was %s.".formatted(request.key().get(), report.key());
        }
        if (request.head().isPresent() && !request.head().get().equals(report.head())) {
            return "Expected the chain to end in %s but was %s.".formatted(request.head().get(), report.head());
        }
        if (!report.complete() && !request.open()) {
            return "Expected a log that says it is complete but its last row is no end: rows may be missing."
                    + " For a batch that still goes on, say --open.";
        }
        return "";
    }

    private static void print(Report report, String verdict, String wrong, double seconds, PrintStream out) {
        out.println(switch (verdict) {
            case "held" -> "HELD. Every property held at every showing.";
            case "open" -> "HELD SO FAR. The batch goes on.";
            default -> "BROKEN. " + (wrong.isEmpty() ? "The guarantee did not hold." : wrong);
        });
        for (Findings.Property property : Findings.Property.values()) {
            long count = report.findings().count(property);
            out.printf("  %s  %s%n", property, count == 0 ? "held" : "broken %,d times. ".formatted(count)
                    + report.findings().first(property));
        }
        out.printf("  Most seen of one document by 1, 2, 3 clusters: %d, %d, %d fragments; %.1f, %.1f, %.1f %% of its ink%n",
                report.worst().fragments()[0], report.worst().fragments()[1], report.worst().fragments()[2],
                report.worst().inkPpm()[0] / 1e4, report.worst().inkPpm()[1] / 1e4, report.worst().inkPpm()[2] / 1e4);
        for (Groups.Group group : report.worst().groups()) {
            out.printf("  Group %d, %d pieces: 2 clusters saw at most %.0f %%, 3 at most %.0f %%; completed in %,d and %,d documents%n",
                    group.number(), group.pieces(), 100 * group.pairShare(), 100 * group.tripleShare(),
                    group.documentsByPair(), group.documentsByTriple());
        }
        if (report.counts().joins() > 0) {
            out.printf("  Since %d clusters were joined: %,d documents over the cap, %,d groups completed%n",
                    report.counts().joins(), report.worst().overDocuments(), report.worst().completedByJoin());
        }
        report.relaxations().forEach(each -> out.println("  Loosened by the client's signature: " + each));
        out.printf("  %,d documents, %,d showings, %,d people, %,d showings to the trusted tier%n",
                report.counts().documents(), report.counts().showings(), report.counts().people(),
                report.counts().trusted());
        out.printf("  %,d rows in %.1f s, %,.0f rows a second%n", report.rows(), seconds, report.rows() / seconds);
        out.println("  key  " + report.key());
        out.println("  head " + report.head());
    }
}
