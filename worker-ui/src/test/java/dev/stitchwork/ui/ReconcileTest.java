package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stitchwork reconcile} on small files of its own. */
class ReconcileTest {
    private static final String DATES = """
            worker,item,answer
            ann,a,3/4/1984
            bob,a,03.04.84
            cy,a,4/4/1984
            ann,b,12 May 1990
            bob,b,12/5/1990
            cy,b,12/5/1990
            ann,c,1/1/2000
            """;

    @TempDir
    Path folder;

    private record Run(int exit, String out, String err) {}

    @Test
    void valuesAreWrittenWithHowSureTheyAreAndHowTheyStand() throws Exception {
        Path out = folder.resolve("consensus.csv");
        Path workers = folder.resolve("workers.csv");
        Run run = run(write("answers.csv", DATES), "--kind", "date", "--date-format", "dd/MM/yyyy", "--out", out, "--workers", workers);
        assertEquals("", run.err);
        assertEquals(0, run.exit);
        List<String> rows = Files.readAllLines(out);
        assertEquals("item,value,confidence,answers,state", rows.get(0));
        assertTrue(rows.get(1).matches("a,1984-04-03,0\\.9\\d{3},3,agreed"), rows.get(1));
        assertTrue(rows.get(2).matches("b,1990-05-12,0\\.99\\d{2},3,agreed"), rows.get(2));
        assertTrue(rows.get(3).matches("c,2000-01-01,0\\.\\d{4},1,proposed"), rows.get(3));
        assertEquals("worker,answers,reliability,agreement", Files.readAllLines(workers).get(0));
        assertTrue(run.out.startsWith("7 answers of 3 workers to 3 items (2.33 an item), kind date"), run.out);
        assertTrue(run.out.contains("2 agreed, 1 proposed"), run.out);
    }

    @Test
    void againstATruthBothTheModelAndThePlainVoteAreScored() throws Exception {
        Path truth = write("truth.csv", "item,truth\na,1984-04-03\nb,1990-05-13\nnot-asked,2001-01-01\n");
        Run run = run(write("answers.csv", DATES), "--kind", "date", "--date-format", "dd/MM/yyyy", "--truth", truth,
                "--replay", "k-agree:2|majority:1|all", "--orders", "3", "--seed", "7");
        assertEquals(0, run.exit, run.err);
        assertTrue(run.out.contains("weighed by each worker's accuracy  50.00 %  2"), run.out);
        assertTrue(run.out.contains("plain vote                         50.00 %  2"), run.out);
        assertTrue(run.out.contains("majority:1  1.00"), run.out);
        assertTrue(run.out.contains("all         3.00             50.00 %  0.00 %"), run.out);
    }

    @Test
    void whatWasKnownBeforehandIsNoProofOfAnything() throws Exception {
        Path answers = write("answers.csv", "worker,item,answer\nann,1,x\nbob,1,x\nann,2,x\nbob,2,x\n");
        Path gold = write("gold.csv", "item,truth\n1,y\n");
        Path truth = write("truth.csv", "item,truth\n1,y\n2,x\n");
        Run run = run(answers, "--kind", "choice", "--gold", gold, "--truth", truth, "--replay", "all", "--orders", "1");
        assertEquals("", run.err);
        assertTrue(run.out.contains("Against the truth, without what was known beforehand:"), run.out);
        assertTrue(run.out.contains("plain vote                         100.00 %  1"), run.out);
        assertTrue(run.out.contains("all     2.00             100.00 %  -"), run.out);
        Run nothing = run(answers, "--kind", "choice", "--gold", gold, "--truth", gold);
        assertEquals("stitchwork: None of the true answers in '%s' is of an item that was answered and not known beforehand."
                .formatted(gold), nothing.err.strip());
        Path other = write("other.csv", "item,truth\n7,y\n");
        assertEquals("stitchwork: None of the known answers in '%s' is of an item that was answered.".formatted(other),
                run(answers, "--kind", "choice", "--gold", other).err.strip());
    }

    @Test
    void aTruthWithoutWordsHasNoShareOfErrors() throws Exception {
        Run run = run(write("answers.csv", "worker,item,answer\nann,1,\nbob,1,\n"), "--kind", "text", "--truth",
                write("truth.csv", "item,truth\n1,\n"));
        assertTrue(run.out.contains("plain vote                             100.00 %  -            -              1"), run.out);
    }

