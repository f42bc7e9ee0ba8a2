package dev.stitchwork.samples.verify;

import dev.stitchwork.samples.verify.Findings.Property;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for programs: one JSON object, whose every name is described in the module's README. */
final class ReportJson {
    private final StringBuilder json = new StringBuilder();
    private String indent = "";
    private boolean first = true;

    private ReportJson() {}

    static String of(Report report, String verdict) {
        ReportJson json = new ReportJson();
        json.report(report, verdict);
        return json.json.append('\n').toString();
    }

    /** Of a log that could not be read to its end. */
    static String ofBroken(String sentence) {
        ReportJson json = new ReportJson();
        json.open('{');
        json.text("verdict", "broken");
        json.text("log", sentence.replaceAll("[^ -~]", "?"));
        json.text("verifier", Program.hash());
        json.close('}');
        return json.json.append('\n').toString();
    }

    private void report(Report report, String verdict) {
        open('{');
        text("verdict", verdict);
        text("batch", report.log().batch());
        name("properties");
        open('[');
        for (Property property : Property.values()) {
            element();
            open('{');
            text("id", property.name());
            text("statement", property.statement());
            value("held", report.findings().count(property) == 0);
            value("violations", report.findings().count(property));
            text("first", report.findings().first(property));
            close('}');
        }
        close(']');
        bounds(report);
        seen(report);
        groups(report);
        hindsight(report);
        log(report);
        text("verifier", Program.hash());
        close('}');
    }

    private void bounds(Report report) {
        name("bounds");
        open('{');
        value("fragmentsPerDocument", report.bounds().fragments());
        share("inkPerDocument", report.bounds().inkPpm());
        value("coalition", report.bounds().coalition());
        value("classesApart", report.bounds().classesApart() == 1);
        value("poolDocuments", report.bounds().pool());
        share("batchPerCluster", report.bounds().sharePpm());
        value("sittingSeconds", report.bounds().sittingSeconds());
        close('}');
        name("relaxations");
        json.append(report.relaxations().stream()
                .map(ReportJson::quoted)
                .collect(Collectors.joining(", ", "[", "]")));
    }

    private void seen(Report report) {
        name("seenByOneAtTheTime");
        open('{');
        value("fragmentsMost", report.fragmentsMost());
        share("inkMost", report.inkMostPpm());
        close('}');
        name("seenOfOneDocument");
        open('[');
        for (int clusters = 1; clusters <= report.worst().fragments().length; clusters++) {
            element();
            open('{');
            value("clusters", clusters);
            value("fragmentsMost", report.worst().fragments()[clusters - 1]);
            share("inkMost", report.worst().inkPpm()[clusters - 1]);
            close('}');
        }
        close(']');
    }

    private void groups(Report report) {
        name("sensitiveGroups");
        open('[');
        for (Groups.Group group : report.worst().groups()) {
            element();
            open('{');
            value("group", group.number());
            value("pieces", group.pieces());
            value("pairSawMost", round(group.pairShare()));
            value("tripleSawMost", round(group.tripleShare()));
            value("documentsCompletedByPair", group.documentsByPair());
            value("documentsCompletedByTriple", group.documentsByTriple());
            close('}');
        }
        close(']');
    }

    private void hindsight(Report report) {
        name("sinceClustersWereJoined");
        open('{');
        value("joins", report.counts().joins());
        value("documentsOverTheCap", report.worst().overDocuments());
        value("groupsCompleted", report.worst().completedByJoin());
        close('}');
        name("order");
        open('{');
        value("spread", round(report.spread()));
        value("step", round(report.step()));
        close('}');
    }

    private void log(Report report) {
        name("counts");
        open('{');
        value("documents", report.counts().documents());
        value("fragmentsReleased", report.counts().released());
        value("people", report.counts().people());
        value("showings", report.counts().showings());
        value("showingsToTrustedTier", report.counts().trusted());
        value("showingsRepeated", report.counts().twice());
        close('}');
        name("log");
        open('{');
        value("rows", report.log().rows());
        value("signedRows", report.log().signedRows());
        value("complete", report.complete());
        value("purged", report.log().purged());
        value("seconds", report.log().seconds());
        text("head", report.log().head());
        text("key", report.log().key());
        text("clientKey", report.log().clientKey());
        close('}');
    }

    private static String round(double share) {
        return String.format(Locale.ROOT, "%.4f", share);
    }

    private void open(char bracket) {
        json.append(bracket);
        indent += "  ";
        first = true;
    }

    private void close(char bracket) {
        indent = indent.substring(2);
        json.append('\n').append(indent).append(bracket);
        first = false;
    }

    private void element() {
        json.append(first ? "\n" : ",\n").append(indent);
        first = false;
    }

    private void name(String name) {
        element();
        json.append(quoted(name)).append(": ");
    }

    private void text(String name, String text) {
        name(name);
        json.append(quoted(text));
    }

    private void value(String name, Object value) {
        name(name);
        json.append(value);
    }

    private void share(String name, long ppm) {
        value(name, String.format(Locale.ROOT, "%.6f", ppm / (double) Bounds.PPM));
    }

    /** Everything quoted here is ASCII without control characters; a log is never quoted but in checked words. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
