package dev.stitchwork.samples.bench.crops;

import dev.stitchwork.splitter.cutting.Patch;
import dev.stitchwork.splitter.proof.PageProof;
import dev.stitchwork.splitter.raster.Blobs;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;

/**
 * What one fragment shows, each dark pixel followed back to the scan and to whose ink it is there.
 *
 * @param own pixels of the field's own ink
 * @param foreign pixels of other fields' ink and of the printed form
 * @param print those of them that are the printed form's
 * @param characters pieces of foreign ink large enough to be read
 */
record CropTrace(int own, int foreign, int print, int characters) {
    private static final int DARK = 160;
    /** A piece of ink is legible from 1.2 mm in height; one thinner than 0.4 mm is a stroke's edge or a bit of rule. */
    private static final int LEGIBLE_PX = 14;
    private static final int THIN_PX = 4;

    /** @param label of the field whose fragment it is */
    static CropTrace of(PageProof proof, PageProof.Fragment fragment, Labels labels, Gray picture, int label) {
        int own = 0;
        int foreign = 0;
        int print = 0;
        int characters = 0;
        for (Patch patch : fragment.cut().patches()) {
            Mask others = new Mask(picture.width(), picture.height());
            double across = patch.page().width() / (double) patch.canvas().width();
            double down = patch.page().height() / (double) patch.canvas().height();
            Span canvas = patch.canvas().intersect(new Span(0, 0, picture.width(), picture.height()));
            for (int y = canvas.top(); y < canvas.bottom(); y++) {
                for (int x = canvas.left(); x < canvas.right(); x++) {
                    if (picture.at(x, y) >= DARK) {
                        continue;
                    }
                    double[] at = proof.onScan(patch.page().left() + (x + 0.5 - patch.canvas().left()) * across,
                            patch.page().top() + (y + 0.5 - patch.canvas().top()) * down);
                    int u = (int) Math.floor(at[0]);
                    int v = (int) Math.floor(at[1]);
                    if (labels.isNear(u, v, label)) {
                        own++;
                    } else if (labels.isForeignNear(u, v, label)) {
                        foreign++;
                        print += labels.isNear(u, v, Labels.PRINT) ? 1 : 0;
                        others.set(x, y, true);
                    }
                }
            }
            characters += characters(others, Math.max(across, down));
        }
        return new CropTrace(own, foreign, print, characters);
    }

    private static int characters(Mask others, double pagePerCanvas) {
        Blobs pieces = new Blobs(others);
        int characters = 0;
        for (int piece = 1; piece <= pieces.count(); piece++) {
            Span bounds = pieces.bounds(piece);
            double longer = Math.max(bounds.width(), bounds.height()) * pagePerCanvas;
            double shorter = Math.min(bounds.width(), bounds.height()) * pagePerCanvas;
            if (longer >= LEGIBLE_PX && shorter >= THIN_PX) {
                characters++;
            }
        }
        return characters;
    }

    int dark() {
        return own + foreign;
    }
}
