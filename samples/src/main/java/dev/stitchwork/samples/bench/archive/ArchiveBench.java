package dev.stitchwork.samples.bench.archive;

import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.CorpusOption;
import dev.stitchwork.splitter.child.ChildLimits;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.child.Children;
import dev.stitchwork.splitter.freepage.WordSigns;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.reading.PageReader;
import dev.stitchwork.ui.cli.Columns;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/** Archive pages: which words a machine may decide alone, and what cutting a line out costs its reading. */
@CommandLine.Command(
        name = "archive",
        description = {
            "Reads the printed and typed pages of the corpus 'archive' and compares with their transcription:",
            "words accepted and errors among them against Tesseract's own confidence at the same share accepted,",
            "and lines as they are cut against the whole page."
        },
        mixinStandardHelpOptions = true)
public final class ArchiveBench implements Bench {
    private static final double[] SHARES = {0.6, 0.7, 0.8, 0.9};
    private static final double CUT_LOSS_MAX = 0.05;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CorpusOption corpus;

    @CommandLine.Option(names = "--learn", description = "prints the weights that these pages teach, and what they would reach")
    private boolean learn;

    @CommandLine.Option(names = "--only", paramLabel = "SET", description = "one set alone, to look at")
    private String only;

    @CommandLine.Option(names = "--errors", description = "prints each word that would be accepted and is wrong")
    private boolean errors;

    private PrintWriter out;

    @Override
    public Integer call() throws IOException {
        out = spec.commandLine().getOut();
        List<MeasuredPage> pages = measured();
        boolean accepted = acceptance(pages);
        boolean cut = lines(pages);
        if (learn) {
            learning(pages);
        }
        return accepted && cut ? Exit.DONE : Exit.REFUSED;
    }

    private List<MeasuredPage> measured() throws IOException {
        List<MeasuredPage> pages = new ArrayList<>();
        Path work = Files.createTempDirectory("stitchwork-bench");
        try (Children children = Children.reading(ChildLimits.DEFAULT, work, 1); ChildSession session = children.session()) {
            PageReader reader = new PageReader(work).on(session);
            for (ArchivePage page : ArchivePage.all(corpus.set("archive"))) {
                if (only == null || page.set().equals(only)) {
                    pages.add(new MeasuredPage(page, reader, session));
                }
            }
        } catch (RefusedException refused) {
            throw new IOException(refused.getMessage(), refused);
        } finally {
            FileUtils.deleteDirectory(work.toFile());
        }
        return pages;
    }

    /** All words of all pages in one order, surest first. */
    private static List<Scored.Word> ranked(List<Scored> pages) {
        return pages.stream()
                .flatMap(page -> page.words().stream())
                .sorted(Comparator.comparingDouble(Scored.Word::trust).reversed())
                .toList();
    }

    /** Share of errors among the surest words. */
    private static double wrong(List<Scored.Word> ranked, double share) {
        List<Scored.Word> accepted = ranked.subList(0, (int) Math.round(share * ranked.size()));
        return accepted.stream().filter(word -> !word.right()).count() / (double) Math.max(1, accepted.size());
    }

    /** On the pages that Tesseract's command can read too, where there are any: one that lacks a language is no peer for its pages. */
    private boolean acceptance(List<MeasuredPage> all) {
        List<MeasuredPage> both = all.stream().filter(page -> page.peer().isPresent()).toList();
        List<MeasuredPage> pages = both.isEmpty() ? all : both;
        List<Scored.Word> ours = ranked(pages.stream().map(MeasuredPage::whole).toList());
        List<Scored.Word> plain = ranked(pages.stream().map(page -> page.whole(WordSigns::confidence)).toList());
        List<Scored.Word> peer = ranked(pages.stream().flatMap(page -> page.peer().stream()).toList());
        Columns table = new Columns("WORDS ACCEPTED", "WRONG: OURS", "THE SAME WORDS BY CONFIDENCE", "TESSERACT'S COMMAND", "");
        boolean met = true;
        List<Double> shares = new ArrayList<>(Arrays.stream(SHARES).boxed().toList());
        double ninety = peer.stream().filter(word -> word.trust() >= 0.9).count() / (double) Math.max(1, peer.size());
        shares.add(ninety);
        for (double share : shares.stream().sorted().filter(share -> share > 0).toList()) {
            boolean fewer = wrong(ours, share) < wrong(plain, share) && (peer.isEmpty() || wrong(ours, share) < wrong(peer, share));
            met &= fewer;
            table.add(percent(share) + (share == ninety ? " (confidence 90)" : ""), percent(wrong(ours, share)), percent(wrong(plain, share)),
                    peer.isEmpty() ? "not there" : percent(wrong(peer, share)), fewer ? "met" : "MISSED");
        }
        out.printf("%nWords of print and typing: %d read by us, %d by Tesseract's command; wrong among those accepted%n%s%n",
                ours.size(), peer.size(), table);
        if (pages.size() < all.size()) {
            out.printf("%d of %d pages are not in this table, since Tesseract's data for their language is not installed%n",
                    all.size() - pages.size(), all.size());
        }
        if (errors) {
            double lowest = ours.get((int) (ninety * ours.size()) - 1).trust();
            pages.forEach(page -> page.whole().words().stream()
                    .filter(word -> !word.right() && word.trust() >= lowest)
                    .forEach(word -> out.printf("%s line %d: '%s' %.3f %s%n", page.page().file().getFileName(), word.line(), word.text(),
                            word.trust(), page.signs(word))));
        }
        out.flush();
        return met;
    }

