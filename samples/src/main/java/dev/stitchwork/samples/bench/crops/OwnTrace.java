package dev.stitchwork.samples.bench.crops;

import dev.stitchwork.splitter.cutting.Patch;
import dev.stitchwork.splitter.proof.PageProof;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import java.util.List;

/**
 * How much of a field's own ink its fragments show.
 *
 * @param onPage pixels of the page that are the field's ink, far beyond its box too
 * @param shown those of them that are seen in one of its fragments
 */
record OwnTrace(int onPage, int shown) {
    private static final int DARK = 128;
    private static final int VISIBLE = 200;
    private static final int AROUND = 90;

    /** A fragment and its decoded picture. */
    record Seen(PageProof.Fragment fragment, Gray picture) {}

    /** @param label of the field that all of the fragments show */
    static OwnTrace of(PageProof proof, List<Seen> fragments, Labels labels, int label) {
        Span around = fragments.get(0).fragment().cut().patches().get(0).page();
        for (Seen seen : fragments) {
            for (Patch patch : seen.fragment().cut().patches()) {
                around = around.union(patch.page());
            }
        }
        Span region = around.grown(AROUND).intersect(new Span(0, 0, proof.page().width(), proof.page().height()));
        int onPage = 0;
        int shown = 0;
        for (int y = region.top(); y < region.bottom(); y++) {
            for (int x = region.left(); x < region.right(); x++) {
                if (proof.page().at(x, y) < DARK && isOwn(proof, labels, x, y, label)) {
                    onPage++;
                    shown += isShown(fragments, x + 0.5, y + 0.5) ? 1 : 0;
                }
            }
        }
        return new OwnTrace(onPage, shown);
    }

    private static boolean isOwn(PageProof proof, Labels labels, int x, int y, int label) {
        double[] at = proof.onScan(x + 0.5, y + 0.5);
        return labels.at((int) Math.floor(at[0]), (int) Math.floor(at[1])) == label;
    }

    private static boolean isShown(List<Seen> fragments, double x, double y) {
        for (Seen seen : fragments) {
            for (Patch patch : seen.fragment().cut().patches()) {
                double u = patch.canvas().left()
                        + (x - patch.page().left()) * patch.canvas().width() / patch.page().width();
                double v = patch.canvas().top()
                        + (y - patch.page().top()) * patch.canvas().height() / patch.page().height();
                if (isDarkNear(seen.picture(), (int) Math.floor(u), (int) Math.floor(v))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isDarkNear(Gray picture, int x, int y) {
        for (int v = y - 1; v <= y + 1; v++) {
            for (int u = x - 1; u <= x + 1; u++) {
                if (u >= 0 && v >= 0 && u < picture.width() && v < picture.height() && picture.at(u, v) < VISIBLE) {
                    return true;
                }
            }
        }
        return false;
    }
}
