package dev.stitchwork.ui.cli.reconcile;

import dev.stitchwork.engine.consensus.closed.ClosedModel;
import dev.stitchwork.engine.consensus.closed.Tuning;
import dev.stitchwork.engine.consensus.reconcile.AnswerKind;
import dev.stitchwork.engine.consensus.reconcile.AnswerSet;
import dev.stitchwork.engine.consensus.reconcile.Judgement;
import dev.stitchwork.engine.consensus.reconcile.Method;
import dev.stitchwork.engine.consensus.reconcile.ModelMethod;
import dev.stitchwork.engine.consensus.reconcile.PluralityMethod;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import dev.stitchwork.engine.consensus.reconcile.StopPolicy;
import dev.stitchwork.engine.consensus.reconcile.TextMethod;
import dev.stitchwork.engine.form.LanguageTag;
import dev.stitchwork.ui.Command;
import dev.stitchwork.ui.cli.InputFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Brings the answers of a crowd, from a CSV file, to one value an item, and says how sure it is. */
@CommandLine.Command(
        name = "reconcile",
        description = {
            "Brings the answers of many people to one value an item.",
            "",
            "ANSWERS is a CSV file with the columns worker, item and answer, in any order, parted by commas, semicolons or"
                    + " tabs; others are passed over. An empty answer says that there is nothing to key. What people tend to"
                    + " confuse, and how far each can be trusted, is learned from the answers themselves; known answers"
                    + " (--gold) help. Without a column worker, or where its names only number the answers to an item,"
                    + " nothing is learned of anybody."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork reconcile answers.csv --kind choice --out consensus.csv",
            "  stitchwork reconcile answers.csv --kind date --date-format dd/MM/yyyy --gold gold.csv",
            "  stitchwork reconcile answers.csv --kind text --truth truth.csv",
            "  stitchwork reconcile answers.csv --kind choice --truth truth.csv --replay 'k-agree:2|posterior:0.95'",
            "",
            "Against a truth, items of --gold do not count. Word and letter errors are those that must be put in, left out or"
                    + " changed, by the words and letters of the truth, case and punctuation aside.",
            "",
            "--out has the columns item, value (a number with a decimal point, a date as 1984-04-03, whatever the locale),"
                    + " confidence (0 to 1, that the value is right), answers, and state:",
            "  agreed    two people or more gave this answer, and it is the likeliest",
            "  proposed  the likeliest, or put together from several texts, but no two people gave just this",
            "  disputed  nothing to choose between the likeliest two",
            "  known     from --gold",
            "  open      nobody answered"
        })
public final class Reconcile implements Command {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Parameters(paramLabel = "ANSWERS", description = "CSV file with the columns worker, item, answer")
    private Path answers;

    @CommandLine.Option(names = "--kind", required = true, paramLabel = "KIND",
            description = "what the answers are: choice (of a few), text, number, or a field's kind: person-name, integer,"
                    + " decimal, money, date, phone, email, postcode, code")
    private String kind;

    @CommandLine.Option(names = "--gold", paramLabel = "FILE",
            description = "CSV file with the columns item, truth: answers known beforehand, which teach who can be"
                    + " trusted, written as the answers are")
    private Path gold;

    @CommandLine.Option(names = "--truth", paramLabel = "FILE",
            description = "CSV file with the columns item, truth: only to compare the outcome with, nothing is learned from"
                    + " it; written as the answers are")
    private Path truth;

    @CommandLine.Option(names = "--out", paramLabel = "FILE", description = "write the outcome of every item here")
    private Path out;

    @CommandLine.Option(names = "--workers", paramLabel = "FILE", description = "write the table of all workers here")
    private Path workers;

    @CommandLine.Option(names = "--replay", paramLabel = "POLICIES",
            description = "draw the answers in random order, buy only what a policy asks for, and compare; several parted by"
                    + " '|': k-agree:2 (until two agree), lead:2 (until one answer leads by two), majority:3 (three each),"
                    + " posterior:0.95 (until an item is that sure), all")
    private String replay;

    @CommandLine.Option(names = "--orders", paramLabel = "N", defaultValue = "5",
            description = "random orders to replay (default: ${DEFAULT-VALUE})")
    private int orders;

