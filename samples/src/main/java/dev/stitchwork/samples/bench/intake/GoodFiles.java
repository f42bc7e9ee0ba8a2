package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.samples.scan.PrintedFile;
import dev.stitchwork.splitter.ScanSplitter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Scans of the sample form as offices send them, and how they are split: what other measurements are made on. */
public final class GoodFiles {
    private static final long SEED = 20;
    /** So many forms that each kind of file is there once, the third a TIFF of several pages. */
    static final int FORMS = 20;
    private static final int BEFORE_TIFF = 12;

    private GoodFiles() {}

    /** A PDF of black-and-white pages at 300 dpi, each one form; at most six. */
    static byte[] fax(int pages) throws IOException {
        return all(pages).get(0).bytes();
    }

    /** Files of all kinds by turns, in the order of their names: PDF in fax coding, PDF in JPEG, TIFF, PNG, JPEG. */
    static List<PrintedFile> all(int forms) throws IOException {
        List<PrintedFile> files = new CopyOnWriteArrayList<>();
        new FormPrinter(BenefitForm.template(), SampleFormFiles.blankPdf()).print(forms, SEED, "good", files::add);
        return files.stream().sorted(Comparator.comparing(PrintedFile::name)).toList();
    }

    /**
     * Filled-in forms as black-and-white pages at 300 dpi, of one byte a pixel.
     *
     * @param most at most six
     */
    public static List<BufferedImage> sheets(int most) throws IOException {
        List<BufferedImage> sheets = new ArrayList<>();
        ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(all(BEFORE_TIFF + most).get(2).bytes()))) {
            reader.setInput(in);
            for (int page = 0; page < reader.getNumImages(true); page++) {
                BufferedImage oneBit = reader.read(page);
                BufferedImage grey = new BufferedImage(oneBit.getWidth(), oneBit.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
                grey.createGraphics().drawImage(oneBit, 0, 0, null);
                sheets.add(grey);
            }
        } finally {
            reader.dispose();
        }
        return sheets;
    }

    static Scan scan(String name, Scan.Content content) throws IOException {
        return new Scan(name, content, BenefitForm.template(), Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()),
                Optional.empty());
    }

    /**
     * The forms of a file.
     *
     * @throws IOException where it is not split whole
     */
    public static List<ShreddedDocument> split(ScanSplitter splitter, String name, byte[] bytes) throws IOException {
        Path file = Files.createTempFile("stitchwork", "scan");
        try {
            Files.write(file, bytes);
            return split(splitter, scan(name, () -> Files.newByteChannel(file)));
        } finally {
            Files.delete(file);
        }
    }

    static List<ShreddedDocument> split(ScanSplitter splitter, Scan scan) throws IOException {
        List<ShreddedDocument> documents = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        try {
            splitter.split(scan, new Splitter.Pieces() {
                @Override
                public void document(ShreddedDocument document) {
                    documents.add(document);
                }

                @Override
                public void refused(List<Integer> filePages, String reason) {
                    refusals.add(reason);
                }
            });
        } catch (UnreadableScanException refused) {
            refusals.add(refused.getMessage());
        }
        if (!refusals.isEmpty()) {
            throw new IOException("Expected all of '%s' to be split but was told: %s".formatted(scan.name(), refusals.get(0)));
        }
        return documents;
    }
}
