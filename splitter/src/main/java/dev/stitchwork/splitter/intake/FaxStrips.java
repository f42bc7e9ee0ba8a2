package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;
import java.io.IOException;
import java.util.Optional;

/**
 * The strips of a TIFF picture in fax of group 4, each a fax by itself.
 *
 * @param offsets where they begin in the file
 * @param bytes how long they are; where the file does not say, they end where the file does
 * @param rows of each but the last, which may have fewer
 * @param isWhiteZero whether what the fax calls black is black
 * @param isReversed whether bytes are to be read from their lowest bit on
 */
record FaxStrips(TiffDirectories.Values offsets, Optional<TiffDirectories.Values> bytes, long rows, boolean isWhiteZero, boolean isReversed) {
    /** @throws IOException where a strip is missing or damaged */
    Gray page(Blocks blocks, int width, int height) throws IOException {
        byte[] pixels = new byte[Math.multiplyExact(width, height)];
        int top = 0;
        for (int strip = 0; top < height; strip++) {
            if (strip >= offsets.count() || rows < 1) {
                throw new IOException("Expected %d rows but the strips have %d.".formatted(height, top));
            }
            int high = (int) Math.min(rows, height - top);
            Gray part = Rasters.ofBits(width, high, GroupFour.decode(coded(blocks, strip), width, high, false), isWhiteZero);
            System.arraycopy(part.pixels(), 0, pixels, top * width, part.pixels().length);
            top += high;
        }
        return new Gray(width, height, pixels);
    }

    private byte[] coded(Blocks blocks, int strip) throws IOException {
        long offset = offsets.at(strip);
        long rest = offset < 0 ? 0 : Math.max(0, blocks.length() - offset);
        long said = bytes.isPresent() && strip < bytes.get().count() ? bytes.get().at(strip) : 0;
        byte[] coded = new byte[(int) Math.min(said > 0 ? Math.min(said, rest) : rest, Integer.MAX_VALUE - Long.BYTES)];
        blocks.readFully(offset, coded);
        if (isReversed) {
            for (int i = 0; i < coded.length; i++) {
                coded[i] = (byte) (Integer.reverse(coded[i]) >>> Integer.SIZE - Byte.SIZE);
            }
        }
        return coded;
    }
}
