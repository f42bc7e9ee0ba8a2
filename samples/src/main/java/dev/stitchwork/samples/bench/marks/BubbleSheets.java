package dev.stitchwork.samples.bench.marks;

import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * OMRChecker's sheets, scanned and photographed. None has a blank of the same print: a copy stands in with its bubbles painted
 * over, its corners or register marks read by eye.
 *
 * @param name for the table
 * @param template of OMRChecker, which says where the bubbles are
 * @param copy the picture that the form is made from
 * @param page where the template's page lies in it; empty for the whole picture
 * @param margin how much of the sheet lies around that, as a share of it
 * @param sheets filled ones
 * @param expected folder and tables of what is right
 */
record BubbleSheets(String name, String template, String copy, Optional<Quad> page, double margin,
        List<String> sheets, List<String> expected) {
    private static final Quad NO_HEADER = new Quad(205, 202, 1059, 180, 1072, 1395, 213, 1400);
    private static final Quad HEADER = new Quad(383, 299, 1295, 379, 1162, 1738, 194, 1595);
    private static final Quad PORTUGUESE = new Quad(298, 227, 1947, 61, 2187, 2444, 478, 2581);
    private static final Quad SQUARES = new Quad(111, 218, 987, 224, 976, 990, 101, 978);
    private static final Quad CLASS_TEST = new Quad(83, 31, 786, 27, 791, 1029, 88, 1033);

    static List<BubbleSheets> all() {
        return List.of(
                new BubbleSheets("rolls, scanned", "sample6/template.json", "sample6/doc-scans/sample_roll_01.jpg", Optional.empty(), 0,
                        List.of("sample6/doc-scans/sample_roll_01.jpg", "sample6/doc-scans/sample_roll_02.jpg",
                                "sample6/doc-scans/sample_roll_03.jpg"),
                        List.of("sample6__doc-scans_Results_Results_05AM.csv")),
                new BubbleSheets("entrance test, scanned", "community_Sandeep-1507/template.json", "community_Sandeep-1507/omr-1.png",
                        Optional.empty(), 0,
                        List.of("community_Sandeep-1507/omr-1.png", "community_Sandeep-1507/omr-2.png", "community_Sandeep-1507/omr-3.png"),
                        List.of("community_Sandeep_1507__Results_Results_05AM.csv")),
                new BubbleSheets("mock, photographs", "sample3/colored-thick-sheet/template.json", "sample3/colored-thick-sheet/rgb-100-gsm.jpg",
                        Optional.of(NO_HEADER), 0,
                        List.of("sample3/colored-thick-sheet/rgb-100-gsm.jpg", "community_UPSC-mock/scan-angles/angle-1.jpg",
                                "community_UPSC-mock/scan-angles/angle-2.jpg", "community_UPSC-mock/scan-angles/angle-3.jpg"),
                        List.of("sample3__colored-thick-sheet_Results_Results_05AM.csv", "community_UPSC_mock__scan-angles_Results_Results_05AM.csv")),
                new BubbleSheets("mock with head, photograph", "community_UPSC-mock/template.json", "community_UPSC-mock/answer_key.jpg",
                        Optional.of(HEADER), 0,
                        List.of("community_UPSC-mock/answer_key.jpg", "sample3/xeroxed-thin-sheet/grayscale-80-gsm.jpg"),
                        List.of("community_UPSC_mock__Results_Results_05AM.csv", "sample3__xeroxed-thin-sheet_Results_Results_05AM.csv")),
                new BubbleSheets("school card, photographs", "sample4/template.json", "sample4/IMG_20201116_143512.jpg",
                        Optional.of(PORTUGUESE), 0,
                        List.of("sample4/IMG_20201116_143512.jpg", "sample4/IMG_20201116_150717658.jpg", "sample4/IMG_20201116_150750830.jpg"),
                        List.of("sample4__Results_Results_05AM.csv")),
                new BubbleSheets("squares, phone scans", "sample5/template.json", "sample5/ScanBatch1/camscanner-1.jpg",
                        Optional.of(SQUARES), 0.12,
                        List.of("sample5/ScanBatch1/camscanner-1.jpg", "sample5/ScanBatch2/camscanner-2.jpg"),
                        List.of("sample5__ScanBatch1_Results_Results_05AM.csv", "sample5__ScanBatch2_Results_Results_05AM.csv")),
                new BubbleSheets("class test, scanned", "community_UmarFarootAPS/template.json", "community_UmarFarootAPS/scans/scan-type-1.jpg",
                        Optional.of(CLASS_TEST), 0.08,
                        List.of("community_UmarFarootAPS/scans/scan-type-1.jpg", "community_UmarFarootAPS/scans/scan-type-2.jpg"),
                        List.of("community_UmarFarootAPS__scans_Results_Results_05AM.csv")));
    }

    BubbleMap map(Path corpus) throws IOException {
        return BubbleMap.read(corpus.resolve(template));
    }

    /** The form that the sheets are read by. */
    BubbleForm form(Path corpus) throws IOException {
        Path path = corpus.resolve(copy);
        try (Pages pages = new Intake(IntakeLimits.DEFAULT).open(copy, () -> Files.newByteChannel(path), Optional.empty())) {
            Gray picture = pages.page(1).picture();
            return BubbleForm.of(map(corpus), picture, page.orElse(Quad.whole(picture.width(), picture.height())), margin);
        } catch (RefusedException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }
}
