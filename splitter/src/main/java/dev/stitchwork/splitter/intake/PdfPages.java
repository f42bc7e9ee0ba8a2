package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;

/** A PDF file: a scanned page gives the picture in it, a born-digital one is drawn. */
public final class PdfPages implements Pages {
    static {
        PrintersFonts.use();
    }

    private final String name;
    private final PDDocument document;
    private final IntakeLimits limits;
    private final PdfForm form;
    private final int count;

    private PdfPages(String name, PDDocument document, IntakeLimits limits) {
        this.name = name;
        this.document = document;
        this.limits = limits;
        this.form = new PdfForm(document);
        this.count = document.getNumberOfPages();
    }

    static Pages open(String name, Blocks blocks, Optional<String> password, IntakeLimits limits)
            throws RefusedException {
        PDDocument document = load(name, blocks, password);
        try {
            PdfPages pages = new PdfPages(name, document, limits);
            limits.checkPages(name, pages.count);
            if (pages.form.isDrawnElsewhere()) {
                throw new RefusedException(("Expected pages that can be drawn but those of scan '%s' are an XFA form, "
                        + "which only Adobe's programs draw: print it to a new PDF.").formatted(name));
            }
            if (pages.count == 0) {
                throw new RefusedException("Expected pages but scan '%s' has none.".formatted(name));
            }
            return pages;
        } catch (RefusedException | RuntimeException | StackOverflowError refused) {
            IOUtils.closeQuietly(document);
            throw refused;
        }
    }

    private static PDDocument load(String name, Blocks blocks, Optional<String> password) throws RefusedException {
        try {
            PDDocument document = Loader.loadPDF(
                    new BlockAccess(blocks), password.orElse(""), IOUtils.createMemoryOnlyStreamCache());
            document.setResourceCache(new ForgetfulCache());
            return document;
        } catch (InvalidPasswordException locked) {
            throw new RefusedException(password.isEmpty()
                    ? "Expected a PDF that opens without a password but scan '%s' is protected: send it again with its password."
                            .formatted(name)
                    : "Expected the password of scan '%s' but the one that came with it does not open it: send it again with the right one."
                            .formatted(name), locked);
        } catch (NoClassDefFoundError noCertificates) {
            throw new RefusedException(
                    "Expected a PDF that opens with a password or without but scan '%s' opens with a certificate only: print it to a new PDF."
                            .formatted(name), noCertificates);
        } catch (IOException | RuntimeException damaged) {
            throw new RefusedException(
                    "Expected a whole PDF but scan '%s' is damaged or cut short: send it again.".formatted(name), damaged);
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public FileFormat format() {
        return FileFormat.PDF;
    }

    @Override
    public PageFacts facts(int number) throws RefusedException {
        PDPage page = document.getPage(number - 1);
        PDRectangle crop = page.getCropBox();
        if (!(crop.getWidth() > 0 && crop.getHeight() > 0)) {
            throw new RefusedException("Expected a sheet of paper but page %d of scan '%s' is %s x %s points."
                    .formatted(number, name, crop.getWidth(), crop.getHeight()));
        }
        return new PageFacts(crop.getWidth(), crop.getHeight(), PageFacts.Unit.POINTS,
                Orientation.ofTurn(new PageFrame(page).turn()), FullPagePicture.encodings(page));
    }

    @Override
    public Page page(int number) throws RefusedException {
        String where = "page %d of scan '%s'".formatted(number, name);
        try {
            PDPage page = document.getPage(number - 1);
            Optional<FullPagePicture.Found> scan = isDrawnOver(page) ? Optional.empty() : FullPagePicture.of(page);
            Gray picture = scan.isPresent() ? taken(scan.get(), where) : drawn(number, page, where);
            return new Page(picture, scan.isEmpty(), form.values(page));
        } catch (IOException | RuntimeException damaged) {
            if (damaged.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            throw new RefusedException(
                    "Expected to see all of %s but a part of it cannot be decoded: print it to a new PDF or scan it again.".formatted(where), damaged);
        }
    }

    private Gray taken(FullPagePicture.Found scan, String where) throws RefusedException, IOException {
        PictureHeader.check(scan.image(), where, limits);
        PDImageXObject image = FaxPictures.decoded(scan.image());
        Optional<Gray> grey = GreySamples.of(image);
        WholeScan.check(image, grey.isPresent());
        Gray picture = grey.isPresent() ? grey.get() : Rasters.gray(image.getOpaqueImage());
        return picture.turned(scan.turn());
    }

    private Gray drawn(int number, PDPage page, String where) throws RefusedException, IOException {
        return new StrictRenderer(document, limits).draw(number - 1, page, where);
    }

    /** Whether notes, stamps or form fields lie over the page's own content. */
    private static boolean isDrawnOver(PDPage page) throws IOException {
        for (PDAnnotation annotation : page.getAnnotations()) {
            if (!(annotation instanceof PDAnnotationLink) && !annotation.isHidden() && !annotation.isNoView()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Keeps fonts and colour spaces but no pictures: a file of 500 scans would keep them all. */
    private static final class ForgetfulCache extends DefaultResourceCache {
        @Override
        public void put(COSObject key, PDXObject object) {}
    }
}
