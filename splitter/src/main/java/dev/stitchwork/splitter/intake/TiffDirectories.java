package dev.stitchwork.splitter.intake;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The chain of directories of a TIFF file, one for each picture, walked before any decoder sees the file.
 *
 * <p>A directory ends with the place of the next one. Nothing stops a file from pointing back, and a reader that trusts
 * it never returns; this walk remembers where it was. Sizes are read on the way, so that limits are kept before anything
 * is decoded. TIFF 6.0 section 2; BigTIFF has 8-byte places and counts.
 */
final class TiffDirectories {
    /**
     * One picture of the file.
     *
     * @param index its place in the chain, from 0, as ImageIO counts
     * @param bitsPerSample of the first sample
     * @param fax its strips, where it is black and white in fax of group 4
     */
    record Directory(int index, long width, long height, int bitsPerSample, int samples, int compression, boolean isPlanar, int orientation,
            boolean isPage, Optional<FaxStrips> fax) {
        long bitsPerPixel() {
            return (long) bitsPerSample * samples;
        }
    }

    private static final int SUBFILE_TYPE = 254;
    private static final int IMAGE_WIDTH = 256;
    private static final int IMAGE_LENGTH = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int FILL_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANES = 284;
    private static final int GROUP_4 = 4;
    /** Bits of the subfile type: a smaller copy of another page, a transparency mask. */
    private static final int NOT_A_PAGE = 1 | 4;
    private static final int ENTRIES_MAX = 4096;

    private final String name;
    private final Blocks blocks;
    private final boolean littleEndian;
    private final boolean isBig;

    private TiffDirectories(String name, Blocks blocks) throws IOException {
        this.name = name;
        this.blocks = blocks;
        this.littleEndian = blocks.read(0) == 'I';
        this.isBig = number(2, 2) == 43;
    }

    static List<Directory> walk(String name, Blocks blocks, int pagesMax) throws RefusedException, IOException {
        try {
            return new TiffDirectories(name, blocks).walk(pagesMax);
        } catch (EOFException truncated) {
            throw new RefusedException(
                    "Expected a whole TIFF file but scan '%s' stops before its end: send it again.".formatted(name),
                    truncated);
        }
    }

    private List<Directory> walk(int pagesMax) throws RefusedException, IOException {
        List<Directory> found = new ArrayList<>();
        Set<Long> visited = new HashSet<>();
        long at = isBig ? number(8, 8) : number(4, 4);
        while (at != 0) {
            if (!visited.add(at)) {
                throw new RefusedException(
                        "Expected a TIFF file whose pages follow one another but in scan '%s' page %d leads back to an earlier one."
                                .formatted(name, found.size()));
            }
            if (found.size() >= pagesMax) {
                throw new RefusedException("Expected at most %d pages but scan '%s' has more: send it in several files."
                        .formatted(pagesMax, name));
            }
            long entries = number(at, isBig ? 8 : 2);
            if (entries < 1 || entries > ENTRIES_MAX) {
                throw new RefusedException("Expected a TIFF directory but page %d of scan '%s' has one of %d entries."
                        .formatted(found.size() + 1, name, entries));
            }
            found.add(directory(found.size(), at + (isBig ? 8 : 2), entries));
            at = number(at + (isBig ? 8 + 20 * entries : 2 + 12 * entries), isBig ? 8 : 4);
        }
        return found;
    }

    private Directory directory(int index, long start, long entries) throws IOException {
        long width = 0;
        long height = 0;
        long bits = 1;
        long samples = 1;
        int compression = 1;
        int orientation = Orientation.UPRIGHT;
        boolean isPlanar = false;
        boolean isPage = true;
        long photometric = 0;
        long fillOrder = 1;
        long rows = Long.MAX_VALUE;
        Optional<Values> offsets = Optional.empty();
        Optional<Values> bytes = Optional.empty();
        for (int i = 0; i < entries; i++) {
            long entry = start + (isBig ? 20L : 12L) * i;
            switch ((int) number(entry, 2)) {
                case SUBFILE_TYPE -> isPage = (value(entry) & NOT_A_PAGE) == 0;
                case IMAGE_WIDTH -> width = value(entry);
                case IMAGE_LENGTH -> height = value(entry);
                case BITS_PER_SAMPLE -> bits = value(entry);
                case COMPRESSION -> compression = (int) value(entry);
                case PHOTOMETRIC -> photometric = value(entry);
                case FILL_ORDER -> fillOrder = value(entry);
                case STRIP_OFFSETS -> offsets = Optional.of(values(entry));
                case ROWS_PER_STRIP -> rows = value(entry);
                case STRIP_BYTES -> bytes = Optional.of(values(entry));
                case ORIENTATION -> orientation = (int) value(entry);
                case SAMPLES_PER_PIXEL -> samples = value(entry);
                case PLANES -> isPlanar = value(entry) == 2;
                default -> { }
            }
        }
        boolean isFax = compression == GROUP_4 && bits == 1 && samples == 1 && photometric <= 1 && offsets.isPresent();
        return new Directory(index, width, height, (int) clamped(bits), (int) clamped(samples), compression, isPlanar, orientation,
                isPage, isFax ? Optional.of(new FaxStrips(offsets.get(), bytes, rows, photometric == 0, fillOrder == 2)) : Optional.empty());
    }

    /** Nothing has more than 16 bits of this: what a broken file says stays within arithmetic. */
    private static long clamped(long number) {
        return Math.max(1, Math.min(0xffff, number));
    }

    /** The first value of an entry, which stands in the entry itself where all of its values fit there. */
    private long value(long entry) throws IOException {
        return values(entry).at(0);
    }

    /** Bytes of one value of an entry, by its type. */
    private int size(long entry) throws IOException {
        return switch ((int) number(entry + 2, 2)) {
            case 1, 2, 6, 7 -> 1;
            case 3, 8 -> 2;
            case 16, 17, 18 -> 8;
            default -> 4;
        };
    }

    private Values values(long entry) throws IOException {
        int size = size(entry);
        long count = number(entry + 4, isBig ? 8 : 4);
        long inline = entry + (isBig ? 12 : 8);
        boolean fits = count <= (isBig ? 8 : 4) / size;
        return new Values(count, fits ? inline : number(inline, isBig ? 8 : 4), size);
    }

    /** The values of one entry, read when they are asked for: a file may say that it has any number of them. */
    final class Values {
        private final long count;
        private final long first;
        private final int size;

        private Values(long count, long first, int size) {
            this.count = count;
            this.first = first;
            this.size = size;
        }

        long count() {
            return count;
        }

        long at(int index) throws IOException {
            return number(first + (long) index * size, size);
        }
    }

    private long number(long at, int size) throws IOException {
        long value = 0;
        for (int i = 0; i < size; i++) {
            int part = blocks.read(at + (littleEndian ? size - 1 - i : i));
            if (part < 0) {
                throw new EOFException();
            }
            value = value << 8 | part;
        }
        return value;
    }
}
