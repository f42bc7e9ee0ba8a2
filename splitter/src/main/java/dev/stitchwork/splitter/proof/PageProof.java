package dev.stitchwork.splitter.proof;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.splitter.cutting.Cut;
import dev.stitchwork.splitter.cutting.InkMap;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.registration.Registration;
import java.util.ArrayList;
import java.util.List;

/** One page as it was cut: where the form was found on it, and each fragment with what was left out of it. */
public final class PageProof {
    private final int filePage;
    private final String template;
    private final int templatePage;
    private final Registration.Laid laid;
    private final InkMap ink;
    private final List<Fragment> fragments;

    /**
     * A fragment.
     *
     * @param cut how it was cut out of the page
     * @param picture the PNG that people are shown
     * @param readings what machines read in it
     */
    public record Fragment(Field field, int part, Cut cut, byte[] picture, List<MachineReading> readings) {
        public Fragment {
            readings = List.copyOf(readings);
        }
    }

    /**
     * @param filePage page of the file, from 1
     * @param template name of the template that it was taken for
     * @param templatePage page of the template that it was taken for, from 1
     */
    public PageProof(
            int filePage, String template, int templatePage, Registration.Laid laid, InkMap ink, List<Fragment> fragments) {
        this.filePage = filePage;
        this.template = template;
        this.templatePage = templatePage;
        this.laid = laid;
        this.ink = ink;
        this.fragments = List.copyOf(fragments);
    }

    /** Page of the file, from 1. */
    public int filePage() {
        return filePage;
    }

    /** Name of the template that the page shows. */
    public String template() {
        return template;
    }

    /** Page of the template, from 1. */
    public int templatePage() {
        return templatePage;
    }

    /** Quarter turns clockwise that brought the page upright. */
    public int turn() {
        return laid.turn();
    }

    /** Estimated registration error, pixels at 300 dpi. */
    public double errorPx() {
        return laid.errorPx();
    }

    /** Share of the form's landmarks that were found. */
    public double match() {
        return laid.match();
    }

    /** Where a point of the form's frame (pixels at 300 dpi) lies in the upright page, pixels {x, y}. */
    public double[] onScan(double x, double y) {
        return laid.placement().map(x, y);
    }

    /** The page in the form's frame, as fragments were cut from it. */
    public Gray page() {
        return laid.picture();
    }

    /** Where the form's corners lie in the upright page, pixels {x, y}: from the top left one clockwise. */
    public List<double[]> corners() {
        int width = laid.picture().width();
        int height = laid.picture().height();
        List<double[]> corners = new ArrayList<>();
        for (int[] corner : new int[][] {{0, 0}, {width, 0}, {width, height}, {0, height}}) {
            corners.add(laid.placement().map(corner[0], corner[1]));
        }
        return corners;
    }

    /** In the order of the template, the parts of a field from left to right. */
    public List<Fragment> fragments() {
        return fragments;
    }

    /** A picture of it all, as PNG in colour. */
    public byte[] contactSheet() {
        FormPicture picture = new FormPicture(ink);
        return new ContactSheet(picture.image(), fragments, picture::colour).png();
    }
}
