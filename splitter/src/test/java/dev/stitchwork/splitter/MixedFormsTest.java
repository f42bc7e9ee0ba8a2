package dev.stitchwork.splitter;

import static dev.stitchwork.splitter.ClaimForm.back;
import static dev.stitchwork.splitter.ClaimForm.blank;
import static dev.stitchwork.splitter.ClaimForm.front;
import static dev.stitchwork.splitter.ClaimForm.turned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stitchwork.engine.EmptyForm;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplatePage;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scans that mix two forms: the claim, of two pages, and the garden, of one. */
class MixedFormsTest {
    private static final BufferedImage GARDEN = PaperForm.filled("Ada Byron", "Ockham", 2, true);
    private static final EmptyForm GARDENS =
            new EmptyForm(PaperForm.template(), Map.of("blank.png", PaperForm.written(PaperForm.blank(), "png")));
    private static ScanSplitter splitter;

    private final List<String> documents = new ArrayList<>();
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
    void eachPageIsPutToTheFormThatItShowsWhicheverWayUpItLies() throws Exception {
        split(turned(GARDEN, 2), turned(back(true, 0), 1), front(false, 0), turned(GARDEN, 3), front(true, 0), back(true, 0));

        assertEquals(List.of("garden [1] 4", "claim [3, 2] 2", "garden [4] 4", "claim [5, 6] 2"), documents);
        assertEquals(List.of(), refusals);
    }

    @Test
    void aPageOfAnotherFormInTheMidstCostsOnlyTheDocumentItParts() throws Exception {
        split(front(true, 0), GARDEN, back(true, 0), front(true, 0), back(true, 0));

        assertEquals(List.of("garden [2] 4", "claim [4, 5] 2"), documents);
        assertEquals(List.of(
                "[1] Expected the 2 pages of one document of form 'claim' from page 1 of scan 'march.pdf' on but there is only 1 of them: "
                        + "page 2 shows page 1 of 'garden'; send each document whole and its pages together.",
                "[3] Expected page 1 of form 'claim' on page 3 of scan 'march.pdf' but it shows page 2, and since other pages of the file are "
                        + "no document, only documents in the form's order are cut: send each document whole and its pages together."), refusals);
    }

    @Test
    void aMissingPageCostsItsDocumentAndNoOther() throws Exception {
        split(front(true, 0), front(true, 0), back(true, 0), GARDEN, front(true, 0));

        assertEquals(List.of("claim [2, 3] 2", "garden [4] 4"), documents);
        assertEquals(List.of(
                "[1] Expected the 2 pages of one document of form 'claim' from page 1 of scan 'march.pdf' on but there is only 1 of them: "
                        + "page 2 shows page 1 of 'claim' again; send each document whole and its pages together.",
                "[5] Expected the 2 pages of one document of form 'claim' from page 5 of scan 'march.pdf' on but there is only 1 of them: "
                        + "the scan ends there; send each document whole and its pages together."), refusals);
    }

    @Test
    void aPageThatShowsNoFormIsNamedWithTheNearestOfAll() throws Exception {
        split(blank(), GARDEN);

        assertEquals(List.of("garden [2] 4"), documents);
        assertEquals(1, refusals.size());
        assertEquals("[1] Expected a page of one of the forms 'claim', 'garden' on page 1 of scan 'march.pdf' but it shows none; "
                + "the nearest is page 1 of 'claim', with 0 % of its landmarks: check page and template.", refusals.get(0));
    }

    /** Back and front are two people's where a front is missing before them. */
    @Test
    void pagesOfTwoPeopleNeverBecomeOneDocument() throws Exception {
        split(back(true, 0), front(true, 0), back(true, 0), GARDEN);

        assertEquals(List.of("garden [4] 4"), documents);
        assertEquals("[1, 2] Expected the pages of one document of form 'claim' on pages 1 to 2 of scan 'march.pdf' but other pages of the "
                + "file are no document, and these lie in another order than the form's, so that they may be two people's: "
                + "send this document in a file of its own.", refusals.get(1));
    }

    @Test
    void aPageOfAnotherRevisionOfOneOfTheFormsIsNotCut() throws Exception {
        split(front(true, 0), back(true, 6), GARDEN);

        assertEquals(List.of("garden [3] 4"), documents);
        assertEquals(List.of("[1, 2] Expected page 2 of form 'claim' but page 2 of scan 'march.pdf' is of another revision of it: "
                + "the print between 33 and 81 mm from the top, 8 and 89 mm from the left is not there, "
                + "which is 28 % of the page's print; make a template for that revision."), refusals);
    }

    /** All of the shorter form is on the longer one too. */
    @Test
    void aFormThatIsAPartOfAnotherIsToldFromIt() throws Exception {
        BufferedImage half = withoutFoot(PaperForm.blank());
        FormTemplate shorter = new FormTemplate("shorter", "Shorter", PaperForm.template().locale(), PaperForm.template().pages(),
                PaperForm.template().fields().subList(0, 2));
        byte[] pdf = PaperForm.pdf(withoutFoot(GARDEN), GARDEN, turned(withoutFoot(GARDEN), 2));
        splitter.split(new Scan("march.pdf", () -> new BytesChannel(pdf), List.of(
                new EmptyForm(shorter, Map.of("blank.png", PaperForm.written(half, "png"))), GARDENS), Optional.empty()), pieces());

        assertEquals(List.of("claim [1] 2", "garden [2] 4", "claim [3] 2"), documents);
    }

    private static BufferedImage withoutFoot(BufferedImage page) {
        BufferedImage cut = new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = cut.createGraphics();
        pen.drawImage(page, 0, 0, null);
        pen.fillRect(0, page.getHeight() / 2, page.getWidth(), page.getHeight());
        pen.dispose();
        return cut;
    }

    @Test
    void aFormWithoutAPictureCannotBeOneOfSeveral() throws Exception {
        FormTemplate bare = new FormTemplate("bare", "Bare", GARDENS.template().locale(),
                List.of(new TemplatePage(105, 148, Optional.empty())), GARDENS.template().fields());
        byte[] pdf = PaperForm.pdf(GARDEN);

        assertEquals("Expected a picture of every empty page where there are several templates, to tell pages apart, "
                + "but 'bare' has a page without: add it to the template.",
                assertThrows(UnreadableScanException.class, () -> splitter.split(
                        new Scan("march.pdf", () -> new BytesChannel(pdf), List.of(GARDENS, new EmptyForm(bare, Map.of())), Optional.empty()),
                        pieces())).getMessage());
    }

    private void split(BufferedImage... pages) throws Exception {
        byte[] pdf = PaperForm.pdf(pages);
        splitter.split(new Scan("march.pdf", () -> new BytesChannel(pdf), List.of(ClaimForm.empty(), GARDENS), Optional.empty()), pieces());
    }

    /** Each document as its form, its pages in the file and the number of its fragments. */
    private Splitter.Pieces pieces() {
        return new Splitter.Pieces() {
            @Override
            public void document(ShreddedDocument document) {
                documents.add("%s %s %d".formatted(List.of("claim", "garden").get(document.form()),
                        document.pages().stream().map(PageFit::filePage).toList(), document.shreds().size()));
            }

            @Override
            public void refused(List<Integer> filePages, String reason) {
                refusals.add(filePages + " " + reason);
            }
        };
    }
}
