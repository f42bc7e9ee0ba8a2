package dev.stitchwork.samples.demo;

import dev.stitchwork.samples.crowd.FrontDesk.LogIn;
import dev.stitchwork.ui.Command;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stitchwork demo}: all of it at work, with a crowd that is simulated, and then to be tried by hand. */
@CommandLine.Command(
        name = "demo",
        description = "Shows all of it at work: prints forms that invented people filled in, has a simulated crowd key them over "
                + "HTTP, compares what is delivered with what was written, and goes on serving so that you can try it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork demo                  60 forms, then log in as worker, client or operator",
            "  stitchwork demo --exit           the same, and end when the batch is delivered",
            "  stitchwork demo --forms 10 --data /var/tmp/demo"
        })
public final class DemoCommand implements Command {
    private static final int FORMS_MAX = 2_000;
    private static final int LATE_FORMS = 10;
    private static final int DISPUTES = 3;

    @Option(names = "--exit", description = "End when the batch is delivered, instead of serving on.")
    private boolean exit;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080",
            description = "Port on this machine; 0 for any free one. Default: ${DEFAULT-VALUE}, or any free one where that is taken.")
    private int port;

    @Option(names = "--forms", paramLabel = "N", defaultValue = "60", description = "Forms to print. Default: ${DEFAULT-VALUE}.")
    private int forms;

    @Option(names = "--workers", paramLabel = "N", description = "Simulated workers. Default: as many as the form needs.")
    private Integer workers;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Of people, scans and mistakes. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--data", paramLabel = "FOLDER",
            description = "Where everything it makes is put, new or empty. Default: a new folder among the temporary ones.")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        Path folder = data == null ? Files.createTempDirectory("stitchwork-demo-") : Files.createDirectories(data);
        PrintWriter out = spec.commandLine().getOut();
        try (Demo demo = new Demo(folder, FreePort.orAny(port), seed)) {
            int crowd = workers == null ? demo.workersNeeded() : workers;
            out.printf("%d invented people fill in a form each; %d simulated workers key them at %s%n", forms, crowd, demo.address());
            DemoReport report;
            try (ProgressLine progress = new ProgressLine(forms * demo.fragmentsPerForm())) {
                report = demo.run(forms, crowd, progress::show);
            }
            Files.writeString(folder.resolve("summary.txt"), report.text());
            out.printf("%n%s%n", report.text());
            out.printf("The scans are in    %s%n", folder.resolve("scans"));
            out.printf("The delivery is in  %s%n", folder.resolve("delivery.csv"));
            out.printf("               and  %s%n", folder.resolve("delivery.json"));
            if (!exit) {
                serveOn(demo, out);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void check() throws IOException {
        if (forms < 1 || forms > FORMS_MAX) {
            throw wrong("Expected 1 to %,d forms but was %,d.".formatted(FORMS_MAX, forms));
        }
        if (workers != null && workers < 1) {
            throw wrong("Expected at least 1 worker but was %d.".formatted(workers));
        }
        if (port < 0 || port > 65_535) {
            throw wrong("Expected a port from 0 to 65535 but was %d.".formatted(port));
        }
        if (data != null && Files.exists(data)) {
            try (Stream<Path> entries = Files.list(data)) {
                if (entries.findAny().isPresent()) {
                    throw wrong("Expected a new or empty folder but '%s' holds something.".formatted(data));
                }
            }
        }
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }

    private static void serveOn(Demo demo, PrintWriter out) {
        out.printf("%nA second batch is being sent in and left half done ...%n");
        LogIn worker = demo.hireWorker();
        int disputes = demo.leaveSomethingToDo(LATE_FORMS, DISPUTES);
        out.printf("%nOpen %s and log in as one of these; Ctrl-C ends the demonstration.%n", demo.address());
        for (LogIn logIn : new LogIn[] {worker, demo.clientLogIn(), demo.operatorLogIn()}) {
            out.printf("  %-10s %s%n", logIn.name(), logIn.password());
        }
        out.printf("The worker can key what is left of the second batch, the client watch and download it, the operator decide "
                + "%d dispute%s.%n", disputes, disputes == 1 ? "" : "s");
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            interrupted.countDown();
            try {
                main.join(10_000); // until the house is closed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            interrupted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
