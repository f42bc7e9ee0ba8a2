package dev.stitchwork.splitter;

import static dev.stitchwork.splitter.ClaimForm.back;
import static dev.stitchwork.splitter.ClaimForm.blank;
import static dev.stitchwork.splitter.ClaimForm.front;
import static dev.stitchwork.splitter.ClaimForm.turned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scans of a form of two pages, A6, in every order and whichever way up; each page has one field, for a signature. */
class MixedPagesTest {
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
        byte[] pdf = PaperForm.pdf(pages);
        splitter.split(new Scan("march.pdf", () -> new BytesChannel(pdf), List.of(ClaimForm.empty()), Optional.empty()), new Splitter.Pieces() {
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
}
