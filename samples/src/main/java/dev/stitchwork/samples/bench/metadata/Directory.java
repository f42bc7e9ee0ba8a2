package dev.stitchwork.samples.bench.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A directory of tags as TIFF has it and EXIF borrows it (TIFF 6.0, section 2): numbered entries in rising order, values
 * of more than four bytes behind it.
 */
final class Directory {
    private static final int BYTES = 1;
    private static final int TEXT = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;
    private static final int ENTRY_BYTES = 12;

    private final Map<Integer, Entry> entries = new TreeMap<>();

    /** @param value of more than four bytes where {@code more} is empty of a directory */
    private record Entry(int type, int count, byte[] value, Directory more) {}

    /** Puts in an entry as another file has it: its value, or where that is, stays as it was. */
    void keep(int tag, int type, int count, byte[] fourBytes) {
        entries.put(tag, new Entry(type, count, fourBytes, null));
    }

    Directory text(int tag, String words) {
        byte[] value = (words + "\0").getBytes(StandardCharsets.US_ASCII);
        return put(tag, TEXT, value.length, value);
    }

    /** Text as Windows keeps it. */
    Directory wideText(int tag, String words) {
        byte[] value = (words + "\0").getBytes(StandardCharsets.UTF_16LE);
        return put(tag, BYTES, value.length, value);
    }

    Directory bytes(int tag, byte[] value) {
        return put(tag, BYTES, value.length, value);
    }

    Directory undefined(int tag, byte[] value) {
        return put(tag, UNDEFINED, value.length, value);
    }

    Directory number(int tag, int value, ByteOrder order) {
        byte[] four = ByteBuffer.allocate(4).order(order).putShort((short) value).array();
        return put(tag, SHORT, 1, four);
    }

    Directory directory(int tag, Directory more) {
        entries.put(tag, new Entry(LONG, 1, new byte[4], more));
        return this;
    }

    private Directory put(int tag, int type, int count, byte[] value) {
        entries.put(tag, new Entry(type, count, value, null));
        return this;
    }

    /**
     * This directory and all that hangs on it.
     *
     * @param at where it will stand in its file
     * @param next where the next one stands, 0 for none
     */
    byte[] written(int at, int next, ByteOrder order) {
        int head = 2 + entries.size() * ENTRY_BYTES + 4;
        ByteBuffer table = ByteBuffer.allocate(head).order(order);
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        table.putShort((short) entries.size());
        entries.forEach((tag, entry) -> {
            table.putShort(tag.shortValue()).putShort((short) entry.type()).putInt(entry.count());
            byte[] value = entry.value();
            if (entry.more() == null && value.length <= 4) {
                table.put(value).put(new byte[4 - value.length]);
                return;
            }
            int there = at + head + behind.size();
            byte[] content = entry.more() == null ? value : entry.more().written(there, 0, order);
            table.putInt(there);
            behind.writeBytes(content);
            behind.writeBytes(new byte[content.length % 2]);
        });
        table.putInt(next);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(table.array());
        all.writeBytes(behind.toByteArray());
        return all.toByteArray();
    }
}