    @Test
    void theSameSeedDrawsTheSameOrders() throws Exception {
        Path answers = write("answers.csv", DATES);
        List<Object> replay = List.of(answers, "--kind", "text", "--replay", "k-agree:2|posterior:0.9", "--orders", "4");
        assertEquals(run(replay.toArray()).out, run(replay.toArray()).out);
    }

    @Test
    void columnsMayStandInAnyOrderBehindAByteOrderMark() throws Exception {
        Path answers = write("answers.csv", "\uFEFFanswer,Item,worker,page\nyes,1,ann,9\nyes,1,bob,9\nno,2,ann,9\n");
        Run run = run(answers, "--kind", "choice");
        assertEquals(0, run.exit, run.err);
        assertTrue(run.out.startsWith("3 answers of 2 workers to 2 items"), run.out);
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void columnsMayBePartedBySemicolonsOrTabs(String separator) throws Exception {
        Path answers = write("answers.csv", "worker,item,answer,note\nann,1,3.5,\"a, b\"\nbob,1,3.5,\n".replace(",", separator));
        Path truth = write("truth.csv", "item,truth\n1,3.5\n".replace(",", separator));
        Run run = run(answers, "--kind", "number", "--truth", truth);
        assertEquals(0, run.exit, run.err);
        assertTrue(run.out.startsWith("2 answers of 2 workers to 1 item"), run.out);
        assertTrue(run.out.contains("100.00 %"), run.out);
    }

    @Test
    void linesOfBlanksAreNoRows() throws Exception {
        Run run = run(write("answers.csv", "worker,item,answer\r\nann,1,x\r\n\r\n   \r\nbob,1,x\r\n\r\n"), "--kind", "choice");
        assertEquals(0, run.exit, run.err);
        assertTrue(run.out.startsWith("2 answers of 2 workers to 1 item"), run.out);
    }

    @Test
    void withoutAColumnOfWorkersNothingIsLearnedOfAnybody() throws Exception {
        String rows = "item,answer\n1,x\n1,x\n1,y\n2,y\n2,x\n2,x\n3,x\n3,y\n3,y\n";
        Path out = folder.resolve("out.csv");
        Run run = run(write("answers.csv", rows), "--kind", "choice", "--out", out);
        assertEquals(0, run.exit);
        assertEquals("stitchwork: There is no column worker, so nothing is learned of anybody.", run.err.strip());
        assertTrue(run.out.startsWith("9 answers to 3 items (3.00 an item), kind choice"), run.out);
        assertFalse(run.out.contains("WORKER"), run.out);
        List<String> written = Files.readAllLines(out);
        assertEquals(written.get(1).replace("1,x", ""), written.get(2).replace("2,x", ""), "all count the same");
    }

    @Test
    void answersWithoutANameInAColumnOfNamesAreTold() throws Exception {
        Run run = run(write("answers.csv", "worker,item,answer\nann,1,x\n,1,x\n ,1,y\n"), "--kind", "choice");
        assertEquals(0, run.exit);
        assertEquals("stitchwork: 2 answers name no worker: they stand under #1, #2 and so on, by their place among an item's"
                + " answers.", run.err.strip());
    }

    @Test
    void aSecondAnswerOfOneWorkerIsPassedOverAndSaidSo() throws Exception {
        Run run = run(write("answers.csv", "worker,item,answer\nann,1,x\nann,1,y\n"), "--kind", "choice");
        assertEquals(0, run.exit);
        assertEquals("stitchwork: 1 answer was passed over: the worker had answered the item before.", run.err.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "worker,item\\nann,1\\n | Expected a column named answer in '%s' but its head line is 'worker,item'.",
                "worker,item,answer\\n | Expected answers in '%s' but it has a head line alone.",
                "worker,item,answer\\nann,1\\n | Expected 3 columns but was 2 in row 2 of '%s'.",
                "worker,item,answer\\nann,\"1,x\\n | Expected quotation marks to enclose whole cells but one in line 2 of '%s' does not.",
                "worker,item,answer\\na,1,x\\nann,\"1\"2,x\\n | Expected quotation marks to enclose whole cells but one in line 3 of '%s' does not.",
                "worker,item,Item,answer\\na,1,1,x\\n | Expected one column named item in '%s' but its head line has 2."
            })
    void aFileThatIsNotRightIsOneSentence(String content, String sentence) throws Exception {
        Path file = write("answers.csv", content.replace("\\n", "\n"));
        Run run = run(file, "--kind", "choice");
        assertEquals(1, run.exit);
        assertEquals("", run.out);
        assertTrue(run.err.startsWith("stitchwork: " + sentence.formatted(file)), run.err);
    }

    @Test
    void anotherEncodingIsNamedAsSuch() throws Exception {
        Path file = Files.write(folder.resolve("latin.csv"), "worker,item,answer\nann,1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        Run run = run(file, "--kind", "text");
        assertEquals(1, run.exit);
        assertEquals("stitchwork: Expected UTF-8 in '%s' but it is in another encoding: save it as CSV in UTF-8.".formatted(file), run.err.strip());
    }

    @Test
    void twoTruthsOfOneItemAreRefused() throws Exception {
        Path truth = write("truth.csv", "item,truth\na,1\na,2\n");
        Run run = run(write("answers.csv", DATES), "--kind", "text", "--truth", truth);
        assertEquals(1, run.exit);
        assertEquals("stitchwork: Expected one truth for item 'a' but was '1' and '2' in '%s'.".formatted(truth), run.err.strip());
    }

    @Test
    void aWrongCommandLineIsOneSentence() throws Exception {
        Path answers = write("answers.csv", DATES);
        assertTrue(run(answers, "--kind", "colour").err.startsWith("stitchwork: Expected a kind of answer, one of choice, text"));
        assertTrue(run(answers, "--kind", "date", "--replay", "agree:2").err.startsWith("stitchwork: Expected a policy such as"));
        assertTrue(run(answers, "--kind", "date", "--orders", "0").err
                .startsWith("stitchwork: Expected --orders from 1 to 1000 and --cap from 1 but was 0 and 1000."));
        assertTrue(run(answers, "--kind", "date", "--locale", "de_DE").err
                .startsWith("stitchwork: Expected a language tag such as en-GB for --locale but was 'de_DE'."));
        assertTrue(run(answers, "--kind", "date", "--date-format", "day/month").err.startsWith("stitchwork: Expected a date format"
                + " only for kind date, of a year, with a month or a month and a day, such as dd/MM/yyyy, but was 'day/month' for"
                + " kind date."));
        assertEquals(2, run(answers, "--kind", "number", "--date-format", "dd/MM/yyyy").exit);
        assertEquals(2, run(answers).exit);
        Path none = folder.resolve("none.csv");
        assertEquals(
                "stitchwork: Expected a readable file but '%s' is not there.".formatted(none),
                run(none, "--kind", "date").err.strip());
    }

    @Test
    void whatIsReadIsNeverWrittenOver() throws Exception {
        Path answers = write("answers.csv", DATES);
        Path again = folder.resolve(".").resolve("answers.csv");
        Run run = run(answers, "--kind", "text", "--out", again);
        assertEquals(2, run.exit);
        assertEquals("stitchwork: Expected another file for every option but '%s' is named twice: it would be written over."
                .formatted(again), run.err.strip());
        assertEquals(DATES, Files.readString(answers));
        Path out = folder.resolve("out.csv");
        assertEquals(2, run(answers, "--kind", "text", "--out", out, "--workers", out).exit);
        assertFalse(Files.exists(out));
    }

    @Test
    void aFolderThatIsNotThereIsToldBeforeAnythingIsReckoned() throws Exception {
        Path out = folder.resolve("none").resolve("out.csv");
        Run run = run(write("answers.csv", DATES), "--kind", "text", "--out", out);
        assertEquals(2, run.exit);
        assertEquals("", run.out);
        assertEquals("stitchwork: Expected a file to write in a folder that is there but was '%s'.".formatted(out), run.err.strip());
    }

    private Path write(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Run run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Stream.concat(Stream.of("reconcile"), Arrays.stream(args).map(Object::toString))
                .toArray(String[]::new);
        int exit = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Run(exit, out.toString(), err.toString());
    }
}
