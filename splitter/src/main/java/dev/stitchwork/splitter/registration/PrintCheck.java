package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Asks of each tile of a page that was laid whether the print that the form has there is on the paper.
 *
 * <p>Writing covers print and dust adds to it, but nothing takes it away: where several neighbouring tiles have none of
 * their print while the rest of the page has nearly all, the paper is of another revision of the form, or the template is
 * not this form's. A faint copy has little of its print everywhere, so each tile is held against the page's median; what
 * lies outside of the scan was cut off by the scanner and is not asked. Print that is missing in one place and stands in
 * another has moved; where that is a single field's, the field lies badly.
 */
public final class PrintCheck {
    /** At 150 dots an inch: 8 mm. */
    static final int LEVEL = 1;
    private static final int TILE = 48;
    private static final int PRINT = 150;
    private static final int INK = 205;
    /** Pixels of print that a tile must have to be asked. */
    private static final int PRINT_MIN = 50;
    /** How far a tile's print may lie off, at 150 dots an inch. */
    private static final int SHIFT = 3;
    /** With this share of its print where it should be, a tile need not be looked for around. */
    private static final double PLAIN = 0.6;
    /** A tile with less than this share of what the page's tiles have is missing. */
    private static final double MISSING_MAX = 0.5;
    /** So many tiles side by side are a part of the form; fewer may have been stuck over or torn off. */
    private static final int TILES_MIN = 4;
    private static final double MOVED_MM = 30;
    private static final double MOVED_SHARE = 0.6;

    /** A pixel with more print than this in the tile around it is of a panel; of lines of bold type it has a third. */
    private static final double PANEL = 0.4;

    /** Print within 4 mm of a part of the form tells where that part lies. */
    private static final int AROUND = 24;
    /** How far off a part of the form is looked for: 3 mm. */
    private static final int REACH = 18;
    /** A part of the form that has this share of what the page's tiles have is in its place. */
    private static final double IN_PLACE = 0.9;
    /** Of the print that tells two places apart at least so much stands in the one, and at most so much in the other. */
    private static final double THERE_MIN = 0.7;
    private static final double HERE_MAX = 0.35;

    private final PrintTiles tiles;
    private final Mask ink;
    private final double[] shares;
    private final double[] asked;

    /**
     * @param page in the form's frame
     * @param width of the scan that it was drawn from
     */
    PrintCheck(Sheet sheet, Gray page, Placement placement, int width, int height) {
        tiles = sheet.tiles();
        ink = Mask.darker(page.halved(), INK).dilated(1);
        shares = shares(placement, width, height);
        asked = Arrays.stream(shares).filter(share -> share >= 0).sorted().toArray();
    }

    /** Whether there is print enough to say what the page's tiles usually have. */
    private boolean knowsTheUsual() {
        return asked.length >= 2 * TILES_MIN;
    }

    /** Share of their print that the page's tiles usually have. */
    private double usual() {
        return asked[asked.length / 2];
    }

    /**
     * How far from its place the print in and around a part of the form is seen to stand.
     *
     * <p>Of a ruled box shifted along its rules most of the rules still cover themselves. So only that print is asked which
     * tells the two places apart: what would be uncovered by the shift, which must be gone, and what would be newly
     * covered by it, which must be there. Writing adds ink and takes none away, so it does not look like a shift.
     *
     * @param part in the form's frame
     * @return pixels of the form's frame, up to 3 mm; nothing where the print is in its place or nowhere near, or is too little
     */
    double displacement(Span part) {
        int[] print = printAround(part);
        if (!knowsTheUsual() || print.length < PRINT_MIN || share(ink, print, 0, 0) >= IN_PLACE * usual()) {
            return 0;
        }
        Mask form = new Mask(ink.width(), ink.height());
        for (int pixel : print) {
            form.set(pixel & 0xffff, pixel >> 16, true);
        }
        Mask wide = form.dilated(1);
        double most = 0;
        double far = 0;
        for (int dy = -REACH; dy <= REACH; dy++) {
            for (int dx = -REACH; dx <= REACH; dx++) {
                double share = share(ink, print, dx, dy);
                if (share > most && standsAt(print, wide, dx, dy)) {
                    most = share;
                    far = Math.hypot(dx, dy);
                }
            }
        }
        return far * (1 << LEVEL);
    }

    /** Whether what tells the print's own place from this one says that it stands here. */
    private boolean standsAt(int[] print, Mask form, int dx, int dy) {
        int[] left = Arrays.stream(print).filter(pixel -> !form.at((pixel & 0xffff) - dx, (pixel >> 16) - dy)).toArray();
        int[] taken = Arrays.stream(print).filter(pixel -> !form.at((pixel & 0xffff) + dx, (pixel >> 16) + dy)).toArray();
        return left.length >= PRINT_MIN && taken.length >= PRINT_MIN && share(ink, taken, dx, dy) >= THERE_MIN * usual()
                && share(ink, left, 0, 0) <= HERE_MAX * usual();
    }

    private int[] printAround(Span part) {
        Span around = new Span(part.left() >> LEVEL, part.top() >> LEVEL, part.right() >> LEVEL, part.bottom() >> LEVEL)
                .grown(AROUND)
                .intersect(new Span(0, 0, ink.width(), ink.height()));
        IntStream.Builder print = IntStream.builder();
        for (int row = around.top() / TILE; row < tiles.rows() && row * TILE < around.bottom(); row++) {
            for (int column = around.left() / TILE; column < tiles.columns() && column * TILE < around.right(); column++) {
                for (int pixel : tiles.pixels()[row * tiles.columns() + column]) {
                    if (around.contains(pixel & 0xffff, pixel >> 16)) {
                        print.add(pixel);
                    }
                }
            }
        }
        return print.build().toArray();
    }

