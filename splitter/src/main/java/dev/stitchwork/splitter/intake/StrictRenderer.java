package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.state.EmptyGraphicsStackException;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.apache.pdfbox.rendering.RenderDestination;

/**
 * Draws born-digital pages, and fails where PDFBox would go on: its own answer to a picture that it cannot decode is a
 * line in the log and a blank in the page, which a worker would then key as blank.
 */
final class StrictRenderer extends PDFRenderer {
    private static final double POINTS_PER_INCH = 72;
    private static final double DPI = 300;
    private static final double DPI_MIN = 70;

    private final IntakeLimits limits;
    private String where;

    StrictRenderer(PDDocument document, IntakeLimits limits) {
        super(document);
        this.limits = limits;
        setRenderingHints(hints());
    }

    /** Draws a page at 300 dpi, or at less where that would pass the pixel limit. */
    Gray draw(int index, PDPage page, String place) throws RefusedException, IOException {
        where = place;
        double inches = page.getCropBox().getWidth() / POINTS_PER_INCH * page.getCropBox().getHeight() / POINTS_PER_INCH;
        double dpi = Math.min(DPI, Math.floor(Math.sqrt(Math.min(limits.pixelsMax(), IntakeLimits.KEPT_PIXELS_MAX) / Math.max(inches, 1e-6))));
        if (dpi < DPI_MIN) {
            throw new RefusedException("Expected a sheet of paper but %s is %.0f x %.0f mm.".formatted(where,
                    new PageFrame(page).widthMm(), new PageFrame(page).heightMm()));
        }
        return Rasters.gray(filled(index, page, dpi / POINTS_PER_INCH));
    }

    /**
     * The page drawn so that it fills its picture to the edge. PDFBox's own picture is cut to whole pixels and the page
     * hung from its lower edge, which moves everything by up to a pixel; and lines go where they belong, not to the
     * nearest pixel.
     */
    private BufferedImage filled(int index, PDPage page, double scale) throws IOException {
        boolean lies = new PageFrame(page).turn() % 2 == 1;
        double across = lies ? page.getCropBox().getHeight() : page.getCropBox().getWidth();
        double down = lies ? page.getCropBox().getWidth() : page.getCropBox().getHeight();
        int width = (int) Math.max(1, Math.round(across * scale));
        int height = (int) Math.max(1, Math.round(down * scale));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setBackground(Color.WHITE);
            graphics.clearRect(0, 0, width, height);
            renderPageToGraphics(
                    index, graphics, (float) (width / across), (float) (height / down), RenderDestination.EXPORT);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static RenderingHints hints() {
        RenderingHints hints = new RenderingHints(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        hints.put(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        hints.put(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        hints.put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return hints;
    }

    @Override
    protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
        return new StrictDrawer(parameters);
    }

    private final class StrictDrawer extends PageDrawer {
        StrictDrawer(PageDrawerParameters parameters) throws IOException {
            super(parameters);
        }

        @Override
        public void drawImage(PDImage image) throws IOException {
            try {
                ColourProfiles.repair((COSDictionary) image.getCOSObject());
                PictureHeader.check(image, "a picture on " + where, limits);
            } catch (RefusedException refused) {
                throw new IOException(refused);
            }
            super.drawImage(image instanceof PDImageXObject picture ? FaxPictures.decoded(picture) : image);
        }

        @Override
        protected void operatorException(Operator operator, List<COSBase> operands, IOException failure)
                throws IOException {
            if (!(failure instanceof EmptyGraphicsStackException)) {
                throw failure;
            }
        }
    }
}
