package dev.stitchwork.splitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A form is learned from copies that nobody left empty, and in which no two people begin to write at the same pixel. */
class FormLearnerTest {
    private static final BufferedImage FIRST = PaperForm.filled("Ada Byron", "Oxted", 1, true);
    private static final int DARK = 140;

    private final Intake intake = new Intake(IntakeLimits.DEFAULT);

    @Test
    void whatStaysTheSameIsFormAndWhatVariesIsField() throws Exception {
        Gray learned = learned(FIRST,
                PaperForm.scanned(PaperForm.filled("   Emil Sand", " Lewes", 2, true), 0.6, 7, -5),
                PaperForm.scanned(PaperForm.filled("  Ruth Okoro", "   Hythe", 3, false), -0.8, -9, 4),
                PaperForm.scanned(PaperForm.filled(" Per Holm", "    Bray", 0, true), 0.3, 3, 11),
                PaperForm.scanned(PaperForm.filled("    Ines Vidal", "  Ely", 2, false), -0.2, -4, -8)).picture();
        Mask wanted = Mask.darker(grey(PaperForm.blank()), DARK);
        Mask found = Mask.darker(learned, DARK);

        assertEquals(List.of(wanted.width(), wanted.height()), List.of(found.width(), found.height()));
        assertTrue(share(found, wanted.dilated(2)) > 0.995, "what was learned is print: " + share(found, wanted.dilated(2)));
        assertTrue(share(wanted, found.dilated(2)) > 0.98, "the print was learned: " + share(wanted, found.dilated(2)));
        Box name = PaperForm.template().fields().get(0).box();
        Span inside = Sheet.span(new Box(name.x() + 1, name.y() + 1, name.width() - 2, name.height() - 2));
        int written = dark(Mask.darker(grey(FIRST), DARK), inside);
        assertTrue(written > 4000, "control: the first copy has a name there: " + written);
        assertTrue(dark(found, inside) * 50 < written, "left where five names cross by chance: " + dark(found, inside));
    }

    @Test
    void aCopyOfAnotherFormIsLeftOut() throws Exception {
        FormLearner.Learned learned = learned(FIRST, PaperForm.filled("Emil Sand", "Lewes", 2, true),
                emptyPaper(),
                PaperForm.filled("Ruth Okoro", "Hythe", 3, false));

        assertEquals(List.of(3), learned.leftOut());
    }

    @Test
    void twoCopiesAreTooFew() {
        String sentence = assertThrows(RefusedException.class, () -> learned(FIRST, FIRST)).getMessage();

        assertEquals("Expected at least 3 filled copies of the form but there are 2: what stays the same cannot be told from fewer.", sentence);
    }

    private FormLearner.Learned learned(BufferedImage... copies) throws Exception {
        byte[] pdf = PaperForm.pdf(copies);
        FormLearner learner = new FormLearner(OptionalDouble.of(PaperForm.WIDTH_MM));
        try (Pages pages = intake.open("copies.pdf", () -> new BytesChannel(pdf), Optional.empty())) {
            for (int page = 1; page <= pages.count(); page++) {
                learner.add(pages, page);
            }
        }
        return learner.learn();
    }

    private static BufferedImage emptyPaper() {
        BufferedImage paper = new BufferedImage(FIRST.getWidth(), FIRST.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        paper.createGraphics().fillRect(0, 0, paper.getWidth(), paper.getHeight());
        return paper;
    }

    private static Gray grey(BufferedImage page) {
        Gray grey = Gray.white(page.getWidth(), page.getHeight());
        for (int y = 0; y < page.getHeight(); y++) {
            for (int x = 0; x < page.getWidth(); x++) {
                grey.set(x, y, page.getRaster().getSample(x, y, 0));
            }
        }
        return grey;
    }

    private static double share(Mask of, Mask in) {
        return of.and(in).count() / (double) Math.max(1, of.count());
    }

    private static int dark(Mask mask, Span span) {
        int dark = 0;
        for (int y = span.top(); y < span.bottom(); y++) {
            for (int x = span.left(); x < span.right(); x++) {
                dark += mask.at(x, y) ? 1 : 0;
            }
        }
        return dark;
    }
}
