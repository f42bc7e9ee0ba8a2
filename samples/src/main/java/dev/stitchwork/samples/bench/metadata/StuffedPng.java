package dev.stitchwork.samples.bench.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A PNG with a canary in every chunk that can hold words, before and behind the pixels, and after its end. */
final class StuffedPng {
    private static final String[] KEYWORDS = {
        "Title", "Author", "Description", "Copyright", "Creation Time", "Software", "Disclaimer", "Warning", "Source", "Comment"
    };
    private static final int HEADER_END = 8 + 25;
    private static final int END_CHUNK = 12;

    private StuffedPng() {}

    static byte[] of(byte[] plain, Canaries canaries, String file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, HEADER_END);
        out.writeBytes(chunk("iCCP", joined(canaries.plant(file + ", name of the profile") + "\0\0",
                deflated(Tags.profile(canaries, file)))));
        for (String keyword : KEYWORDS) {
            out.writeBytes(chunk("tEXt", latin(keyword + "\0" + canaries.plant("%s, tEXt %s".formatted(file, keyword)))));
            out.writeBytes(chunk("zTXt", joined(keyword + "\0\0", deflated(canaries.bytes("%s, zTXt %s".formatted(file, keyword))))));
        }
        out.writeBytes(chunk("tEXt", latin(canaries.plant(file + ", a keyword") + "\0nothing")));
        out.writeBytes(chunk("iTXt", joined("XML:com.adobe.xmp\0\0\0\0\0", Tags.xmp(canaries, file))));
        out.writeBytes(chunk("iTXt", joined("Comment\0\1\0en\0" + canaries.plant(file + ", translated keyword") + "\0",
                deflated(canaries.bytes(file + ", packed iTXt")))));
        out.writeBytes(chunk("eXIf", Tags.exif(canaries, file)));
        out.writeBytes(chunk("sPLT", latin(canaries.plant(file + ", name of the palette") + "\0\10")));
        out.writeBytes(chunk("stNo", canaries.bytes(file + ", a private chunk")));
        out.write(plain, HEADER_END, plain.length - HEADER_END - END_CHUNK);
        out.writeBytes(chunk("tEXt", latin("Comment\0" + canaries.plant(file + ", tEXt behind the pixels"))));
        out.writeBytes(chunk("IEND", new byte[0]));
        out.writeBytes(canaries.bytes(file + ", behind the end"));
        return out.toByteArray();
    }

    static byte[] latin(String words) {
        return words.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] joined(String head, byte[] tail) {
        byte[] first = latin(head);
        return ByteBuffer.allocate(first.length + tail.length).put(first).put(tail).array();
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] packed = new byte[bytes.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return java.util.Arrays.copyOf(packed, length);
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] named = joined(type, content);
        CRC32 check = new CRC32();
        check.update(named);
        return ByteBuffer.allocate(4 + named.length + 4).putInt(content.length).put(named).putInt((int) check.getValue()).array();
    }
}
