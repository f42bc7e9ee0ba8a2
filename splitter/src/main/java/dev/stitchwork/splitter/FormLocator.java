package dev.stitchwork.splitter;

import dev.stitchwork.splitter.intake.FileFormat;
import dev.stitchwork.splitter.intake.PageFacts;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.registration.FormFinder;
import dev.stitchwork.splitter.registration.OtherRevision;
import dev.stitchwork.splitter.registration.Placement;
import dev.stitchwork.splitter.registration.Registration;
import dev.stitchwork.splitter.registration.Sheet;
import dev.stitchwork.splitter.registration.StoredFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says where points of a blank form lie in the pixels of a scan, as its file stores them; needs no template. */
public final class FormLocator {
    /** What points of the blank are given in: pixels of its picture, or printer's points of 1/72 inch. */
    public enum Unit { PX, PT }

    /** Sides of a picture, pixels, between which it is taken to be at about 300 dpi; else its longer side is A4's. */
    private static final double LONG_MIN = 2600;
    private static final double LONG_MAX = 4400;
    private static final double LONG_A4 = 3508;
    private static final double PX_PER_POINT = 300 / 72.0;

    private final List<Blank> blanks = new ArrayList<>();
    private final FormFinder finder;

    /** A page of the blank: its own size in its unit, and its frame. */
    private record Blank(Sheet sheet, double perPointX, double perPointY) {}

    /**
     * Where a point lies.
     *
     * @param errorPx what nine in ten such points are nearer than, pixels of the form at 300 dpi
     * @param scale how many pixels of the scan one of those is
     */
    public record Place(double x, double y, double errorPx, double scale) {}

    /**
     * A page of a scan.
     *
     * @param page of the blank that it shows, from 1, or the nearest where it shows none
     * @param turn degrees clockwise that bring it upright, from how its file says it is to be looked at
     * @param revision what of that page's print is not where it should be
     */
    public record Shown(int page, boolean found, int turn, double match, Optional<Registration.Laid> laid,
            Optional<OtherRevision> revision, StoredFrame frame) {}

    /** Whether the form has print around a point of the blank's page that is not on the paper: then it lies nowhere. */
    public boolean isMissing(Shown shown, double x, double y) {
        Blank blank = blanks.get(shown.page() - 1);
        return shown.revision().isPresent()
                && shown.revision().get().area().contains((int) (x * blank.perPointX()), (int) (y * blank.perPointY()));
    }

    /**
     * Prepares a blank form.
     *
     * @param unit empty for points where it is a PDF that is drawn, pixels where it is a picture or a scanned PDF
     */
    public FormLocator(Pages reference, Optional<Unit> unit) throws RefusedException {
        for (int number = 1; number <= reference.count(); number++) {
            Pages.Page page = reference.page(number);
            Gray picture = page.picture();
            Unit in = unit.orElse(page.rendered() ? Unit.PT : Unit.PX);
            if (in == Unit.PT && reference.format() != FileFormat.PDF) {
                throw new RefusedException("Expected points in pixels for a blank that is a picture but were in printer's"
                        + " points: say --unit px.");
            }
            double grow = grow(picture, page.rendered());
            Sheet sheet = Sheet.printed(picture.width() * grow / Sheet.PX_PER_MM, picture.height() * grow / Sheet.PX_PER_MM,
                    picture);
            double wide = picture.width();
            double high = picture.height();
            if (in == Unit.PT) {
                PageFacts facts = reference.facts(number);
                boolean lies = facts.orientation() >= 5;
                wide = facts.unit() == PageFacts.Unit.POINTS ? (lies ? facts.height() : facts.width()) : wide / PX_PER_POINT;
                high = facts.unit() == PageFacts.Unit.POINTS ? (lies ? facts.width() : facts.height()) : high / PX_PER_POINT;
            }
            blanks.add(new Blank(sheet, sheet.width() / wide, sheet.height() / high));
        }
        finder = new FormFinder(blanks.stream().map(Blank::sheet).toList());
    }

    /** How many pixels at 300 dpi a pixel of a picture of a form is. */
    static double grow(Gray picture, boolean rendered) {
        double longSide = Math.max(picture.width(), picture.height());
        return rendered || longSide >= LONG_MIN && longSide <= LONG_MAX ? 1 : LONG_A4 / longSide;
    }

    /** How many pages the blank has. */
    public int pages() {
        return blanks.size();
    }

    /** Finds which page of the blank a page of a scan shows. */
    public Shown find(Pages scan, int number) throws RefusedException {
        Pages.Page page = scan.page(number);
        FormFinder.Found found = finder.find(page.picture(), page.rendered(), (number - 1) % blanks.size() + 1);
        int turn = found.laid().map(Registration.Laid::turn).orElse(0);
        return new Shown(found.page(), found.laid().isPresent(), turn * 90, found.match(), found.laid(), found.revision(),
                new StoredFrame(page.picture().width(), page.picture().height(), scan.facts(number).orientation(),
                        page.shrunk()));
    }

    /** Where a point of the blank's page that was found lies in the stored pixels. */
    public Place place(Shown shown, double x, double y) {
        Registration.Laid laid = shown.laid().orElseThrow();
        Blank blank = blanks.get(shown.page() - 1);
        Placement placement = laid.placement();
        double u = x * blank.perPointX();
        double v = y * blank.perPointY();
        double[] turned = placement.map(u, v);
        double[] upright = Registration.unturned(turned, shown.frame().width(), shown.frame().height(), laid.turn());
        double[] stored = shown.frame().stored(upright[0], upright[1]);
        return new Place(stored[0], stored[1], placement.errorAt(u, v), placement.scaleAt(u, v));
    }
}
