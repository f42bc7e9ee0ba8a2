package dev.stitchwork.samples.bench.crops;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.splitter.proof.PageProof;
import dev.stitchwork.splitter.proof.Proofs;
import dev.stitchwork.splitter.raster.Gray;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Prints forms with labelled ink, has them split, and adds up what the fragments show; for several threads at once. */
public class CropMeasure {
    /** The foreign share of a fragment with little ink of its own is taken of this much ink: three or four letters. */
    private static final int INK_PX = 1500;

    private final Path folder;
    private final Optional<Path> keep;
    private final List<Double> foreignShares = Collections.synchronizedList(new ArrayList<>());
    private final List<String> worst = Collections.synchronizedList(new ArrayList<>());
    private int refused;
    private int flagged;
    private int characters;
    private long ownOnPage;
    private long ownShown;
    private long foreign;
    private long print;
    private int fieldsCutShort;

    /**
     * @param folder for scans while they are split
     * @param keep where contact sheets of pages with legible foreign ink or lost ink go
     */
    public CropMeasure(Path folder, Optional<Path> keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /** One form, some copies of it. */
    public void measure(ScanSplitter splitter, long seed, int copies) {
        SplittableRandom random = new SplittableRandom(seed);
        PaintedForm form = new PaintedForm(random);
        FormTemplate template = form.template();
        byte[] blank = tiff(form.blank);
        for (int i = 0; i < copies; i++) {
            PaintedCopy copy = new PaintedCopy(form, template.fields(), random, i % 3 == 2);
            measure(splitter, template, blank, copy, seed);
        }
    }

    private void measure(ScanSplitter splitter, FormTemplate template, byte[] blank, PaintedCopy copy, long seed) {
        Path file = folder.resolve("scan-" + seed + ".tif");
        try {
            Files.write(file, tiff(image(copy.scan)));
            splitter.split(new Scan("painted-" + seed + ".tif", () -> Files.newByteChannel(file), template,
                    Map.of(PaintedForm.REFERENCE, blank), Optional.empty()), new Splitter.Pieces() {
                @Override
                public void document(ShreddedDocument document) {
                    // Looked at page by page.
                }

                @Override
                public void refused(List<Integer> filePages, String reason) {
                    // Said by the exception that follows.
                }
            }, new Proofs() {
                @Override
                public void opened(int pages) {}

                @Override
                public void page(PageProof proof) {
                    add(proof, template.fields(), copy.labels, seed);
                }
            });
        } catch (UnreadableScanException notLaid) {
            synchronized (this) {
                refused++;
                worst.add("seed %d: %s".formatted(seed, notLaid.getMessage()));
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        } finally {
            file.toFile().delete();
        }
    }

    private void add(PageProof proof, List<Field> fields, Labels labels, long seed) {
        Map<Field, List<OwnTrace.Seen>> byField = new LinkedHashMap<>();
        boolean bad = false;
        for (PageProof.Fragment fragment : proof.fragments()) {
            Gray picture = decoded(fragment.picture());
            byField.computeIfAbsent(fragment.field(), field -> new ArrayList<>()).add(new OwnTrace.Seen(fragment, picture));
            CropTrace trace = CropTrace.of(proof, fragment, labels, picture, label(fields, fragment.field()));
            foreignShares.add(trace.foreign() / (double) Math.max(INK_PX, trace.dark()));
            synchronized (this) {
                characters += trace.characters();
                foreign += trace.foreign();
                print += trace.print();
                flagged += fragment.cut().flag().isPresent() ? 1 : 0;
            }
            if (trace.characters() > 0 || trace.foreign() > 0.003 * Math.max(INK_PX, trace.dark())) {
                bad = true;
                worst.add("seed %d %s part %d: %d legible pieces, foreign %d of %d pixels, print %d".formatted(seed,
                        fragment.field().name(), fragment.part(), trace.characters(), trace.foreign(), trace.dark(), trace.print()));
            }
        }
        for (Map.Entry<Field, List<OwnTrace.Seen>> entry : byField.entrySet()) {
            OwnTrace own = OwnTrace.of(proof, entry.getValue(), labels, label(fields, entry.getKey()));
            boolean isShort = own.shown() < 0.98 * own.onPage();
            boolean isFlagged = entry.getValue().stream().anyMatch(seen -> seen.fragment().cut().flag().isPresent());
            synchronized (this) {
                ownOnPage += own.onPage();
                ownShown += own.shown();
                fieldsCutShort += isShort && !isFlagged ? 1 : 0;
            }
            if (isShort) {
                bad = true;
                worst.add("seed %d %s: %d of %d own pixels shown%s".formatted(
                        seed, entry.getKey().name(), own.shown(), own.onPage(), isFlagged ? ", flagged" : ""));
            }
        }
        if (bad && keep.isPresent()) {
            try {
                Files.write(keep.get().resolve("painted-" + seed + ".png"), proof.contactSheet());
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }

    /** The label that a field's ink should have; the control of this measurement asks for a wrong one. */
    int label(List<Field> fields, Field field) {
        return fields.indexOf(field) + 1;
    }

    private static Gray decoded(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            byte[] pixels = new byte[image.getWidth() * image.getHeight()];
            int[] row = new int[image.getWidth()];
            int bits = image.getSampleModel().getSampleSize(0);
            int most = (1 << bits) - 1;
            for (int y = 0; y < image.getHeight(); y++) {
                image.getRaster().getSamples(0, y, image.getWidth(), 1, 0, row);
                for (int x = 0; x < row.length; x++) {
                    pixels[y * row.length + x] = (byte) (row[x] * 255 / most);
                }
            }
            return new Gray(image.getWidth(), image.getHeight(), pixels);
        } catch (IOException broken) {
            throw new UncheckedIOException("Expected a fragment that is a PNG but it cannot be read.", broken);
        }
    }

    private static BufferedImage image(Gray grey) {
        BufferedImage image = new BufferedImage(grey.width(), grey.height(), BufferedImage.TYPE_BYTE_GRAY);
        System.arraycopy(grey.pixels(), 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, grey.pixels().length);
        return image;
    }

    private static byte[] tiff(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "tiff", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory cannot fail.", impossible);
        }
        return bytes.toByteArray();
    }

    public int crops() {
        return foreignShares.size();
    }

    public int refused() {
        return refused;
    }

    public int flagged() {
        return flagged;
    }

    /** Pieces of foreign ink large enough to be read, in all fragments. */
    public int characters() {
        return characters;
    }

    /** The share of foreign ink that this share of the fragments does not exceed. */
    public double foreignAt(double quantile) {
        List<Double> sorted = new ArrayList<>(foreignShares);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(quantile * sorted.size()) - 1));
    }

    /** Share of the ink of all fields that their fragments show. */
    public double ownShown() {
        return ownOnPage == 0 ? 0 : ownShown / (double) ownOnPage;
    }

    /** Fields of which more than two in a hundred pixels of ink are lost, and which say nothing of it. */
    public int fieldsCutShort() {
        return fieldsCutShort;
    }

    /** Of the foreign ink, the share that is the printed form's. */
    public double printShare() {
        return foreign == 0 ? 0 : print / (double) foreign;
    }

    /** A line for each fragment or field that is not as it should be. */
    public List<String> worst() {
        return List.copyOf(worst);
    }
}
