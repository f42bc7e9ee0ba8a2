package dev.stitchwork.ui.cli;

import dev.stitchwork.engine.Engine;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.store.StoreException;
import dev.stitchwork.engine.vault.VaultException;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.stitcher.RecordStitcher;
import dev.stitchwork.ui.Command;
import dev.stitchwork.ui.WebServer;
import dev.stitchwork.ui.WebSettings;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Runs a server until it is told to stop. */
@CommandLine.Command(
        name = "serve",
        description = {
            "Runs a server until Ctrl-C.",
            "The first start prints a link with which the first operator sets a password and then invites workers and clients."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork serve",
            "  stitchwork serve --data /srv/stitchwork --port 9000 --behind-https",
            "  stitchwork serve --database jdbc:postgresql://db/stitchwork \\",
            "      --database-user stitchwork --database-password-file /run/secrets/db"
        })
public final class Serve implements Command {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--data", paramLabel = "DIR", defaultValue = "stitchwork-data",
            description = "folder of everything the server keeps; default: ${DEFAULT-VALUE}")
    private Path data;

    @CommandLine.Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1",
            description = "address to listen on; default: ${DEFAULT-VALUE}, this machine only")
    private String host;

    @CommandLine.Option(names = "--port", paramLabel = "PORT", defaultValue = "8080",
            description = "port to listen on, 0 for any free one; default: ${DEFAULT-VALUE}")
    private int port;

    @CommandLine.Option(names = "--behind-https",
            description = "a proxy in front speaks HTTPS and sets X-Forwarded-For: cookies become Secure")
    private boolean behindHttps;

    @CommandLine.Option(names = "--database", paramLabel = "URL",
            description = "JDBC address, such as jdbc:postgresql://host/name; default: an H2 file in the data folder")
    private String database;

    @CommandLine.Option(names = "--database-user", paramLabel = "NAME", defaultValue = "", description = "the database's user")
    private String databaseUser;

    @CommandLine.Option(names = "--database-password-file", paramLabel = "FILE", description = "file with the password of that user")
    private Path databasePasswordFile;

    @CommandLine.Option(names = "--lease-seconds", paramLabel = "N",
            description = "how long a worker has for one fragment; default: 180")
    private Integer leaseSeconds;

    @CommandLine.Option(names = "--upload-max", paramLabel = "SIZE", converter = ByteCount.class,
            description = "largest file taken in, such as 512M or 2G; default: 512M")
    private Long uploadMax;

    @CommandLine.Option(names = "--adjudication-answers", paramLabel = "N",
            description = "what an operator's word on a dispute costs, in workers' answers: where it is little, disputes come early; default: 3")
    private Double adjudicationAnswers;

    @CommandLine.Option(names = "--log-requests",
            description = "one line to standard error for each request: method, route, status, time; never an id or a name")
    private boolean logRequests;

    @Override
    public Integer call() throws InterruptedException {
        if (logRequests) {
            System.setProperty("stitchwork.access", "INFO"); // read by logback.xml, before anything is logged
        }
        EngineSettings settings = settings();
        makeFolder();
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (ScanSplitter splitter = new ScanSplitter(data.resolve("natives"));
                Engine engine = open(settings, splitter);
                WebServer server = start(engine, settings)) {
            greet(out, engine, server);
            splitter.machineReadingUnavailable().ifPresent(out::println);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(told, ended), "stop"));
            told.await();
        } finally {
            ended.countDown();
        }
        return Exit.DONE;
    }

    /** The JVM ends when its hooks have: this one waits until everything is closed. */
    private static void stop(CountDownLatch told, CountDownLatch ended) {
        told.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeFolder() {
        try {
            Engine.makeFolder(data);
        } catch (VaultException | UncheckedIOException unusable) {
            throw new CommandFailure(Exit.REFUSED, unusable.getMessage());
        }
    }

    private static Engine open(EngineSettings settings, ScanSplitter splitter) {
        try {
            return Engine.open(settings, splitter, new RecordStitcher());
        } catch (StoreException | VaultException | UncheckedIOException unusable) {
            throw new CommandFailure(Exit.REFUSED, unusable.getMessage());
        }
    }

    private WebServer start(Engine engine, EngineSettings settings) {
        try {
            return WebServer.start(engine, new WebSettings(host, port, behindHttps, settings.uploadBytesMax()));
        } catch (RuntimeException e) {
            if (causedByBinding(e)) {
                throw new CommandFailure(Exit.REFUSED,
                        "Expected to listen on %s port %d but another program does, or it may not be used here; choose with --port and --host."
                                .formatted(host, port));
            }
            throw e;
        }
    }

    private static boolean causedByBinding(Throwable broken) {
        for (Throwable at = broken; at != null; at = at.getCause()) {
            if (at instanceof java.net.BindException || at instanceof java.net.SocketException
                    || at instanceof java.net.UnknownHostException || at.getClass().getSimpleName().contains("Bind")) {
                return true;
            }
        }
        return false;
    }

    private void greet(PrintWriter out, Engine engine, WebServer server) {
        out.println("Stitchwork serves at " + server.address());
        out.println("Everything it keeps is in " + data.toAbsolutePath().normalize());
        engine.office().firstInvitation().ifPresent(invitation -> {
            out.println();
            out.println("Nobody is operator yet. Open this link within seven days to set the password of 'operator':");
            out.println("  " + server.address() + "/invitation#" + invitation);
            out.println();
        });
        out.println("Ctrl-C ends it.");
        out.flush();
    }

    private EngineSettings settings() {
        EngineSettings settings = EngineSettings.inFolder(data);
        if (database != null) {
            settings = settings.withDatabase(database, databaseUser, InputFiles.secret(databasePasswordFile).orElse(""));
        }
        if (leaseSeconds != null) {
            settings = settings.withLeaseTime(Duration.ofSeconds(positive("--lease-seconds", leaseSeconds)));
        }
        if (uploadMax != null) {
            settings = settings.withUploadBytesMax(positive("--upload-max", uploadMax));
        }
        if (adjudicationAnswers != null) {
            if (!EngineSettings.isAdjudicationCost(adjudicationAnswers)) {
                throw new CommandFailure(Exit.USAGE,
                        "Expected --adjudication-answers from 1 to 100 but was %s.".formatted(adjudicationAnswers));
            }
            settings = settings.withAdjudicationAnswers(adjudicationAnswers);
        }
        return settings;
    }

    private static long positive(String option, long value) {
        if (value < 1) {
            throw new CommandFailure(Exit.USAGE, "Expected %s of at least 1 but was %d.".formatted(option, value));
        }
        return value;
    }
}
