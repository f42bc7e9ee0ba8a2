package dev.stitchwork.splitter.cutting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.splitter.raster.Gray;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ServedPictureTest {
    private static final int SERVINGS = 60;

    @Test
    void noTwoServingsHaveTheSameBytesAndOfALowOneNotAllTheSameHeight() {
        byte[] stored = PictureEncoder.png(written(640, 96));
        Set<ByteBuffer> bytes = new HashSet<>();
        Set<ExposureLog.Canvas> sizes = new HashSet<>();
        for (int serving = 0; serving < SERVINGS; serving++) {
            byte[] served = ServedPicture.of(stored, "token" + serving);
            bytes.add(ByteBuffer.wrap(served));
            sizes.add(size(served));
        }

        assertEquals(SERVINGS, bytes.size());
        assertFalse(bytes.contains(ByteBuffer.wrap(stored)));
        assertEquals(Set.of(new ExposureLog.Canvas(640, 96), new ExposureLog.Canvas(640, 192)), sizes);
        assertTrue(Cutter.canvases().containsAll(sizes));
    }

    @Test
    void muchWritingIsServedInAsManyBytesAsLittle() {
        Gray full = written(640, 96);
        for (int i = 0; i < 40; i++) {
            for (int x = 0; x < 20; x++) {
                full.set(200 + 10 * i + x / 2, 10 + (i * 37 + x * 3) % 80, 0);
            }
        }
        Set<Integer> stored = new HashSet<>();
        Set<Integer> served = new HashSet<>();
        for (Gray picture : List.of(Gray.white(640, 96), written(640, 96), full)) {
            stored.add(PictureEncoder.png(picture).length);
            for (int serving = 0; serving < SERVINGS; serving++) {
                served.add((ServedPicture.of(PictureEncoder.png(picture), "token" + serving).length + 4) / 8192 * 8192);
            }
        }

        assertEquals(3, stored.size());
        assertEquals(Set.of(8192), served);
    }

    @Test
    void aPictureThatNeedsMoreIsFilledUpToTheNextLength() throws IOException {
        Gray noise = Gray.white(640, 192);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < noise.pixels().length; i++) {
            noise.pixels()[i] = (byte) (17 * random.nextInt(16));
        }

        byte[] padded = PictureEncoder.padded(noise);

        assertEquals(65536, padded.length, 4);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(padded));
        for (int y = 0; y < 192; y++) {
            for (int x = 0; x < 640; x++) {
                assertEquals(noise.at(x, y), read.getRaster().getSample(x, y, 0) * 17);
            }
        }
    }

    @Test
    void aServingThatIsLoadedAgainIsTheSame() {
        byte[] stored = PictureEncoder.png(written(640, 96));

        assertArrayEquals(ServedPicture.of(stored, "token"), ServedPicture.of(stored, "token"));
    }

    @Test
    void noPixelOfInkIsChanged() {
        Gray picture = written(320, 96);
        byte[] drawing = ServedPicture.drawing(PictureEncoder.png(picture));
        for (int serving = 0; serving < SERVINGS; serving++) {
            assertArrayEquals(drawing, ServedPicture.drawing(ServedPicture.of(PictureEncoder.png(picture), "token" + serving)));
        }
        picture.set(40, 40, 0);
        assertFalse(Arrays.equals(drawing, ServedPicture.drawing(PictureEncoder.png(picture))), "another drawing is told from it");
    }

    @Test
    void inkAtTheVeryEdgeOfALargestCanvasStaysWhole() {
        Gray picture = Gray.white(1280, 768);
        for (int x = 0; x < 1280; x++) {
            picture.set(x, 0, 0);
            picture.set(x, 767, 0);
        }

        byte[] served = ServedPicture.of(PictureEncoder.png(picture), "token");

        assertEquals(new ExposureLog.Canvas(1280, 768), size(served));
        assertArrayEquals(ServedPicture.drawing(PictureEncoder.png(picture)), ServedPicture.drawing(served));
    }

    @Test
    void anEmptyPictureDiffersFromServingToServingToo() {
        byte[] stored = PictureEncoder.png(Gray.white(320, 96));

        assertFalse(Arrays.equals(ServedPicture.of(stored, "one"), ServedPicture.of(stored, "two")));
    }

    @Test
    void whatIsNoPictureOfTheEncoderIsServedAsItIs() {
        byte[] other = "no picture".getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(PictureEncoder.png(written(320, 96)), 60);

        assertSame(other, ServedPicture.of(other, "token"));
        assertSame(cut, ServedPicture.of(cut, "token"));
    }

    private static Gray written(int width, int height) {
        Gray picture = Gray.white(width, height);
        for (int i = 0; i < 60; i++) {
            for (int thick = 0; thick < 5; thick++) {
                picture.set(30 + i + thick, 20 + i % 50, 17 * thick);
                picture.set(100 + i / 2 + thick, 70 - i % 50, 34);
            }
        }
        return picture;
    }

    private static ExposureLog.Canvas size(byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png, 16, 8);
        return new ExposureLog.Canvas(header.getInt(), header.getInt());
    }
}
