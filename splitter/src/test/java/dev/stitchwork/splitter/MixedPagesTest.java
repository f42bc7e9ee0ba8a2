package dev.stitchwork.splitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.TemplatePage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scans of a form of two pages, A6, in every order and whichever way up; each page has one field, for a signature. */
class MixedPagesTest {
    private static final double PX = 300 / 25.4;
    private static ScanSplitter splitter;

    private final List<ShreddedDocument> documents = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    @BeforeAll
    static void open() {
        splitter = ScanSplitter.withoutPrintReading();
    }

    @AfterAll
    static void close() {
        splitter.close();
    }

    @Test
    void pagesLieInAnyOrderAndAnyWayUp() throws Exception {
        split(turned(back(true, 0), 2), front(false, 0), turned(back(false, 0), 1), turned(front(true, 0), 3));

        assertEquals(List.of(), refusals);
        assertEquals(List.of(2, 1, 4, 3), filePages());
        assertEquals(List.of("", "yes", "yes", ""), signed(), "whose page is whose");
    }

    @Test
    void aPageThatFitsNoneIsNamedWithTheNearest() throws Exception {
        split(front(true, 0), blank(), front(true, 0), back(true, 0));

        assertEquals(List.of(3, 4), filePages());
        assertEquals(List.of("[1, 2] Expected a page of form 'claim' on page 2 of scan 'march.pdf' but it shows none; the nearest is page 2, "
                + "with 0 % of its landmarks: check page and template."), refusals);
    }

    @Test
    void aPageOfTheFormThatComesTwiceIsNoDocument() throws Exception {
        split(front(true, 0), turned(front(true, 0), 2), front(true, 0), back(true, 0));

        assertEquals(List.of(3, 4), filePages());
        assertEquals(List.of("[1, 2] Expected each page of form 'claim' once on pages 1 to 2 of scan 'march.pdf' but pages 1 and 2 both "
                + "show page 1: send each document's pages together."), refusals);
    }

    /** The first sheet is a stray one, so that what lies on pages 3 and 4 is of two people. */
    @Test
    void pagesOfTwoPeopleNeverBecomeOneDocument() {
        String sentence = assertThrows(UnreadableScanException.class,
                () -> split(blank(), front(true, 0), back(true, 0), front(false, 0), back(false, 0), blank())).getMessage();

        assertEquals("Expected a page of form 'claim' on page 1 of scan 'march.pdf' but it shows none; the nearest is page 1, "
                + "with 0 % of its landmarks: check page and template.", sentence);
        assertEquals(List.of(), documents);
        assertEquals("[3, 4] Expected the pages of one document of form 'claim' on pages 3 to 4 of scan 'march.pdf' but other pages of the "
                + "file are no document, and these lie in another order than the form's, so that they may be two people's: "
                + "send this document in a file of its own.", refusals.get(refusals.size() - 1));
    }

    @Test
    void aPageOfAnotherRevisionIsNotCut() throws Exception {
        split(front(true, 0), back(true, 6), front(true, 0), back(true, 0));

        assertEquals(List.of(3, 4), filePages());
        assertEquals(List.of("[1, 2] Expected page 2 of form 'claim' but page 2 of scan 'march.pdf' is of another revision of it: "
                + "the print between 33 and 81 mm from the top, 8 and 89 mm from the left is not there, "
                + "which is 28 % of the page's print; make a template for that revision."), refusals);
    }

    private List<Integer> filePages() {
        return documents.stream().flatMap(document -> document.pages().stream()).map(PageFit::filePage).toList();
    }

    private List<String> signed() {
        return documents.stream()
                .flatMap(document -> document.shreds().stream())
                .map(shred -> shred.machineReadings().get(0).reading())
                .map(reading -> reading.equals(Reading.BLANK) ? "" : "yes")
                .toList();
    }

