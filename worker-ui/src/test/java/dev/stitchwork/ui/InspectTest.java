package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stitchwork inspect} as someone at a terminal, and a script, see it. */
class InspectTest {
    @TempDir
    private Path folder;

    private Path turned;
    private Path letter;

    @BeforeEach
    void write() throws Exception {
        turned = Files.write(folder.resolve("turned.tif"), turnedTiff());
        letter = Files.writeString(folder.resolve("letter.pdf"), "Dear madam, the forms follow.");
    }

    @Test
    void aFileIsALineOfWordsAndARefusalIsItsSentence() {
        assertEquals("""
                0 %s: tiff, 1 page: 3 x 2 pixels stored to be turned by 90 degrees, uncompressed
                """.formatted(turned), run("inspect", turned.toString()));
        assertEquals("""
                1 %s: Expected a PDF, TIFF, PNG or JPEG file but scan 'letter.pdf' holds plain text.
                """.formatted(letter), run("inspect", letter.toString()));
    }

    @Test
    void aScriptReadsOneObjectALine() {
        assertEquals("""
                4 {"file":"%s","readable":true,"format":"tiff","pageCount":1,"pages":[{"number":1,"width":3,"height":2,\
                "unit":"pixels","orientation":6,"turnDegrees":90,"mirrored":false,"encodings":["uncompressed"],\
                "uprightWidthPx":2,"uprightHeightPx":3}]}
                {"file":"%s","readable":false,"refusal":"Expected a PDF, TIFF, PNG or JPEG file but scan 'letter.pdf' \
                holds plain text."}
                """.formatted(turned, letter), run("inspect", "--json", turned.toString(), letter.toString()));
    }

    @Test
    void headersAloneAreBelievedWhereAskedFor() throws Exception {
        byte[] withoutPixels = Arrays.copyOf(turnedTiff(), turnedTiff().length - 6);
        Path cut = Files.write(folder.resolve("cut.tif"), withoutPixels);
        assertEquals("0 %s: tiff, 1 page: 3 x 2 pixels stored to be turned by 90 degrees, uncompressed%n".formatted(cut),
                run("inspect", "--headers-only", cut.toString()));
        assertEquals("1 %s: tiff, 1 page: 3 x 2 pixels stored to be turned by 90 degrees, uncompressed (Expected a whole TIFF picture but page 1 of scan 'cut.tif' is damaged: send it again.)%n".formatted(cut),
                run("inspect", cut.toString()));
    }

    /** Exit code, a blank, and what was printed. */
    private static String run(String... args) {
        StringWriter out = new StringWriter();
        int exit = Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), args);
        return exit + " " + out;
    }

    /** Three by two grey pixels, orientation 6. */
    private static byte[] turnedTiff() {
        int[][] tags = {{256, 3}, {257, 2}, {258, 8}, {259, 1}, {262, 1}, {273, 134}, {274, 6}, {277, 1}, {278, 2}, {279, 6}};
        ByteBuffer tiff = ByteBuffer.allocate(140);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            tiff.putShort((short) tag[0]).putShort((short) 3).putInt(1).putShort((short) tag[1]).putShort((short) 0);
        }
        return tiff.putInt(0).array();
    }
}
