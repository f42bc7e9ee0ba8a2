package dev.stitchwork.samples.verify;

import dev.stitchwork.samples.verify.Findings.Property;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/** The report for people: one page that stands alone, light and dark, and prints on one sheet. */
final class ReportPage {
    private static final String[] TITLES = {
        "Nobody sees much of one document",
        "A few together cannot complete what is sensitive",
        "What identifies a person is kept apart",
        "Identifiers are cut through",
        "Every fragment is hidden among others",
        "Nothing is loosened without your signature",
        "Workers are told nothing about you"
    };

    private ReportPage() {}

    static String of(Report report, String verdict) {
        String words = switch (verdict) {
            case "held" -> "The guarantee held";
            case "open" -> "The guarantee has held so far";
            default -> "The guarantee did not hold";
        };
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>Privacy report %s</title>
                <style>
                %s</style>
                </head>
                <body class="%s">
                <main>
                <header>
                <p class="kicker">Privacy report</p>
                <h1>%s</h1>
                <p class="lead">%s</p>
                </header>
                <section class="figures" aria-label="In numbers">
                %s</section>
                <section>
                <h2>What was promised, and whether it was kept</h2>
                <ul class="properties">
                %s</ul>
                </section>
                <div class="columns">
                <section>
                <h2>The worst that several together could know</h2>
                %s</section>
                <section>
                <h2>What you loosened</h2>
                %s
                %s</section>
                </div>
                <footer>
                <p>Outside the guarantee, since splitting cannot close it: what is legible inside one fragment, screenshots, a
                dishonest operator, and handwriting, which can give away its writer.</p>
                <dl>
                %s</dl>
                </footer>
                </main>
                </body>
                </html>
                """
                .formatted(
                        report.log().batch().substring(0, 8),
                        style(),
                        verdict,
                        words,
                        lead(report, verdict),
                        figures(report),
                        properties(report),
                        coalitions(report),
                        relaxations(report),
                        hindsight(report),
                        prints(report));
    }

    /** Of a log that could not be read to its end. */
    static String ofBroken(String sentence) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="robots" content="noindex">
                <title>Privacy report</title>
                <style>
                %s</style>
                </head>
                <body class="broken">
                <main>
                <header>
                <p class="kicker">Privacy report</p>
                <h1>The exposure log is not as it was written</h1>
                <p class="lead">%s Nothing is proved of this batch.</p>
                </header>
                </main>
                </body>
                </html>
                """
                .formatted(style(), escaped(sentence));
    }

    private static String lead(Report report, String verdict) {
        String read = "A separate program read all %s rows of the batch's exposure log and judged each of its %s showings."
                .formatted(number(report.log().rows()), number(report.counts().showings()));
        return switch (verdict) {
            case "held" -> read + " The log is complete and signed.";
            case "open" -> read + " The batch goes on: its log is not ended.";
            default -> read + (report.held()
                    ? " The log is not complete: rows may be missing at its end."
                    : " %d of 7 properties are broken; the first place is named below.".formatted(report.broken().size()));
        };
    }

    private static String figures(Report report) {
        StringJoiner figures = new StringJoiner("");
        figure(figures, percent(report.inkMostPpm()), "of one document's ink, the most that anyone saw");
        figure(figures, number(report.fragmentsMost()),
                report.fragmentsMost() == 1 ? "fragment of one document, the most that anyone saw"
                        : "fragments of one document, the most that anyone saw");
        figure(figures, number(report.counts().documents()), "documents");
        figure(figures, number(report.counts().people()), "people saw fragments of them");
        return figures.toString();
    }

    private static void figure(StringJoiner figures, String value, String words) {
        figures.add("<p><b>%s</b> %s</p>\n".formatted(value, words));
    }

    private static String properties(Report report) {
        StringJoiner items = new StringJoiner("");
        for (Property property : Property.values()) {
            boolean held = report.findings().count(property) == 0;
            items.add("""
                    <li class="%s"><span class="mark">%s</span><div><h3>%s <small>%s</small></h3><p>%s</p>%s</div></li>
                    """.formatted(
                    held ? "kept" : "broken",
                    held ? "kept" : "broken",
                    TITLES[property.ordinal()],
                    property.name(),
                    detail(property, report),
                    held ? "" : "<p class=\"first\">%s times. %s</p>"
                            .formatted(number(report.findings().count(property)),
                                    escaped(report.findings().first(property)))));
        }
        return items.toString();
    }

