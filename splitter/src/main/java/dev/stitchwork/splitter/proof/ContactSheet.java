package dev.stitchwork.splitter.proof;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A page beside its fragments, each of which has the colour that it has on the page; what is nobody's there is red. */
final class ContactSheet {
    /** Pixels of the page for one of the sheet. */
    static final int SHRINK = 3;
    /** Pixels of a fragment for one of the sheet. */
    private static final int FRAGMENT_SHRINK = 2;
    /** The fragments' part is so wide, or up to three times that where they would be much taller than the page and than that. */
    private static final int FRAGMENTS_WIDTH = 1300;
    private static final int WIDEST = 3 * FRAGMENTS_WIDTH;
    private static final double TALL = 1.2;
    private static final int GAP = 12;
    private static final int LINE = 15;
    private static final Color BACKGROUND = new Color(0xE9E9E9);
    private static final Lettering LETTERS = new Lettering(12);
    static final Color NOBODY = new Color(0xE00000);
    private static final Color DOUBT = new Color(0xB00000);

    private final BufferedImage page;
    private final List<PageProof.Fragment> fragments;
    private final Function<PageProof.Fragment, Color> colours;

    private record Placed(PageProof.Fragment fragment, BufferedImage picture, int x, int y) {}

    ContactSheet(BufferedImage page, List<PageProof.Fragment> fragments, Function<PageProof.Fragment, Color> colours) {
        this.page = page;
        this.fragments = fragments;
        this.colours = colours;
    }

    byte[] png() {
        List<BufferedImage> pictures = fragments.stream().map(fragment -> shrunk(fragment.picture())).toList();
        int left = page.getWidth() + 2 * GAP;
        int width = FRAGMENTS_WIDTH;
        List<Placed> placed = placed(pictures, left, left + width);
        while (bottom(placed) > TALL * Math.max(page.getHeight(), FRAGMENTS_WIDTH) && width < WIDEST) {
            width += FRAGMENTS_WIDTH;
            placed = placed(pictures, left, left + width);
        }
        BufferedImage sheet = new BufferedImage(left + width,
                Math.max(bottom(placed), page.getHeight() + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D to = sheet.createGraphics();
        to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        to.setColor(BACKGROUND);
        to.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        to.drawImage(page, GAP, GAP, null);
        for (Placed one : placed) {
            caption(to, one);
            to.drawImage(one.picture(), one.x(), one.y(), null);
        }
        to.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory: a stream of ImageIO's own choice is a file in the system's folder for passing ones.
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(sheet, "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory cannot fail.", impossible);
        }
        return bytes.toByteArray();
    }

    private void caption(Graphics2D to, Placed one) {
        PageProof.Fragment fragment = one.fragment();
        double room = one.picture().getWidth();
        String name = fragment.field().name()
                + (fragment.field().parts() > 1 || fragment.part() > 1 ? " part " + fragment.part() : "");
        Color colour = colours.apply(fragment);
        LETTERS.draw(to, name, one.x(), one.y() - 4, room, colour);
        double after = LETTERS.width(name) + 8;
        String readings = readings(fragment);
        LETTERS.draw(to, readings, one.x() + after, one.y() - 4, room - after, Color.BLACK);
        fragment.cut().flag().ifPresent(flag -> {
            to.setColor(DOUBT);
            to.draw(new Rectangle2D.Double(one.x() - 2, one.y() - 2, room + 3, one.picture().getHeight() + 3));
        });
    }

    private static String readings(PageProof.Fragment fragment) {
        StringBuilder text = new StringBuilder();
        for (MachineReading reading : fragment.readings()) {
            text.append(String.format(Locale.ROOT, "%s: %s %.2f ", reading.reader(),
                    reading.reading().verdict() == Reading.Verdict.VALUE ? "'" + reading.reading().text() + "'" : "blank", reading.confidence()));
        }
        return text.toString();
    }

    private static int bottom(List<Placed> placed) {
        return placed.stream().mapToInt(one -> one.y() + one.picture().getHeight()).max().orElse(0);
    }

    /** Row by row between two borders. */
    private List<Placed> placed(List<BufferedImage> pictures, int left, int right) {
        List<Placed> placed = new ArrayList<>();
        int x = left;
        int y = GAP + LINE;
        int high = 0;
        for (int i = 0; i < pictures.size(); i++) {
            BufferedImage picture = pictures.get(i);
            if (x > left && x + picture.getWidth() > right - GAP) {
                x = left;
                y += high + GAP + LINE;
                high = 0;
            }
            placed.add(new Placed(fragments.get(i), picture, x, y));
            x += picture.getWidth() + GAP;
            high = Math.max(high, picture.getHeight());
        }
        return placed;
    }

    private static BufferedImage shrunk(byte[] png) {
        try {
            BufferedImage whole = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
            int width = whole.getWidth() / FRAGMENT_SHRINK;
            int height = whole.getHeight() / FRAGMENT_SHRINK;
            BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D to = small.createGraphics();
            to.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            to.drawImage(whole, 0, 0, width, height, null);
            to.dispose();
            return small;
        } catch (IOException impossible) {
            throw new UncheckedIOException("Expected a fragment that is a PNG but it cannot be read.", impossible);
        }
    }

    /** A page, row by row. */
    interface Rows {
        /**
         * Fills in the colours of one row.
         *
         * @param colours of each pixel 0xRRGGBB; what stands above that is not looked at
         */
        void fill(int y, int[] colours);
    }

    /** A picture of a page in colour, a third as wide and high; each pixel is the mean of nine. */
    static BufferedImage shrunk(int width, int height, Rows rows) {
        BufferedImage page = new BufferedImage(width / SHRINK, height / SHRINK, BufferedImage.TYPE_INT_RGB);
        int[] colours = new int[width];
        int[] small = new int[page.getWidth()];
        // Sums of red and of blue stand in the two halves of one number.
        int[] redBlue = new int[small.length];
        int[] green = new int[small.length];
        for (int y = 0; y < page.getHeight(); y++) {
            Arrays.fill(redBlue, 0);
            Arrays.fill(green, 0);
            for (int row = y * SHRINK; row < (y + 1) * SHRINK; row++) {
                rows.fill(row, colours);
                add(colours, redBlue, green);
            }
            int all = SHRINK * SHRINK;
            for (int x = 0; x < small.length; x++) {
                small[x] = (redBlue[x] >>> 16) / all << 16 | green[x] / all << 8 | (redBlue[x] & 0xffff) / all;
            }
            page.getRaster().setDataElements(0, y, small.length, 1, small);
        }
        return page;
    }

    private static void add(int[] colours, int[] redBlue, int[] green) {
        int at = 0;
        for (int x = 0; x < green.length; x++) {
            for (int i = 0; i < SHRINK; i++) {
                int colour = colours[at++];
                redBlue[x] += colour & 0xff00ff;
                green[x] += colour >> 8 & 0xff;
            }
        }
    }

    /** Neighbours in the template lie far apart in hue: steps of the golden angle. */
    static Color colour(int field) {
        float hue = (0.33f + field * 0.381966f) % 1;
        // Red is what belongs to nobody.
        return Color.getHSBColor(0.08f + hue * 0.84f, 1, 0.72f);
    }
}