    private boolean lines(List<MeasuredPage> pages) {
        Columns table = new Columns("PAGE", "WORDS", "PEER", "WHOLE PAGE", "CUT LINES", "AS SHOWN", "RECTANGLES", "");
        for (MeasuredPage page : pages) {
            table.add(page.page().file().getFileName(), page.whole().truths(),
                    page.peer().map(peer -> percent(peer.right() / (double) peer.truths())).orElse("not there"),
                    share(page, MeasuredPage::whole), share(page, MeasuredPage::cut),
                    share(page, MeasuredPage::shown), share(page, MeasuredPage::rectangles), "");
        }
        double whole = share(pages, MeasuredPage::whole);
        double cut = share(pages, MeasuredPage::cut);
        double shown = share(pages, MeasuredPage::shown);
        boolean met = whole - cut <= CUT_LOSS_MAX && whole - shown <= CUT_LOSS_MAX;
        table.add("all", sum(pages, page -> page.whole().truths()), percent(share(pages, page -> page.peer().orElse(page.whole()))),
                percent(whole), percent(cut), percent(shown), percent(share(pages, MeasuredPage::rectangles)), met ? "met" : "MISSED");
        out.printf("%nWords of the transcription that are read right%n%s%n", table);
        out.flush();
        return met;
    }

    private static String share(MeasuredPage page, Function<MeasuredPage, Scored> of) {
        return percent(of.apply(page).right() / (double) of.apply(page).truths());
    }

    private static double share(List<MeasuredPage> pages, Function<MeasuredPage, Scored> of) {
        return sum(pages, page -> of.apply(page).right()) / (double) sum(pages, page -> of.apply(page).truths());
    }

    private static long sum(List<MeasuredPage> pages, ToLongFunction<MeasuredPage> of) {
        return pages.stream().mapToLong(of).sum();
    }

    /** What weights would reach on each set when they are learned on the others alone; then the weights of all. */
    private void learning(List<MeasuredPage> pages) {
        List<Scored> judged = new ArrayList<>();
        for (String set : new TreeSet<>(pages.stream().map(page -> page.page().set()).toList())) {
            double[] weights = Learning.weights(examples(pages.stream().filter(page -> !page.page().set().equals(set)).toList()));
            pages.stream()
                    .filter(page -> page.page().set().equals(set))
                    .map(page -> page.whole(signs -> Learning.probability(weights, signs.numbers())))
                    .forEach(judged::add);
        }
        List<Scored.Word> ranked = ranked(judged);
        Columns table = new Columns("WORDS ACCEPTED", "WRONG, LEARNED ON OTHER SETS");
        for (double share : SHARES) {
            table.add(percent(share), percent(wrong(ranked, share)));
        }
        out.printf("%n%s%n%nWeights: %s%n", table, Arrays.toString(Arrays.stream(Learning.weights(examples(pages)))
                .map(weight -> Math.round(weight * 100) / 100.0)
                .toArray()));
        Columns sure = new Columns("JUDGED TO BE RIGHT", "WORDS", "ARE RIGHT");
        for (int tenth = 0; tenth < 10; tenth++) {
            double from = tenth / 10.0;
            List<Scored.Word> words = ranked.stream().filter(word -> word.trust() >= from && word.trust() < from + 0.1).toList();
            sure.add(percent(from), words.size(), percent(words.stream().filter(Scored.Word::right).count() / (double) Math.max(1, words.size())));
        }
        out.printf("%n%s%n", sure);
        out.flush();
    }

    private static List<Learning.Example> examples(List<MeasuredPage> pages) {
        List<Learning.Example> examples = new ArrayList<>();
        for (MeasuredPage page : pages) {
            page.whole().words().forEach(word -> examples.add(new Learning.Example(page.signs(word).numbers(), word.right())));
        }
        return examples;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
