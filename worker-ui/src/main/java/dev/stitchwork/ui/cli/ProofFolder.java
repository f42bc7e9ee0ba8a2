package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.splitter.freepage.FreePage;
import dev.stitchwork.splitter.proof.FreePageProof;
import dev.stitchwork.splitter.proof.PageProof;
import dev.stitchwork.splitter.raster.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The folder in which one split file can be looked at: a contact sheet a page, its fragments, and all numbers as JSON; each file whole. */
final class ProofFolder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final WholeFiles files;
    private final List<Map<String, Object>> pages = new ArrayList<>();
    private final List<Map<String, Object>> refusals = new ArrayList<>();

    ProofFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Files.createDirectories(folder.resolve("fragments"));
        files = WholeFiles.in(folder);
    }

    Path path() {
        return folder;
    }

    void add(PageProof proof) throws IOException {
        String sheet = "page-%d.png".formatted(proof.filePage());
        files.put(folder.resolve(sheet), proof.contactSheet());
        List<Map<String, Object>> fragments = new ArrayList<>();
        for (PageProof.Fragment fragment : proof.fragments()) {
            fragments.add(fragment(fragment, "fragments/%d-%s-%d.png".formatted(
                    proof.filePage(), fragment.field().name(), fragment.part())));
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("page", proof.filePage());
        page.put("template", proof.template());
        page.put("templatePage", proof.templatePage());
        page.put("turn", proof.turn() * 90);
        page.put("errorPx", rounded(proof.errorPx()));
        page.put("match", rounded(proof.match()));
        page.put("corners", proof.corners().stream().map(at -> List.of(rounded(at[0]), rounded(at[1]))).toList());
        page.put("contactSheet", sheet);
        page.put("fragments", fragments);
        pages.add(page);
    }

    void add(FreePageProof proof) throws IOException {
        String sheet = "page-%d.png".formatted(proof.filePage());
        files.put(folder.resolve(sheet), proof.contactSheet());
        List<Map<String, Object>> documents = new ArrayList<>();
        int at = 0;
        for (List<FreePage.Piece> pieces : proof.page().documents()) {
            List<Map<String, Object>> fragments = new ArrayList<>();
            for (FreePage.Piece piece : pieces) {
                PageProof.Fragment fragment = proof.fragments().get(at++);
                Map<String, Object> values = fragment(fragment, "fragments/%d-%d-%s-%d.png".formatted(
                        proof.filePage(), documents.size() + 1, piece.field().name(), piece.part()));
                values.put("block", piece.spot().block());
                values.put("line", piece.spot().line());
                values.put("spot", List.of(rounded(piece.spot().x()), rounded(piece.spot().y()),
                        rounded(piece.spot().width()), rounded(piece.spot().height())));
                fragments.add(values);
            }
            documents.add(Map.of("fragments", fragments));
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("page", proof.filePage());
        page.put("turn", proof.page().turn() * 90);
        page.put("skewDegrees", rounded(proof.page().degrees()));
        page.put("unclaimedInk", rounded(proof.unclaimed()));
        page.put("contactSheet", sheet);
        page.put("documents", documents);
        pages.add(page);
    }

    void refused(List<Integer> filePages, String reason) {
        Map<String, Object> refusal = new LinkedHashMap<>();
        refusal.put("pages", filePages);
        refusal.put("reason", reason);
        refusals.add(refusal);
    }

    /** Writes the numbers of all pages, when there are no more. */
    void end(Path file, List<String> templates) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("file", file.getFileName().toString());
        all.put("template", templates.get(0));
        if (templates.size() > 1) {
            all.put("templates", templates);
        }
        all.put("pages", pages);
        all.put("refused", refusals);
        files.put(folder.resolve("split.json"), JSON.writeValueAsBytes(all));
    }

    @Override
    public void close() {
        files.close();
    }

    private Map<String, Object> fragment(PageProof.Fragment fragment, String file) throws IOException {
        files.put(folder.resolve(file), fragment.picture());
        Span span = fragment.cut().span();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("field", fragment.field().name());
        values.put("part", fragment.part());
        values.put("kind", fragment.field().kind().json());
        values.put("file", file);
        values.put("spanPx", List.of(span.left(), span.top(), span.right(), span.bottom()));
        values.put("inkPx", fragment.cut().ink());
        values.put("hiddenPrintPx", fragment.cut().hidden().print());
        values.put("hiddenForeignPx", fragment.cut().hidden().foreign());
        fragment.cut().flag().ifPresent(flag -> values.put("flag", flag));
        values.put("readings", fragment.readings().stream().map(ProofFolder::reading).toList());
        return values;
    }

    private static Map<String, Object> reading(MachineReading reading) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("reader", reading.reader());
        values.put("verdict", reading.reading().verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (reading.reading().verdict() == Reading.Verdict.VALUE) {
            values.put("text", reading.reading().text());
        }
        values.put("confidence", rounded(reading.confidence()));
        return values;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