    @CommandLine.Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "the same seed draws the same orders (default: ${DEFAULT-VALUE})")
    private long seed;

    @CommandLine.Option(names = "--cap", paramLabel = "N", defaultValue = "1000",
            description = "most answers that a replay buys for an item (default: as many as there are)")
    private int cap;

    @CommandLine.Option(names = "--date-format", paramLabel = "FORMAT",
            description = "order of a date's parts where it is not plain, such as dd/MM/yyyy")
    private String dateFormat;

    @CommandLine.Option(names = "--locale", paramLabel = "TAG", defaultValue = "en-GB",
            description = "whose decimals, dates and phone numbers these are (default: ${DEFAULT-VALUE})")
    private String locale;

    @CommandLine.Option(names = "--unknown-workers",
            description = "the names of workers mean nothing from one item to the next: learn nothing of them")
    private boolean unknownWorkers;

    @Override
    public Integer call() {
        AnswerKind answerKind = usage(() -> AnswerKind.of(kind, Optional.ofNullable(dateFormat), locale()));
        List<StopPolicy> policies = replay == null ? List.of() : usage(this::policies);
        if (orders < 1 || orders > 1_000 || cap < 1) {
            throw wrong("Expected --orders from 1 to 1000 and --cap from 1 but was %d and %d.".formatted(orders, cap));
        }
        List<Path> read = named(answers, gold, truth);
        InputFiles.check(read);
        OutcomeFile.check(named(out, workers), read);
        PrintWriter print = spec.commandLine().getOut();
        AnswerFile.Answers given = AnswerFile.answers(answers, this::warn);
        AnswerSet set = given.set();
        Map<String, String> truths = truth == null ? Map.of() : AnswerFile.truths(truth);
        if (!unknownWorkers && !given.named()) {
            unknownWorkers = true;
            warn("There is no column worker, so nothing is learned of anybody.");
        } else if (!unknownWorkers && set.namesOnlyNumber()) {
            unknownWorkers = true;
            warn("The names of workers only number the answers to an item, so nothing is learned of them.");
        }
        Map<String, String> known = gold == null ? Map.of() : AnswerFile.truths(gold);
        if (gold != null && known.keySet().stream().noneMatch(name -> set.item(name).isPresent())) {
            warn("None of the known answers in '%s' is of an item that was answered.".formatted(gold));
        }
        Poll poll = new Poll(set, answerKind, known);
        Method method = method(poll);
        BitSet everything = new BitSet();
        everything.set(0, set.size());
        Judgement judgement = method.judge(everything);
        Report report = new Report(print, poll, truths);
        if (truth != null && !report.knowsTruth()) {
            warn("None of the true answers in '%s' is of an item that was answered and not known beforehand.".formatted(truth));
        }
        report.summary(describe(poll), !unknownWorkers, judgement, new PluralityMethod(poll).judge(everything));
        List<WorkerTable.Row> table = WorkerTable.of(poll, judgement);
        if (!unknownWorkers) {
            report.workers(table);
        }
        if (!policies.isEmpty()) {
            report.replays(policies, method, orders, seed, cap, judgement);
        }
        if (out != null) {
            OutcomeFile.writeItems(out, poll, judgement);
            print.printf("%nWrote %s to %s%n", Report.counted(set.items(), "item"), out);
        }
        if (workers != null) {
            OutcomeFile.writeWorkers(workers, table);
            print.printf("Wrote %s to %s%n", Report.counted(table.size(), "worker"), workers);
        }
        return 0;
    }

    private static List<Path> named(Path... files) {
        return Stream.of(files).filter(file -> file != null).toList();
    }

    private Locale locale() {
        return LanguageTag.locale(locale).orElseThrow(() -> new IllegalArgumentException(
                "Expected a language tag such as en-GB for --locale but was '%s'.".formatted(locale)));
    }

    private void warn(String sentence) {
        spec.commandLine().getErr().println("stitchwork: " + sentence);
    }

    private Method method(Poll poll) {
        if (poll.kind().isText()) {
            return new TextMethod(poll, !unknownWorkers, ClosedModel.CORRELATION);
        }
        return new ModelMethod(poll, ClosedModel.CORRELATION, !unknownWorkers, Tuning.USUAL);
    }

    private String describe(Poll poll) {
        if (poll.kind().isText()) {
            return unknownWorkers ? "texts side by side" : "texts side by side, weighed by worker";
        }
        if (unknownWorkers) {
            return "weighed by the crowd's accuracy";
        }
        return new ModelMethod(poll, ClosedModel.CORRELATION).learnsConfusions()
                ? "weighed by what each worker confuses"
                : "weighed by each worker's accuracy";
    }

    private List<StopPolicy> policies() {
        return Arrays.stream(replay.split("[|]")).map(StopPolicy::parse).toList();
    }

    private interface Parse<T> {
        T get();
    }

    private <T> T usage(Parse<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
