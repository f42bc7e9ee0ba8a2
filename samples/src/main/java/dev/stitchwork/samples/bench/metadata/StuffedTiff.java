package dev.stitchwork.samples.bench.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A TIFF of one page with a canary in every tag that can hold words, and between what the tags lead to. */
final class StuffedTiff {
    private static final int PROFILE = 34675;

    private StuffedTiff() {}

    /** The old bytes stay where they are; a new directory, with the old entries and many more, stands behind them. */
    static byte[] of(byte[] plain, Canaries canaries, String file) {
        ByteOrder order = plain[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer old = ByteBuffer.wrap(plain).order(order);
        int from = old.getInt(4);
        Directory directory = new Directory();
        for (int i = 0; i < old.getShort(from); i++) {
            int at = from + 2 + 12 * i;
            byte[] four = new byte[4];
            old.get(at + 8, four);
            directory.keep(old.getShort(at) & 0xffff, old.getShort(at + 2), old.getInt(at + 4), four);
        }
        Tags.stuff(directory, canaries, file);
        directory.undefined(PROFILE, Tags.profile(canaries, file));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(plain);
        out.writeBytes(new byte[plain.length % 2]);
        out.writeBytes(padded(canaries.bytes(file + ", between pixels and tags")));
        int at = out.size();
        out.writeBytes(directory.written(at, 0, order));
        out.writeBytes(canaries.bytes(file + ", behind the end"));
        byte[] stuffed = out.toByteArray();
        ByteBuffer.wrap(stuffed).order(order).putInt(4, at);
        return stuffed;
    }

    private static byte[] padded(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    }
}
