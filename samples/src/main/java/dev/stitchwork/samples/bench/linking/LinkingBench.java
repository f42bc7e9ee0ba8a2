package dev.stitchwork.samples.bench.linking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.form.FormTemplate;
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
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/**
 * Whether all workers together could tell which pictures are of one document: from everything but the pixels, which must be
 * next to blind, and from the pixels, which is published. Through the real server, under the standard guarantee.
 */
@CommandLine.Command(
        name = "linking",
        description = "How well all workers together could tell which fragments are of one document: from metadata, and from pixels.",
        mixinStandardHelpOptions = true)
public final class LinkingBench implements Bench {
    private static final double METADATA_MAX = 0.55;
    private static final double PLANTED_MIN = 0.9;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--documents", defaultValue = "52", paramLabel = "N",
            description = "filled-in forms, at least 50 (default: ${DEFAULT-VALUE})")
    private int documents;

    @CommandLine.Option(names = "--workers", defaultValue = "40", paramLabel = "N", description = "colluding workers (default: ${DEFAULT-VALUE})")
    private int workers;

    @CommandLine.Option(names = "--turns", defaultValue = "10", paramLabel = "N", description = "turns of each (default: ${DEFAULT-VALUE})")
    private int turns;

    @CommandLine.Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of the forms (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("stitchwork-linking");
        try {
            return measure(folder);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private int measure(Path folder) throws IOException, SQLException {
        FormTemplate form = TemplateJson.read(SampleFormFiles.templateJson());
        List<Served> before = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        Iterator<BufferedImage> sheets = new FormPrinter(form, SampleFormFiles.blankPdf()).sheets(documents, seed).iterator();
        for (int document = 0; sheets.hasNext(); document++) {
            BufferedImage page = Sheets.onPaperOfItsOwn(sheets.next(), seed + document);
            before.addAll(Sheets.cuts(page, form, document));
            files.add(Sheets.png(page));
        }
        Collector collector = new Collector();
        EngineSettings settings = EngineSettings.inFolder(folder.resolve("server"));
        Map<String, Long> truths;
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading();
                Installation installation = Installation.start(settings, splitter, 0)) {
            open(installation, form, files);
            collect(installation, collector);
            truths = Truths.documents(settings);
        }
        return print(collector, truths, before);
    }

    private void open(Installation installation, FormTemplate form, List<byte[]> files) throws IOException {
        FrontDesk desk = installation.frontDesk();
        SimulatedClient client = new SimulatedClient(desk.signIn(desk.hire("bench-client", "client")));
        client.saveTemplate(SampleFormFiles.templateJson(), Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()));
        String batch = client.open("Linking", form.name(), Map.of());
        for (int i = 0; i < files.size(); i++) {
            client.send(batch, "form-%03d.png".formatted(i), files.get(i)).expect(201);
        }
        client.close(batch);
        while (isSplitting(client.progress(batch))) {
            pause();
        }
        for (JsonNode file : client.progress(batch).get("files")) {
            if (file.get("documents").asInt() != 1) {
                throw new IllegalStateException("Expected a document in '%s' but it was refused: %s %s"
                        .formatted(file.get("name").asText(), file.get("reason").asText(), file.get("refusals")));
            }
        }
    }

    private static boolean isSplitting(JsonNode progress) {
        for (JsonNode file : progress.get("files")) {
            if (file.get("state").asText().equals("received")) {
                return true;
            }
        }
        return false;
    }

    private void collect(Installation installation, Collector collector) {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            FrontDesk.LogIn logIn = installation.frontDesk().hire("colluder-%02d".formatted(i), "worker");
            all.add(Connection.watched(installation.http(), installation.address(), collector::hear)
                    .signIn(logIn.name(), logIn.password()));
        }
        for (int turn = 0; turn < turns; turn++) {
            all.forEach(collector::take);
        }
    }

    private int print(Collector collector, Map<String, Long> truths, List<Served> before) {
        PrintWriter out = spec.commandLine().getOut();
        List<Served> metadata = collector.taken().stream().map(each -> each.of(truths.get(each.token()))).toList();
        List<Served> planted = collector.taken().stream()
                .map(each -> withSequentialName(each.of(truths.get(each.token())), collector.taken().indexOf(each)))
                .toList();
        List<Served> after = collector.taken().stream()
                .filter(each -> each.pixels().get(2) > 0)
                .map(each -> new Served(truths.get(each.token()), each.pixels(), List.of()))
                .toList();
        Linker linker = new Linker(metadata, seed);
        out.printf("%,d servings of %d documents to %d workers; AUC over %,d pairs, 0.5 is blind%n",
                metadata.size(), documents, workers, linker.pairs());
        for (int clue = 0; clue < Collector.CLUES.size(); clue++) {
            out.printf("           %-24s %s%n", Collector.CLUES.get(clue), linker.auc(clue));
        }
        Linker.Auc all = linker.auc();
        Linker.Auc control = new Linker(planted, seed).auc();
        out.printf("%s  metadata together        %s, at most %.2f is wanted%n", all.value() <= METADATA_MAX ? "reached" : "MISSED ", all, METADATA_MAX);
        out.printf("%s  with sequential names    %s, above %.2f is wanted%n",
                control.value() > PLANTED_MIN ? "reached" : "MISSED ", control, PLANTED_MIN);
        Linker raw = new Linker(before, seed);
        Linker shown = new Linker(after, seed);
        out.printf("pixels                        as scanned         as shown%n");
        for (int trait = 0; trait < PictureTraits.NAMES.size(); trait++) {
            out.printf("           %-15s %16s %16s%n", PictureTraits.NAMES.get(trait), raw.auc(trait), shown.auc(trait));
        }
        out.printf("           %-15s %16s %16s%n", "together", raw.auc(), shown.auc());
        return all.value() <= METADATA_MAX && control.value() > PLANTED_MIN ? Exit.DONE : Exit.REFUSED;
    }

    /** The control: names that count up as fragments are cut, document by document. */
    private static Served withSequentialName(Served served, int serving) {
        List<Double> traits = new ArrayList<>(served.traits());
        traits.set(0, served.document() + serving % 25 / 25.0);
        return new Served(served.document(), traits, served.marks());
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while files were split", e);
        }
    }
}