    private void split(BufferedImage... pages) throws Exception {
        TemplatePage front = new TemplatePage(PaperForm.WIDTH_MM, PaperForm.HEIGHT_MM, Optional.of(new TemplatePage.Reference("front.png", 1)));
        TemplatePage back = new TemplatePage(PaperForm.WIDTH_MM, PaperForm.HEIGHT_MM, Optional.of(new TemplatePage.Reference("back.png", 1)));
        FormTemplate form = new FormTemplate("claim", "Claim", Locale.UK, List.of(front, back), List.of(field("one", 1), field("two", 2)));
        byte[] pdf = PaperForm.pdf(pages);
        Map<String, byte[]> references = Map.of("front.png", PaperForm.written(front(false, 0), "png"),
                "back.png", PaperForm.written(back(false, 0), "png"));
        splitter.split(new Scan("march.pdf", () -> new BytesChannel(pdf), form, references, Optional.empty()), new Splitter.Pieces() {
            @Override
            public void document(ShreddedDocument document) {
                documents.add(document);
            }

            @Override
            public void refused(List<Integer> filePages, String reason) {
                refusals.add(filePages + " " + reason);
            }
        });
    }

    private static Field field(String name, int page) {
        return new Field(name, name, page, new Box(10, 60, 80, 15), FieldKind.SIGNATURE, false, Rules.NONE, Sensitivity.NONE, 1, 0,
                List.of(), MachinePolicy.VOTER);
    }

    private static BufferedImage front(boolean signed, double lowerMm) {
        return drawn(signed, lowerMm, "CLAIM FOR WATER DAMAGE", "Give the names of all who live in the house and saw it",
                "I say that all this is true", "Send it to the town hall by the end of March", "Not for claims under ten pounds",
                "The clerk will answer within a week");
    }

    private static BufferedImage back(boolean signed, double lowerMm) {
        return drawn(signed, lowerMm, "What was lost", "List no more than ten things, with the year when they were bought",
                "Whoever lost them signs above", "For the clerk: seen, valued, paid", "Do not write below this line, or beside it",
                "Kept for seven years, then burnt");
    }

    private static BufferedImage blank() {
        BufferedImage page = new BufferedImage(1240, 1748, BufferedImage.TYPE_BYTE_GRAY);
        page.createGraphics().fillRect(0, 0, 1240, 1748);
        return page;
    }

    /** @param lowerMm by how much the lower half stands lower: another revision */
    private static BufferedImage drawn(boolean signed, double lowerMm, String... lines) {
        BufferedImage page = blank();
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(3));
        for (int i = 0; i < lines.length; i++) {
            pen.setFont(new Font("SansSerif", i == 0 ? Font.BOLD : Font.PLAIN, (int) (i == 0 ? 7 * PX : 3.4 * PX)));
            double y = i < 2 ? 18 + 14 * i : 60 + 13 * i + lowerMm;
            pen.drawString(lines[i], (float) (8 * PX), (float) (y * PX));
        }
        for (int i = 0; i < 3; i++) {
            pen.drawRect((int) ((10 + 25 * i) * PX), (int) (38 * PX), (int) (20 * PX), (int) (8 * PX));
        }
        pen.drawRect((int) (10 * PX), (int) (60 * PX), (int) (80 * PX), (int) (15 * PX));
        for (int i = 0; signed && i < 8; i++) {
            pen.drawLine((int) ((15 + 4 * i) * PX), (int) (71 * PX), (int) ((18 + 4 * i) * PX), (int) (64 * PX));
        }
        pen.dispose();
        return page;
    }

    private static BufferedImage turned(BufferedImage page, int quarters) {
        boolean lies = quarters % 2 == 1;
        BufferedImage turned = new BufferedImage(lies ? page.getHeight() : page.getWidth(), lies ? page.getWidth() : page.getHeight(),
                BufferedImage.TYPE_BYTE_GRAY);
        AffineTransform turn = AffineTransform.getTranslateInstance(turned.getWidth() / 2.0, turned.getHeight() / 2.0);
        turn.rotate(Math.PI / 2 * quarters);
        turn.translate(-page.getWidth() / 2.0, -page.getHeight() / 2.0);
        turned.createGraphics().drawImage(page, turn, null);
        return turned;
    }
}
