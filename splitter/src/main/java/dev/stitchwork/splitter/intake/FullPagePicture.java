package dev.stitchwork.splitter.intake;

import java.awt.geom.Point2D;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDFGraphicsStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * Finds the scan in a scanned page: the one picture that fills it, where nothing else is to be seen on it.
 *
 * <p>Such a picture is taken as it is. Drawing the page instead would resample every pixel of it, and costs more. The
 * invisible text that scanners lay over a page, white backgrounds and clips do not count as something to be seen.
 */
final class FullPagePicture extends PDFGraphicsStreamEngine {
    /**
     * The scan of a page.
     *
     * @param turn quarter turns clockwise from how it is stored to how the page is looked at
     */
    record Found(PDImageXObject image, int turn) {}

    private static final double EDGE_SHARE = 0.01;

    private PDImageXObject image;
    private Matrix placed;
    private boolean somethingElse;
    private final Set<String> encodings = new LinkedHashSet<>();

    private FullPagePicture(PDPage page) {
        super(page);
    }

    static Optional<Found> of(PDPage page) {
        FullPagePicture looked = new FullPagePicture(page);
        try {
            looked.processPage(page);
            return looked.somethingElse || looked.image == null ? Optional.empty() : looked.found();
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty(); // drawing the page will say what is wrong with it
        }
    }

    /** How the pictures of a page are coded, and whether it has text and drawings; as far as it can be read. */
    static List<String> encodings(PDPage page) {
        FullPagePicture looked = new FullPagePicture(page);
        try {
            looked.processPage(page);
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            // what was met before the damage is what there is to say
        }
        return List.copyOf(looked.encodings);
    }

    private Optional<Found> found() throws IOException {
        if (image.isStencil() || image.getSoftMask() != null || image.getMask() != null
                || image.getColorKeyMask() != null || image.getOptionalContent() != null) {
            return Optional.empty();
        }
        float a = placed.getScaleX();
        float b = placed.getShearY();
        float c = placed.getShearX();
        float d = placed.getScaleY();
        float size = Math.abs(a) + Math.abs(b);
        boolean lies = Math.abs(a) < size * 1e-3 && Math.abs(d) < size * 1e-3;
        boolean stands = Math.abs(b) < size * 1e-3 && Math.abs(c) < size * 1e-3;
        if (!(lies || stands) || a * d - b * c <= 0 || !fills()) {
            return Optional.empty();
        }
        int turn = stands ? (a > 0 ? 0 : 2) : (b > 0 ? 3 : 1);
        return Optional.of(new Found(image, turn + new PageFrame(getPage()).turn()));
    }

    private boolean fills() {
        PDRectangle crop = getPage().getCropBox();
        Point2D.Float one = placed.transformPoint(0, 0);
        Point2D.Float other = placed.transformPoint(1, 1);
        double edge = EDGE_SHARE * Math.max(crop.getWidth(), crop.getHeight());
        return Math.abs(Math.min(one.x, other.x) - crop.getLowerLeftX()) < edge
                && Math.abs(Math.max(one.x, other.x) - crop.getUpperRightX()) < edge
                && Math.abs(Math.min(one.y, other.y) - crop.getLowerLeftY()) < edge
                && Math.abs(Math.max(one.y, other.y) - crop.getUpperRightY()) < edge;
    }

    @Override
    public void drawImage(PDImage drawn) throws IOException {
        encodings.add(PictureHeader.encoding(drawn));
        if (image == null && drawn instanceof PDImageXObject picture) {
            ColourProfiles.repair(picture.getCOSObject());
            image = picture;
            placed = getGraphicsState().getCurrentTransformationMatrix().clone();
        } else {
            somethingElse = true;
        }
    }

    @Override
    protected void showGlyph(Matrix rendering, PDFont font, int code, Vector displacement) throws IOException {
        encodings.add("text");
        RenderingMode mode = getGraphicsState().getTextState().getRenderingMode();
        somethingElse |= mode.isFill() || mode.isStroke();
    }

    @Override
    public void fillPath(int windingRule) throws IOException {
        boolean isBackground = image == null && getGraphicsState().getNonStrokingColor().toRGB() == 0xffffff;
        if (!isBackground) {
            drawing();
        }
    }

    private void drawing() {
        encodings.add("drawing");
        somethingElse = true;
    }

    @Override
    public void strokePath() {
        drawing();
    }

    @Override
    public void fillAndStrokePath(int windingRule) {
        drawing();
    }

    @Override
    public void shadingFill(COSName shading) {
        drawing();
    }

    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException failure) {
        somethingElse = true;
    }

    @Override
    public void appendRectangle(Point2D first, Point2D second, Point2D third, Point2D fourth) {}

    @Override
    public void clip(int windingRule) {}

    @Override
    public void moveTo(float x, float y) {}

    @Override
    public void lineTo(float x, float y) {}

    @Override
    public void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {}

    @Override
    public Point2D getCurrentPoint() {
        return new Point2D.Float();
    }

    @Override
    public void closePath() {}

    @Override
    public void endPath() {}
}
