package dev.stitchwork.samples.bench.leasing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.crowd.Connection;
import dev.stitchwork.samples.crowd.FrontDesk;
import dev.stitchwork.samples.crowd.SimulatedClient;
import dev.stitchwork.samples.demo.Installation;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.ui.cli.Exit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/**
 * How soon work that somebody leaves lying is on offer to others: over HTTP, at a real server, every fragment of a batch
 * held by one crowd, which then goes in one of three ways, while another crowd asks for work ten times a second. The
 * control is a page that is loaded again: it keeps what it holds.
 */
@CommandLine.Command(
        name = "abandoned",
        description = "How soon work is on offer again when a turn ends, a tab is closed, or a browser dies.",
        mixinStandardHelpOptions = true)
public final class AbandonedBench implements Bench {
    private static final Duration LEASE_SHORT = Duration.ofSeconds(8);
    private static final double AFTER_LEASE_MAX = 5;
    private static final double AFTER_TAB_MAX = 30;
    private static final Duration RELOADED_WATCHED = Duration.ofSeconds(15);
    private static final Duration ASKED_EVERY = Duration.ofMillis(100);
    private static final Duration WAITED_MAX = Duration.ofSeconds(120);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--turns", defaultValue = "10", paramLabel = "N",
            description = "turns left lying in each way (default: ${DEFAULT-VALUE})")
    private int turns;

    private final List<byte[]> scans = new ArrayList<>();
    private byte[] template;
    private String form;
    private int rounds;
    private Instant firstEnd;
    private boolean reached = true;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("stitchwork-abandoned");
        try {
            print();
            try (ScanSplitter splitter = ScanSplitter.withoutPrintReading()) {
                EngineSettings settings = EngineSettings.inFolder(folder.resolve("short")).withLeaseTime(LEASE_SHORT);
                try (Installation house = Installation.start(settings, splitter, 0)) {
                    say("a turn's end", AFTER_LEASE_MAX, round(house, worker -> {}, true));
                }
                try (Installation house = Installation.start(EngineSettings.inFolder(folder.resolve("long")), splitter, 0)) {
                    say("a closed tab", AFTER_TAB_MAX, round(house, worker -> {
                        worker.post("/api/work/presence", Map.of()).expect(204);
                        worker.delete("/api/work/presence").expect(204);
                    }, false));
                    say("a browser's last word", AFTER_TAB_MAX, round(house,
                            worker -> worker.post("/api/work/presence", Map.of()).expect(204), false));
                    reload(house);
                }
            }
            return reached ? Exit.DONE : Exit.REFUSED;
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** Sheets of the sample form, and a template that asks for one field of them only. */
    private void print() throws IOException {
        ObjectNode one = (ObjectNode) new ObjectMapper().readTree(SampleFormFiles.templateJson());
        form = "one-field";
        one.put("name", form);
        JsonNode field = one.get("fields").get(0);
        ((ObjectNode) field).remove("sensitivity");
        one.putArray("fields").add(field);
        template = new ObjectMapper().writeValueAsBytes(one);
        FormPrinter printer = new FormPrinter(TemplateJson.read(SampleFormFiles.templateJson()), SampleFormFiles.blankPdf());
        for (BufferedImage sheet : printer.sheets(turns, 1).toList()) {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(sheet, "png", png);
            scans.add(png.toByteArray());
        }
    }

    /**
     * Seconds until each turn was given to somebody else.
     *
     * @param atTheEnd counted from when the first turn runs out, else from when the first is left
     */
    private double[] round(Installation house, Consumer<Connection> leave, boolean atTheEnd) {
        List<Connection> others = crowd(house, "other");
        List<Connection> leavers = allHeld(house);
        Instant from = atTheEnd ? firstEnd : Instant.now();
        leavers.forEach(leave);
        double[] seconds = new double[turns];
        int given = 0;
        while (given < turns && Duration.between(from, Instant.now()).compareTo(WAITED_MAX) < 0) {
            if (others.get(given).post("/api/work/lease", Map.of()).status() == 200) {
                seconds[given++] = Duration.between(from, Instant.now()).toMillis() / 1e3;
            } else {
                pause(ASKED_EVERY);
            }
        }
        if (given < turns) {
            throw new IllegalStateException("Expected %d turns on offer again within %d s but was %d."
                    .formatted(turns, WAITED_MAX.toSeconds(), given));
        }
        return seconds;
    }

    private void reload(Installation house) {
        Connection other = crowd(house, "other").get(0);
        allHeld(house).forEach(worker -> {
            worker.delete("/api/work/presence").expect(204);
            worker.post("/api/work/presence", Map.of()).expect(204);
        });
        Instant until = Instant.now().plus(RELOADED_WATCHED);
        boolean lost = false;
        while (!lost && Instant.now().isBefore(until)) {
            lost = other.post("/api/work/lease", Map.of()).status() == 200;
            pause(ASKED_EVERY);
        }
        reached &= !lost;
        spec.commandLine().getOut().printf("%s  a page loaded again %s its turns for the %d s watched%n",
                lost ? "MISSED " : "reached", lost ? "lost one of" : "kept", RELOADED_WATCHED.toSeconds());
    }

    /** A new batch all of whose fragments are held by somebody. */
    private List<Connection> allHeld(Installation house) {
        FrontDesk desk = house.frontDesk();
        SimulatedClient client = new SimulatedClient(desk.signIn(desk.hire("client-" + rounds, "client")));
        client.saveTemplate(template, Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()));
        Map<String, Object> rules = new HashMap<>(SimulatedClient.UNBOUND);
        rules.put("agree", 1);
        String batch = client.open("Abandoned", form, rules);
        for (int i = 0; i < scans.size(); i++) {
            client.send(batch, "form-%d.png".formatted(i), scans.get(i)).expect(201);
        }
        client.close(batch);
        while (client.progress(batch).path("tasks").path("open").asInt() < turns) {
            pause(ASKED_EVERY);
        }
        List<Connection> holders = crowd(house, "leaver");
        firstEnd = Instant.MAX;
        for (Connection holder : holders) {
            Instant end = Instant.parse(holder.post("/api/work/lease", Map.of()).expect(200).json().get("until").asText());
            firstEnd = end.isBefore(firstEnd) ? end : firstEnd;
        }
        return holders;
    }

    private List<Connection> crowd(Installation house, String name) {
        List<Connection> crowd = new ArrayList<>();
        rounds++;
        house.frontDesk().hireWorkers("%s-%d".formatted(name, rounds), turns, crowd::add);
        return crowd;
    }

    private void say(String after, double most, double[] seconds) {
        PrintWriter out = spec.commandLine().getOut();
        double worst = 0;
        double sum = 0;
        for (double each : seconds) {
            worst = Math.max(worst, each);
            sum += each;
        }
        reached &= worst <= most;
        out.printf("%s  on offer %.1f s after %s on average, %.1f s at most; at most %.0f s is wanted%n",
                worst <= most ? "reached" : "MISSED ", sum / seconds.length, after, worst, most);
        out.flush();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a turn lay abandoned", e);
        }
    }
}
