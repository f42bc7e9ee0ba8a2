package dev.stitchwork.splitter.intake;

import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes fax of group 4, as most black-and-white scans are coded, and says where it is damaged: a wrong bit spoils all that
 * follows, and what follows must not be shown as paper.
 *
 * <p>A row is told by what changes from the row above (ITU-T T.6, 2.2). {@code a0} is how far the row is told, {@code b1} the
 * next change above to the right of it and to the other colour, {@code b2} the change after that. Changes are kept as they are
 * told, also two at one place: some scanners' rows begin with a run of no white and no black, and their next row is told from
 * that.
 */
final class GroupFour {
    private static final int CODE_BITS_MAX = 13;
    private static final int END = 1;
    private static final int END_BITS = 12;
    /** No scanner is wider; rows are held as numbers, which must not cost what a page does. */
    private static final int WIDTH_MAX = 65_535;
    /** Copies of the row's width behind its last change, so that what is looked up beyond it is its end. */
    private static final int ENDS = 4;

    private final byte[] coded;
    private final int width;
    private long bit;
    /** Places where the colour changes, from 1 on, black at odd ones; 0 at first. */
    private int[] above;
    private int[] row;

    private GroupFour(byte[] coded, int width) {
        this.coded = coded;
        this.width = width;
        above = new int[width + 2 + ENDS];
        row = new int[width + 2 + ENDS];
        Arrays.fill(above, 1, 1 + ENDS, width);
    }

    /**
     * @param coded from the most significant bit of each byte on; what follows the last row is not looked at
     * @param isAligned whether each row begins with a byte of its own
     * @return eight pixels a byte, the left one in the highest bit, each row from a byte of its own, black 1; rows after the
     *     end that the fax itself tells are white
     * @throws IOException where a row is damaged, or missing without the fax telling its end
     */
    static byte[] decode(byte[] coded, int width, int height, boolean isAligned) throws IOException {
        if (width > WIDTH_MAX) {
            throw new IOException("Expected rows of a fax of at most %d pixels but they have %d.".formatted(WIDTH_MAX, width));
        }
        GroupFour fax = new GroupFour(coded, width);
        int rowBytes = (width + 7) / 8;
        byte[] bits = new byte[Math.multiplyExact(rowBytes, height)];
        for (int y = 0; y < height; y++) {
            if (isAligned) {
                fax.bit = fax.bit + 7 & ~7L;
            }
            if (y > 0 && fax.peek(END_BITS) == END) {
                break;
            }
            int changes = fax.row(y);
            fax.paint(changes, bits, y * rowBytes);
        }
        return bits;
    }

    /** Reads one row, which is then the one above. @return how many changes it has */
    private int row(int y) throws IOException {
        int a0 = 0;
        int b = 1;
        int changes = 0;
        while (a0 < width) {
            while ((changes > 0 || a0 > 0) && above[b] <= a0 && above[b] < width) {
                b += 2;
            }
            int mode = FaxCodes.MODES[peek(FaxCodes.MODE_BITS)];
            bit += mode >> FaxCodes.LENGTH_AT;
            switch (mode & FaxCodes.VALUE) {
                case FaxCodes.PASS -> {
                    a0 = above[b + 1];
                    b += 2;
                }
                case FaxCodes.LEVEL -> {
                    boolean isBlack = changes % 2 == 1;
                    int first = a0 + run(isBlack, y);
                    a0 = first + run(!isBlack, y);
                    check(a0 <= width && changes + 2 < row.length - ENDS, y);
                    row[++changes] = first;
                    row[++changes] = a0;
                }
                case FaxCodes.NONE -> throw damaged(y);
                default -> {
                    int shift = (mode & FaxCodes.VALUE) - FaxCodes.UPRIGHT;
                    int a1 = above[b] + shift;
                    check(a1 >= a0 && a1 <= width && changes + 1 < row.length - ENDS, y);
                    row[++changes] = a1;
                    a0 = a1;
                    b += shift < 0 ? -1 : 1;
                }
            }
            check(bit <= coded.length * 8L, y);
        }
        Arrays.fill(row, changes + 1, changes + 1 + ENDS, width);
        int[] read = row;
        row = above;
        above = read;
        return changes;
    }

    /** How many pixels of one colour follow: makeup codes, then one of less than 64. */
    private int run(boolean isBlack, int y) throws IOException {
        int[] codes = isBlack ? FaxCodes.BLACK : FaxCodes.WHITE;
        int run = 0;
        while (true) {
            int code = codes[peek(CODE_BITS_MAX)];
            check(code != 0 && run <= width, y);
            bit += code >> FaxCodes.LENGTH_AT;
            run += code & FaxCodes.VALUE;
            if ((code & FaxCodes.VALUE) < FaxCodes.MAKEUP_MIN) {
                return run;
            }
        }
    }

    /** @param start of the row */
    private void paint(int changes, byte[] bits, int start) {
        for (int i = 1; i <= changes; i += 2) {
            int from = above[i];
            int last = above[i + 1] - 1;
            if (from > last) {
                continue;
            }
            int first = start + (from >> 3);
            int end = start + (last >> 3);
            bits[end] |= (byte) ((first == end ? 0xff >> (from & 7) : 0xff) & 0x7f80 >> (last & 7));
            if (first < end) {
                bits[first] |= (byte) (0xff >> (from & 7));
                Arrays.fill(bits, first + 1, end, (byte) 0xff);
            }
        }
    }

    /** The next bits, noughts after the end. */
    private int peek(int count) {
        int at = (int) (bit >> 3);
        int four = part(at) << 24 | part(at + 1) << 16 | part(at + 2) << 8 | part(at + 3);
        return four << (int) (bit & 7) >>> Integer.SIZE - count;
    }

    private int part(int at) {
        return at < coded.length ? coded[at] & 0xff : 0;
    }

    private static void check(boolean isWhole, int y) throws IOException {
        if (!isWhole) {
            throw damaged(y);
        }
    }

    private static IOException damaged(int y) {
        return new IOException("Expected rows of a fax but row %d is damaged.".formatted(y + 1));
    }
}
