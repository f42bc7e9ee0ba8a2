package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.ui.cli.Exit;
import dev.stitchwork.ui.cli.Locate;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LocateCommandTest {
    private static final double[][] POINTS = {{400, 500}, {1200, 1700}, {2000, 3000}};

    @TempDir
    Path folder;

    private BufferedImage blank;

    @BeforeEach
    void draw() throws Exception {
        try (PDDocument pdf = Loader.loadPDF(SampleFormFiles.blankPdf())) {
            blank = new PDFRenderer(pdf).renderImageWithDPI(0, 300, ImageType.GRAY);
        }
        ImageIO.write(blank, "png", folder.resolve("blank.png").toFile());
        StringBuilder points = new StringBuilder("page,x,y\n");
        for (double[] point : POINTS) {
            points.append("1,%s,%s\n".formatted(point[0], point[1]));
        }
        Files.writeString(folder.resolve("points.csv"), points);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aPageAtAnyTurnIsLocatedInItsStoredPixels(int quarters) throws Exception {
        int width = quarters % 2 == 0 ? blank.getWidth() : blank.getHeight();
        int height = quarters % 2 == 0 ? blank.getHeight() : blank.getWidth();
        AffineTransform turn = AffineTransform.getTranslateInstance(width / 2.0, height / 2.0);
        turn.rotate(Math.toRadians(90 * quarters + 0.7));
        turn.translate(-blank.getWidth() / 2.0, -blank.getHeight() / 2.0);
        write(laid(turn, width, height));

        Run run = locate();
        assertEquals(Exit.DONE, run.exit, run.err);
        List<String> rows = run.out.lines().toList();
        assertEquals("page,x,y,scan_page,scan_x,scan_y,turn,match,error_px", rows.get(0));
        assertEquals(POINTS.length + 1, rows.size());
        for (int i = 0; i < POINTS.length; i++) {
            String[] row = rows.get(i + 1).split(",");
            double[] expected = new double[2];
            turn.transform(POINTS[i], 0, expected, 0, 1);
            double off = Math.hypot(Double.parseDouble(row[4]) - expected[0], Double.parseDouble(row[5]) - expected[1]);
            assertTrue(off < 1, "%.2f px off: %s".formatted(off, rows.get(i + 1)));
        }
    }

    @Test
    void aPageThatShowsAnotherThingHasNoPlaces() throws Exception {
        write(laid(new AffineTransform(0, 0, 0, 0, -9, -9), blank.getWidth(), blank.getHeight()));
        Run run = locate();
        assertEquals(Exit.REFUSED, run.exit);
        assertTrue(run.err.matches("(?s)Expected page 1 of 'scan.png' to show a page of 'blank.png' but it shows none;"
                + " the nearest is page 1, with \\d+ % of its landmarks\\.\n"), run.err);
        assertEquals("1,400.0,500.0,,,,,,", run.out.lines().toList().get(1));
    }

    private BufferedImage laid(AffineTransform onPaper, int width, int height) {
        BufferedImage scan = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = scan.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setRenderingHint(java.awt.RenderingHints.KEY_INTERPOLATION, java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        if (onPaper.getDeterminant() != 0) {
            pen.drawImage(blank, onPaper, null);
        }
        pen.dispose();
        return scan;
    }

    private void write(BufferedImage scan) throws Exception {
        ImageIO.write(scan, "png", folder.resolve("scan.png").toFile());
    }

    private record Run(int exit, String out, String err) {}

    private Run locate() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new Locate())
                .setCaseInsensitiveEnumValuesAllowed(true) // as the program does
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(folder.resolve("scan.png").toString(), "--reference", folder.resolve("blank.png").toString(),
                        "--points", folder.resolve("points.csv").toString());
        return new Run(exit, out.toString(), err.toString());
    }
}
