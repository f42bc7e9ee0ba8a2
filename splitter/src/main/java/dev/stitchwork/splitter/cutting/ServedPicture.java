package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A fragment's picture as it is drawn for one serving: that two people were shown the same fragment is not said by the bytes of
 * what they hold.
 *
 * <p>It is the same drawing at the same scale, moved by a few pixels, a low one on its own canvas or on the next higher one, with a few
 * dozen pixels of paper a sixteenth darker, which nobody sees, and filled up to one of a few lengths. What is drawn follows from the serving's token alone, so that
 * who loads a picture again sees it stand still and learns nothing by asking often. The rule: no pixel of ink is changed.
 * It hides that two pictures are one from programs that compare files; who looks at both sees it all the same.
 */
public final class ServedPicture {
    private static final int SHIFT = 7;
    /** Pages fit pictures to their width and to some 400 pixels of height: up to this height that one does not bind. */
    private static final int GROWN_MAX = 192;
    private static final int SPECKS = 48;
    /** Of sixteen greys: paper, and paper that nobody would tell from it. */
    private static final int PAPER = 15 * 17;
    private static final int SPECK = 14 * 17;
    private static final int PIXELS_MAX = 1280 * 768;

    private ServedPicture() {}

    /**
     * Draws a picture for a serving.
     *
     * @param png as {@link PictureEncoder} made it; anything else is given back as it is
     * @param token of the serving
     */
    public static byte[] of(byte[] png, String token) {
        return decoded(png).map(picture -> PictureEncoder.padded(varied(picture, random(token)))).orElse(png);
    }

    /** What is drawn in a picture, wherever it stands and whatever is around it: the same of all servings of a fragment. */
    public static byte[] drawing(byte[] png) {
        return decoded(png).map(ServedPicture::drawing).orElse(png);
    }

    private static SplittableRandom random(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return new SplittableRandom(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Gray varied(Gray picture, SplittableRandom random) {
        int width = picture.width();
        int height = higher(picture.height(), random);
        Span ink = ink(picture);
        int left = (width - picture.width()) / 2 + moved(ink.left(), picture.width() - ink.right(), random);
        int top = (height - picture.height()) / 2 + moved(ink.top(), picture.height() - ink.bottom(), random);
        Gray varied = picture.crop(new Span(-left, -top, width - left, height - top));
        for (int i = 0; i < SPECKS; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            if (varied.at(x, y) == PAPER) {
                varied.set(x, y, SPECK);
            }
        }
        return varied;
    }

    /** The same height or, every other time, the next larger one, where writing is shown no smaller for it. */
    private static int higher(int height, SplittableRandom random) {
        return random.nextBoolean()
                ? Arrays.stream(Canvas.heights()).filter(next -> next > height && next <= GROWN_MAX).findFirst().orElse(height)
                : height;
    }

    /** By how much a drawing moves that has so much free before and behind it. */
    private static int moved(int before, int behind, SplittableRandom random) {
        return random.nextInt(-Math.min(SHIFT, before), Math.min(SHIFT, behind) + 1);
    }

    /** Where a picture is not paper; a point in its middle where it is nothing else. */
    private static Span ink(Gray picture) {
        int left = picture.width();
        int top = picture.height();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (picture.at(x, y) < SPECK) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
        }
        int middleX = picture.width() / 2;
        int middleY = picture.height() / 2;
        return left < right ? new Span(left, top, right, bottom) : new Span(middleX, middleY, middleX, middleY);
    }

    private static byte[] drawing(Gray picture) {
        Span ink = ink(picture);
        ByteBuffer drawing = ByteBuffer.allocate(2 * Integer.BYTES + ink.width() * ink.height());
        drawing.putInt(ink.width()).putInt(ink.height());
        for (int y = ink.top(); y < ink.bottom(); y++) {
            for (int x = ink.left(); x < ink.right(); x++) {
                int grey = picture.at(x, y);
                drawing.put((byte) (grey >= SPECK ? PAPER : grey));
            }
        }
        return drawing.array();
    }

    /** The picture of a PNG of this program's own encoder; empty for any other. */
    private static Optional<Gray> decoded(byte[] png) {
        List<byte[]> chunks = PictureEncoder.chunks(png);
        if (chunks.size() != 3) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(chunks.get(0));
        int width = header.getInt();
        int height = header.getInt();
        int stride = 1 + (width + 1) / 2;
        if (width <= 0 || height <= 0 || (long) width * height > PIXELS_MAX) {
            return Optional.empty();
        }
        byte[] rows = inflated(chunks.get(1), stride * height);
        if (rows.length != stride * height) {
            return Optional.empty();
        }
        Gray picture = Gray.white(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pair = rows[y * stride + 1 + x / 2] & 0xff;
                picture.set(x, y, (x % 2 == 0 ? pair >> 4 : pair & 0xf) * 17);
            }
        }
        return Optional.of(picture);
    }

    private static byte[] inflated(byte[] bytes, int length) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            byte[] rows = new byte[length];
            int read = inflater.inflate(rows);
            return Arrays.copyOf(rows, read);
        } catch (DataFormatException broken) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }
}
