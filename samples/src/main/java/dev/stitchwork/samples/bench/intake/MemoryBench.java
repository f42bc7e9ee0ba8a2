package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.scan.ScanFormat;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.splitter.child.ChildLimits;
import dev.stitchwork.ui.cli.Columns;
import dev.stitchwork.ui.cli.Exit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import picocli.CommandLine;

/** What a file of very many pages costs in memory: the service's stays flat, the child's stays under its limit. */
@CommandLine.Command(
        name = "memory",
        description = "Splits one TIFF of many pages at 300 dpi and prints the memory of the service and of the child on the way.",
        mixinStandardHelpOptions = true)
public final class MemoryBench implements Bench {
    private static final double GROWTH_MB_MAX = 32;
    private static final int LOOKS = 10;
    private static final int SHEETS = 6;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--pages", paramLabel = "N", defaultValue = "500", description = "of the file; default: ${DEFAULT-VALUE}")
    private int pages;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path file = Files.createTempFile("stitchwork", ".tif");
        Watch watch = new Watch();
        double childMb;
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading(); ChildMemory child = new ChildMemory()) {
            write(file);
            splitter.split(GoodFiles.scan("long.tif", () -> Files.newByteChannel(file)), watch);
            childMb = child.mostMb();
        } catch (UnreadableScanException refused) {
            throw new IOException(refused);
        } finally {
            Files.delete(file);
        }
        out.println(watch.table);
        double limit = ChildLimits.DEFAULT.memoryBytes() / 1e6;
        double growth = watch.heap.get(watch.heap.size() - 1) - watch.heap.get(0);
        boolean held = watch.done == pages && growth <= GROWTH_MB_MAX && childMb <= limit && childMb > 0;
        out.printf(Locale.ROOT, "%d of %d pages split; the service's heap grew by %.0f MB (at most %.0f), the child had at most %.0f MB (limit %.0f)%n%s%n",
                watch.done, pages, growth, GROWTH_MB_MAX, childMb, limit, held ? "all bounds held" : "NOT all bounds held");
        return held ? Exit.DONE : Exit.REFUSED;
    }

    /** Looks at memory ten times on the way. */
    private final class Watch implements Splitter.Pieces {
        private final Columns table = new Columns("PAGES", "HEAP MB", "PEAK MB");
        private final List<Double> heap = new ArrayList<>();
        private int done;

        @Override
        public void document(ShreddedDocument document) {
            done++;
            if (done % Math.max(1, pages / LOOKS) == 0) {
                Memory now = Memory.now();
                heap.add(now.heapMb());
                table.add(done, Math.round(now.heapMb()), Math.round(now.peakMb()));
            }
        }

        @Override
        public void refused(List<Integer> filePages, String reason) {
            throw new IllegalStateException(reason);
        }
    }

    /** A few filled-in forms over and over, in fax coding. */
    private void write(Path file) throws IOException {
        List<BufferedImage> images = new ArrayList<>();
        for (BufferedImage grey : GoodFiles.sheets(SHEETS)) {
            BufferedImage oneBit = new BufferedImage(grey.getWidth(), grey.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
            oneBit.createGraphics().drawImage(grey, 0, 0, null);
            images.add(oneBit);
        }
        ImageWriter writer = ScanFormat.writer("tiff");
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(stream);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType("CCITT T.6");
            writer.prepareWriteSequence(null);
            for (int page = 0; page < pages; page++) {
                writer.writeToSequence(new IIOImage(images.get(page % images.size()), null, null), how);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }
}
