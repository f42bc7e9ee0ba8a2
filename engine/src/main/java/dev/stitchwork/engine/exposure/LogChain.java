package dev.stitchwork.engine.exposure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash chain of one exposure log: every row's link is made from all the rows before it.
 *
 * <p>The state before the first row is 32 zero bytes; after a row it is SHA-256 of the state before and the row's body. A row
 * is written as its body, one blank, and the first eight bytes of the state after it in hexadecimal: enough to name the
 * first row that does not follow, while the signed checkpoints vouch for all 32.
 */
public final class LogChain {
    private static final HexFormat HEX = HexFormat.of();
    private static final int LINK_BYTES = 8;

    private final MessageDigest sha256;
    private byte[] state;
    private long rows;

    public LogChain() {
        this(new byte[32], 0);
    }

    /** A chain that goes on from where another was. */
    public LogChain(byte[] state, long rows) {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
        this.state = state.clone();
        this.rows = rows;
    }

    /**
     * Appends a row.
     *
     * @param entry the row without its number
     * @return the whole row as it stands in the log, without its line end
     */
    public String append(String entry) {
        String body = rows + " " + entry;
        sha256.update(state);
        state = sha256.digest(body.getBytes(StandardCharsets.US_ASCII));
        rows++;
        return body + " " + HEX.formatHex(state, 0, LINK_BYTES);
    }

    /** Rows so far, which is also the number of the next. */
    public long rows() {
        return rows;
    }

    /** The state after the last row, 32 bytes. */
    public byte[] state() {
        return state.clone();
    }

    /** The text that a checkpoint's signature is made over: it vouches for every row so far. */
    public String toSign() {
        return "stitchwork exposure log %d %s".formatted(rows, HEX.formatHex(state));
    }
}