    private static String detail(Property property, Report report) {
        Bounds bounds = report.bounds();
        return switch (property) {
            case G1 -> "At most %d %s and %s of the ink of a document, and %s of the batch, for one person."
                    .formatted(bounds.fragments(), bounds.fragments() == 1 ? "fragment" : "fragments",
                            percent(bounds.inkPpm()), percent(bounds.sharePpm()));
            case G2 -> "Every sensitive group is cut into more pieces than %s together can be shown."
                    .formatted(bounds.coalition() == 1 ? "one person" : bounds.coalition() + " people");
            case G3 -> bounds.classesApart() == 1
                    ? "Nobody who saw a name saw an identifier or an account, of whatever document; nor any two of postcode,"
                            + " birth and sex."
                    : "Not asked for in this batch: you signed for showing classes together.";
            case G4 -> "The pieces of one field went to different people, and a cut runs through its last four characters.";
            case G5 -> "Released among fragments of at least %d documents, and drawn at random (spread %s, step %s of a random"
                    .formatted(bounds.pool(), twoDigits(report.spread()), twoDigits(report.step())) + " draw).";
            case G6 -> "What could not be shown waited or went to the trusted tier, %s times."
                    .formatted(number(report.counts().trusted()));
            case G7 -> "The kind of thing to key and the number of marks: nothing else was sent with a picture.";
        };
    }

    private static String coalitions(Report report) {
        StringJoiner rows = new StringJoiner("");
        for (Groups.Group group : report.worst().groups()) {
            rows.add("<tr><th scope=\"row\">Group %d, %d pieces</th><td>%s</td><td>%s</td><td>%s</td></tr>\n".formatted(
                    group.number() + 1,
                    group.pieces(),
                    percent(Math.round(group.pairShare() * Bounds.PPM)),
                    percent(Math.round(group.tripleShare() * Bounds.PPM)),
                    number(group.documentsByTriple())));
        }
        rows.add("<tr><th scope=\"row\">Ink of a document</th><td>%s</td><td>%s</td><td></td></tr>\n".formatted(
                percent(report.worst().inkPpm()[1]), percent(report.worst().inkPpm()[2])));
        return """
                <table>
                <thead><tr><th scope="col">Largest share seen of</th><th scope="col">by two</th><th scope="col">by three</th>
                <th scope="col">documents completed</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                <p class="note">Found by exact search over everybody who saw a piece, not by sampling.</p>
                """.formatted(rows);
    }

    private static String relaxations(Report report) {
        if (report.relaxations().isEmpty()) {
            return "<p>Nothing. The batch was worked under the standard bounds.</p>";
        }
        StringJoiner items = new StringJoiner("", "<ul class=\"plain\">\n", "</ul>");
        report.relaxations().forEach(each -> items.add("<li>%s, signed with your key</li>\n".formatted(escaped(each))));
        return items.toString();
    }

    private static String hindsight(Report report) {
        if (report.counts().joins() == 0) {
            return "";
        }
        return """
                <h2>What turned out later</h2>
                <p>%s were found to be one person's, which was not known when fragments were shown to them. Counted together,
                that person saw more than the cap in %s, and %s completed by a coalition.</p>
                """.formatted(
                report.counts().joins() == 1 ? "Two accounts" : number(report.counts().joins()) + " pairs of accounts",
                report.worst().overDocuments() == 1 ? "1 document" : number(report.worst().overDocuments()) + " documents",
                report.worst().completedByJoin() == 1 ? "1 sensitive group was"
                        : number(report.worst().completedByJoin()) + " sensitive groups were");
    }

    private static String prints(Report report) {
        StringJoiner prints = new StringJoiner("");
        print(prints, "Batch in the log", report.log().batch());
        print(prints, "Log's key: compare with the one shown when you opened the batch", report.log().key());
        print(prints, "Head of the chain", report.log().head());
        print(prints, "This verifier", Program.hash());
        return prints.toString();
    }

    private static void print(StringJoiner prints, String name, String hex) {
        prints.add("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, hex));
    }

    private static String percent(long ppm) {
        return String.format(Locale.ROOT, ppm % 10_000 == 0 ? "%.0f %%" : "%.1f %%", ppm / 10_000.0);
    }

    private static String twoDigits(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String style() {
        try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The report's style is beside its class.", e);
        }
    }
}
