package dev.stitchwork.samples.bench.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A JPEG with a canary in every segment that holds something else than pixels, and behind its end. */
final class StuffedJpeg {
    private static final int SEGMENT_MAX = 65_533;

    private StuffedJpeg() {}

    static byte[] of(byte[] plain, Canaries canaries, String file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // SOI and APP0 stay first: a reader may insist on it.
        int first = 2 + 2 + ByteBuffer.wrap(plain, 4, 2).getShort();
        out.write(plain, 0, first);
        segment(out, 0xe0, StuffedPng.joined("JFXX\0\20", canaries.bytes(file + ", thumbnail of JFIF")));
        segment(out, 0xe1, StuffedPng.joined("Exif\0\0", Tags.exif(canaries, file)));
        segment(out, 0xe1, StuffedPng.joined("http://ns.adobe.com/xap/1.0/\0", Tags.xmp(canaries, file)));
        segment(out, 0xe1, StuffedPng.joined("http://ns.adobe.com/xmp/extension/\0", Tags.xmp(canaries, file + ", extended")));
        segment(out, 0xe2, StuffedPng.joined("ICC_PROFILE\0\1\1", Tags.profile(canaries, file)));
        segment(out, 0xe2, StuffedPng.joined("FPXR\0", canaries.bytes(file + ", FlashPix")));
        segment(out, 0xe3, StuffedPng.joined("Meta\0\0", Tags.exif(canaries, file + ", Meta")));
        for (int number : new int[] {4, 5, 6, 7, 8, 9, 10, 11, 15}) {
            segment(out, 0xe0 + number, canaries.bytes("%s, APP%d".formatted(file, number)));
        }
        segment(out, 0xec, StuffedPng.joined("Ducky\0\2\0\20", canaries.bytes(file + ", Ducky")));
        segment(out, 0xed, StuffedPng.joined("Photoshop 3.0\0", Tags.photoshop(canaries, file)));
        segment(out, 0xfe, canaries.bytes(file + ", comment"));
        segment(out, 0xfe, canaries.bytes(file + ", second comment"));
        out.write(plain, first, plain.length - first);
        out.writeBytes(canaries.bytes(file + ", behind the end"));
        return out.toByteArray();
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] content) {
        if (content.length > SEGMENT_MAX) {
            throw new IllegalArgumentException("Expected at most %d bytes in a segment but were %d.".formatted(SEGMENT_MAX, content.length));
        }
        out.writeBytes(ByteBuffer.allocate(4).put((byte) 0xff).put((byte) marker).putShort((short) (content.length + 2)).array());
        out.writeBytes(content);
    }
}
