package dev.stitchwork.ui.cli.reconcile;

import dev.stitchwork.engine.consensus.reconcile.Judgement;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import dev.stitchwork.ui.cli.CommandFailure;
import dev.stitchwork.ui.cli.Exit;
import dev.stitchwork.ui.cli.WholeFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** What a set of answers adds up to, as CSV files. */
final class OutcomeFile {
    private OutcomeFile() {}

    /**
     * Refuses what could not be written, or would be written over, before anything is reckoned.
     *
     * @param files to be written
     * @param read files of the same command that are read
     */
    static void check(List<Path> files, List<Path> read) {
        List<Path> taken = new ArrayList<>(read);
        for (Path file : files) {
            Path folder = file.toAbsolutePath().normalize().getParent();
            if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
                throw new CommandFailure(Exit.USAGE, "Expected a file to write in a folder that is there but was '%s'.".formatted(file));
            }
            if (taken.stream().anyMatch(other -> same(file, other))) {
                throw new CommandFailure(Exit.USAGE,
                        "Expected another file for every option but '%s' is named twice: it would be written over.".formatted(file));
            }
            taken.add(file);
        }
    }

    private static boolean same(Path file, Path other) {
        try {
            return file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
                    || Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** One row an item, in the order in which items first occur. */
    static void writeItems(Path file, Poll poll, Judgement judgement) {
        write(file, new String[] {"item", "value", "confidence", "answers", "state"}, rows -> {
            List<Judgement.Outcome> outcomes = judgement.outcomes();
            for (int item = 0; item < outcomes.size(); item++) {
                Judgement.Outcome outcome = outcomes.get(item);
                rows.printRecord(poll.set().itemName(item), outcome.value(), decimals(outcome.confidence()),
                        outcome.answers(), outcome.state().name().toLowerCase(Locale.ROOT));
            }
        });
    }

    /** One row a worker. */
    static void writeWorkers(Path file, List<WorkerTable.Row> workers) {
        write(file, new String[] {"worker", "answers", "reliability", "agreement"}, rows -> {
            for (WorkerTable.Row worker : workers) {
                rows.printRecord(
                        worker.name(), worker.answers(), decimals(worker.reliability()), decimals(worker.agreement()));
            }
        });
    }

    private static String decimals(double share) {
        return String.format(Locale.ROOT, "%.4f", share);
    }

    private interface Rows {
        void to(CSVPrinter printer) throws IOException;
    }

    private static void write(Path file, String[] heads, Rows rows) {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader(heads).get();
        try {
            WholeFiles.write(file, out -> {
                CSVPrinter printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), format);
                rows.to(printer);
                printer.flush();
            });
        } catch (IOException e) {
            throw new CommandFailure(Exit.REFUSED, "Expected to write '%s' but could not (%s).".formatted(file, e));
        }
    }
}
