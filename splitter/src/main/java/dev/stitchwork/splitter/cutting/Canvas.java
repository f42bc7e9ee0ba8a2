package dev.stitchwork.splitter.cutting;

import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts a cut-out on one of a few canvases, scaled so that writing is of the same height from form to form: the size of a
 * picture then names neither form nor field.
 */
public final class Canvas {
    private static final int[] WIDTHS = {640, 1280};
    private static final int[] HEIGHTS = {96, 192, 384, 768};
    private static final int PADDING = 10;
    /** Height of writing on the canvas, pixels. */
    private static final double WRITING = 44;
    private static final double WRITING_MIN = 26;
    private static final double WRITING_MAX = 110;
    private static final double SCALE_MIN = 0.55;
    private static final double SCALE_MAX = 1.6;
    /** Paper lighter than this is white on the canvas. */
    private static final int PAPER = 222;

    private Canvas() {}

    /** The heights that there are, rising. */
    static int[] heights() {
        return HEIGHTS.clone();
    }

    /** Every size there is. */
    static List<ExposureLog.Canvas> sizes() {
        return Arrays.stream(WIDTHS)
                .boxed()
                .flatMap(width -> Arrays.stream(HEIGHTS).mapToObj(height -> new ExposureLog.Canvas(width, height)))
                .toList();
    }

    /** How high the writing in a box is: three in four of its pieces are no higher; guessed from the box without any. */
    static double writingHeight(List<Span> pieces, Span box) {
        int[] heights = pieces.stream().mapToInt(Span::height).filter(height -> height >= 12).sorted().toArray();
        double height = heights.length == 0 ? box.height() * 0.6 : heights[Math.min(heights.length - 1, heights.length * 3 / 4)];
        return Math.max(WRITING_MIN, Math.min(WRITING_MAX, height));
    }

    /** A picture on its canvas, and where. */
    public record Placed(Gray picture, Patch patch) {
        /** All that it shows as one fragment; parameters as {@link Cut} has them. */
        public Cut cut(Span span, int ink, Cut.Hidden hidden, Optional<String> flag) {
            return new Cut(picture, List.of(patch), span, ink, hidden, flag);
        }
    }

    /** @param span what part of the page the picture is */
    public static Placed of(Gray picture, Span span, double writingHeight) {
        Gray clear = contrasted(picture);
        Span shown = span;
        double scale = Math.max(SCALE_MIN, Math.min(SCALE_MAX, WRITING / writingHeight));
        if (clear.width() * scale > WIDTHS[WIDTHS.length - 1] - 2 * PADDING) {
            Span sides = withoutEmptySides(clear);
            clear = clear.crop(sides);
            shown = new Span(span.left() + sides.left(), span.top(), span.left() + sides.right(), span.bottom());
        }
        return centred(clear, shown, scale);
    }

    /** Scaled by this much, or by less where the largest canvas asks for it, in the middle of the smallest that holds it. */
    static Placed centred(Gray picture, Span span, double scale) {
        double fit = Math.min(scale, Math.min(
                (WIDTHS[WIDTHS.length - 1] - 2.0 * PADDING) / picture.width(),
                (HEIGHTS[HEIGHTS.length - 1] - 2.0 * PADDING) / picture.height()));
        Gray scaled = scaled(picture, fit);
        int width = least(WIDTHS, scaled.width() + 2 * PADDING);
        int height = least(HEIGHTS, scaled.height() + 2 * PADDING);
        int left = (width - scaled.width()) / 2;
        int top = (height - scaled.height()) / 2;
        return new Placed(scaled.crop(new Span(-left, -top, width - left, height - top)),
                new Patch(span, new Span(left, top, left + scaled.width(), top + scaled.height())));
    }

    private static int least(int[] sizes, int wanted) {
        return Arrays.stream(sizes).filter(size -> size >= wanted).findFirst().orElse(sizes[sizes.length - 1]);
    }

    /** The darkest ink becomes black, paper white. */
    static Gray contrasted(Gray picture) {
        int[] histogram = new int[256];
        int count = 0;
        for (byte pixel : picture.pixels()) {
            if ((pixel & 0xff) < 160) {
                histogram[pixel & 0xff]++;
                count++;
            }
        }
        int black = 0;
        for (int seen = 0; black < 160 && seen * 10 < count; black++) {
            seen += histogram[black];
        }
        black = count == 0 ? 0 : Math.max(0, black - 1);
        byte[] clearer = new byte[256];
        for (int value = 0; value < clearer.length; value++) {
            clearer[value] = (byte) Math.max(0, Math.min(255, (value - black) * 255 / (PAPER - black)));
        }
        byte[] clear = new byte[picture.pixels().length];
        for (int i = 0; i < clear.length; i++) {
            clear[i] = clearer[picture.pixels()[i] & 0xff];
        }
        return new Gray(picture.width(), picture.height(), clear);
    }

    private static Span withoutEmptySides(Gray picture) {
        int left = picture.width();
        int right = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (picture.at(x, y) < 160) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                }
            }
        }
        int margin = 40;
        return left >= right
                ? new Span(0, 0, picture.width(), picture.height())
                : new Span(Math.max(0, left - margin), 0, Math.min(picture.width(), right + margin), picture.height());
    }

    /** Drawn larger or smaller. */
    public static Gray scaled(Gray picture, double scale) {
        Gray source = picture;
        double rest = scale;
        while (rest <= 0.5 && Math.min(source.width(), source.height()) > 1) {
            source = source.halved();
            rest *= 2;
        }
        return new Rescale(source, Math.max(1, (int) Math.round(picture.width() * scale)),
                Math.max(1, (int) Math.round(picture.height() * scale))).drawn();
    }
}