    /** What of the form is not on the paper. */
    Optional<OtherRevision> revision() {
        if (!knowsTheUsual()) {
            return Optional.empty();
        }
        double usual = usual();
        boolean[] seen = new boolean[shares.length];
        List<Integer> missing = new ArrayList<>();
        for (int tile = 0; tile < shares.length; tile++) {
            List<Integer> block = new ArrayList<>();
            block(tile, shares, MISSING_MAX * usual, seen, block);
            if (block.size() >= TILES_MIN) {
                missing.addAll(block);
            }
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OtherRevision(area(missing), missing.size() / (double) asked.length, moved(missing)));
    }

    /**
     * The print of a form that can be asked for: all but what stands in its panels, broad areas of one tone. On a faint copy
     * a panel is no darker than shaded paper, and is made white as such ({@link dev.stitchwork.splitter.raster.Flat}), and
     * what is left between the white letters of it as well.
     *
     * @param form at the level of this check
     * @param whole the same with the panels that run off its edge
     */
    static PrintTiles printOf(Gray form, Gray whole) {
        int width = form.width();
        int height = form.height();
        int[] sums = new int[(width + 1) * (height + 1)];
        for (int y = 0; y < height; y++) {
            int sum = 0;
            for (int x = 0; x < width; x++) {
                sum += whole.at(x, y) < PRINT ? 1 : 0;
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + sum;
            }
        }
        Gray asked = new Gray(width, height, form.pixels().clone());
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - TILE / 2);
            int bottom = Math.min(height, y + TILE / 2);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - TILE / 2);
                int right = Math.min(width, x + TILE / 2);
                int print = sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right]
                        - sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left];
                if (print > PANEL * (bottom - top) * (right - left)) {
                    asked.set(x, y, Gray.WHITE);
                }
            }
        }
        return PrintTiles.of(asked, TILE, PRINT);
    }

    /** Of each tile the share of its print that is on the paper; below zero where that cannot be asked. */
    private double[] shares(Placement placement, int width, int height) {
        double[] shares = new double[tiles.columns() * tiles.rows()];
        for (int tile = 0; tile < shares.length; tile++) {
            int[] pixels = tiles.pixels()[tile];
            shares[tile] = pixels.length < PRINT_MIN || !isInside(tile, placement, width, height) ? -1 : share(pixels);
        }
        return shares;
    }

    private boolean isInside(int tile, Placement placement, int width, int height) {
        double left = tile % tiles.columns() * TILE << LEVEL;
        double top = tile / tiles.columns() * TILE << LEVEL;
        double side = TILE << LEVEL;
        for (int corner = 0; corner < 4; corner++) {
            double[] place = placement.map(left + corner % 2 * side, top + corner / 2 * side);
            if (place[0] < 0 || place[1] < 0 || place[0] > width || place[1] > height) {
                return false;
            }
        }
        return true;
    }

    private double share(int[] pixels) {
        double most = share(ink, pixels, 0, 0);
        if (most >= PLAIN) {
            return most;
        }
        for (int dy = -SHIFT; dy <= SHIFT; dy++) {
            for (int dx = -SHIFT; dx <= SHIFT; dx++) {
                most = Math.max(most, share(ink, pixels, dx, dy));
            }
        }
        return most;
    }

    private static double share(Mask ink, int[] pixels, int dx, int dy) {
        int found = 0;
        for (int pixel : pixels) {
            found += ink.at((pixel & 0xffff) + dx, (pixel >> 16) + dy) ? 1 : 0;
        }
        return found / (double) pixels.length;
    }

    /** The missing tiles that hang together with one, corners included. */
    private void block(int tile, double[] shares, double least, boolean[] seen, List<Integer> block) {
        if (seen[tile] || shares[tile] < 0 || shares[tile] >= least) {
            return;
        }
        seen[tile] = true;
        block.add(tile);
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int x = tile % tiles.columns() + dx;
                int y = tile / tiles.columns() + dy;
                if (x >= 0 && y >= 0 && x < tiles.columns() && y < tiles.rows()) {
                    block(y * tiles.columns() + x, shares, least, seen, block);
                }
            }
        }
    }

    private Span area(List<Integer> missing) {
        int side = TILE << LEVEL;
        return missing.stream()
                .map(tile -> new Span(tile % tiles.columns() * side, tile / tiles.columns() * side,
                        (tile % tiles.columns() + 1) * side, (tile / tiles.columns() + 1) * side))
                .reduce(Span::union)
                .orElseThrow()
                .intersect(new Span(0, 0, ink.width() << LEVEL, ink.height() << LEVEL));
    }

    /** Where most of the missing print stands instead, as a shift in millimetres {right, down}. */
    private Optional<double[]> moved(List<Integer> missing) {
        int[] all = missing.stream().flatMapToInt(tile -> Arrays.stream(tiles.pixels()[tile])).toArray();
        int every = Math.max(1, all.length / 400);
        int[] some = IntStream.range(0, all.length / every).map(i -> all[i * every]).toArray();
        int reach = (int) (MOVED_MM * Sheet.PX_PER_MM) >> LEVEL;
        double most = 0;
        int[] best = new int[2];
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx += 2) {
                double share = share(ink, some, dx, dy);
                if (share > most) {
                    most = share;
                    best = new int[] {dx, dy};
                }
            }
        }
        double perMm = Sheet.PX_PER_MM / (1 << LEVEL);
        return most < MOVED_SHARE ? Optional.empty() : Optional.of(new double[] {best[0] / perMm, best[1] / perMm});
    }
}
