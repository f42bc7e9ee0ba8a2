package dev.stitchwork.samples.verify;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads a log row by row and recomputes its hash chain: a row out of place, changed, added or missing breaks it there.
 *
 * <p>A row is its number, its words, and a link of 16 hexadecimal digits, parted by single blanks and ended by one line
 * feed. The chain starts at 32 zero bytes; after a row it is SHA-256 of itself and the row without blank and link; the
 * link is its first eight bytes.
 */
final class LogReader {
    /** Longest row, bytes. */
    static final int ROW_BYTES_MAX = 1 << 20;

    private static final int LINK_DIGITS = 16;

    private final InputStream log;
    private final MessageDigest sha256;
    private final byte[] state = new byte[32];
    private final byte[] before = new byte[32];
    private byte[] buffer = new byte[1 << 18];
    private int from;
    private int to;
    private long rows;

    LogReader(InputStream log) {
        this.log = log;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** The next row, good until the one after it is read; null behind the last. */
    Row next() throws IOException, BrokenLogException {
        int end = lineEnd();
        if (end < 0) {
            return null;
        }
        int bodyEnd = end - LINK_DIGITS - 1;
        if (bodyEnd <= from || buffer[bodyEnd] != ' ') {
            throw broken("Expected a row that ends in a blank and a link of 16 digits.");
        }
        link(bodyEnd);
        Row row = new Row(buffer, from, bodyEnd, rows);
        from = end + 1;
        if (row.number(Long.MAX_VALUE) != rows) {
            throw broken("Expected the row to carry its own number.");
        }
        rows++;
        return row;
    }

    private void link(int bodyEnd) throws BrokenLogException {
        System.arraycopy(state, 0, before, 0, state.length);
        sha256.update(state);
        sha256.update(buffer, from, bodyEnd - from);
        try {
            sha256.digest(state, 0, state.length);
        } catch (DigestException e) {
            throw new IllegalStateException("A SHA-256 digest has 32 bytes.", e);
        }
        for (int i = 0; i < LINK_DIGITS; i++) {
            int nibble = state[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
            if (buffer[bodyEnd + 1 + i] != (nibble < 10 ? '0' + nibble : 'a' + nibble - 10)) {
                throw broken("Expected it to follow from the rows before it but its link does not fit.");
            }
        }
    }

    /** Where the line that begins at {@code from} ends; -1 where the log is read. */
    private int lineEnd() throws IOException, BrokenLogException {
        int scanned = from;
        while (true) {
            for (int i = scanned; i < to; i++) {
                if (buffer[i] == '\n') {
                    return i;
                }
            }
            int length = to - from;
            if (length > ROW_BYTES_MAX) {
                throw broken("Expected a row of at most %d bytes but it is longer.".formatted(ROW_BYTES_MAX));
            }
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, length);
            } else if (to == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            from = 0;
            to = length;
            scanned = to;
            int read = log.read(buffer, to, buffer.length - to);
            if (read < 0) {
                if (length > 0) {
                    throw broken("Expected the last row to end in a line feed but it is cut off.");
                }
                return -1;
            }
            to += read;
        }
    }

    private BrokenLogException broken(String sentence) {
        return new BrokenLogException(rows, sentence);
    }

    /** Rows read. */
    long rows() {
        return rows;
    }

    /** The chain after the last row read, in hexadecimal. */
    String head() {
        return HexFormat.of().formatHex(state);
    }

    /** The chain before the last row read, in hexadecimal. */
    String headBefore() {
        return HexFormat.of().formatHex(before);
    }
}
