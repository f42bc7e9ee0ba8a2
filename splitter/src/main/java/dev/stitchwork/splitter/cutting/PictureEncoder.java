package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Gray;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Pictures as PNG of IHDR, IDAT and IEND and nothing else, in sixteen greys: the same pixels give the same bytes. The
 * whole encoder is here because any other might one day write a chunk more. PNG, third edition, sections 5 and 11.
 */
public final class PictureEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int BIT_DEPTH = 4;
    /** An eighth larger than at the highest level, in a seventh of the time. */
    private static final int COMPRESSION = 5;
    private static final int HEADER_LENGTH = 13;
    /** Bytes of a chunk besides what it holds: length, name and check sum. */
    private static final int CHUNK_FRAME = 12;
    /** All of a picture but what is in its IDAT. */
    private static final int FRAMES = SIGNATURE.length + 3 * CHUNK_FRAME + HEADER_LENGTH;
    private static final int LEAST = 1 << 13;
    /** Of a stream of which all is written: the last block, with nothing in it, and the check sum. */
    private static final int STREAM_END = 6;
    /** Stored, of no bytes. */
    private static final byte[] EMPTY_BLOCK = {0, 0, 0, (byte) 0xff, (byte) 0xff};
    /** Which of sixteen greys is nearest to each of 256. */
    private static final int[] SIXTEENTHS = IntStream.range(0, 256).map(grey -> (grey + 8) / 17).toArray();

    private PictureEncoder() {}

    public static byte[] png(Gray picture) {
        return png(picture, 0);
    }

    /**
     * A picture whose length says little of what is drawn in it: empty blocks (RFC 1951, 3.2.4) make it {@value #LEAST} bytes long,
     * or twice as many and so on where it needs more, but for up to four bytes.
     */
    static byte[] padded(Gray picture) {
        return png(picture, LEAST);
    }

    private static byte[] png(Gray picture, int least) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header(picture));
            chunk(out, "IDAT", deflated(rows(picture), least));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory cannot fail.", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * What the three chunks of such a picture hold.
     *
     * @return empty where it is no picture of this encoder
     */
    static List<byte[]> chunks(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png);
        List<byte[]> chunks = new ArrayList<>();
        if (png.length < SIGNATURE.length || !Arrays.equals(SIGNATURE, Arrays.copyOf(png, SIGNATURE.length))) {
            return chunks;
        }
        in.position(SIGNATURE.length);
        for (String type : List.of("IHDR", "IDAT", "IEND")) {
            int length = in.remaining() < CHUNK_FRAME ? -1 : in.getInt();
            byte[] name = new byte[type.length()];
            if (length < 0 || length > in.remaining() - CHUNK_FRAME + Integer.BYTES || !type.equals(read(in, name))) {
                return List.of();
            }
            byte[] content = new byte[length];
            in.get(content);
            in.getInt();
            chunks.add(content);
        }
        boolean isOurs = chunks.get(0).length == HEADER_LENGTH && chunks.get(0)[2 * Integer.BYTES] == BIT_DEPTH && !in.hasRemaining();
        return isOurs ? chunks : List.of();
    }

    private static String read(ByteBuffer in, byte[] name) {
        in.get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private static byte[] header(Gray picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        out.write(new byte[] {BIT_DEPTH, 0, 0, 0, 0});
        return bytes.toByteArray();
    }

    /** Each row begins with its filter: none. Two pixels to a byte, the left one in the upper half. */
    private static byte[] rows(Gray picture) {
        int width = picture.width();
        int stride = 1 + (width + 1) / 2;
        byte[] rows = new byte[stride * picture.height()];
        byte[] pixels = picture.pixels();
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x += 2) {
                int left = SIXTEENTHS[pixels[y * width + x] & 0xff];
                int right = x + 1 < width ? SIXTEENTHS[pixels[y * width + x + 1] & 0xff] : 0;
                rows[y * stride + 1 + x / 2] = (byte) (left << 4 | right);
            }
        }
        return rows;
    }

    /** @param least length of the whole picture, filled up to it or to the next that is twice as long; 0 for no filling */
    private static byte[] deflated(byte[] bytes, int least) throws IOException {
        Deflater deflater = new Deflater(COMPRESSION);
        try {
            deflater.setInput(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (least > 0) {
                drain(deflater, Deflater.SYNC_FLUSH, out);
                int length = FRAMES + out.size() + STREAM_END;
                int wanted = least;
                while (wanted < length) {
                    wanted *= 2;
                }
                for (int i = (wanted - length) / EMPTY_BLOCK.length; i > 0; i--) {
                    out.write(EMPTY_BLOCK);
                }
            }
            deflater.finish();
            drain(deflater, Deflater.NO_FLUSH, out);
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void drain(Deflater deflater, int flush, ByteArrayOutputStream out) {
        byte[] buffer = new byte[8192];
        int written;
        do {
            written = deflater.deflate(buffer, 0, buffer.length, flush);
            out.write(buffer, 0, written);
        } while (written == buffer.length);
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) check.getValue());
    }
}
