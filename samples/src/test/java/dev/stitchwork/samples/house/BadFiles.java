package dev.stitchwork.samples.house;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;

/** Makes files that clients send in by mistake or on purpose. */
final class BadFiles {
    private BadFiles() {}

    static byte[] truncated(byte[] file) {
        return Arrays.copyOf(file, file.length * 3 / 5);
    }

    static byte[] locked(byte[] pdf, String password) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            StandardProtectionPolicy policy = new StandardProtectionPolicy("owner of " + password, password, new AccessPermission());
            policy.setEncryptionKeyLength(256);
            document.protect(policy);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    static byte[] text() {
        return "Dear Sir or Madam,\nplease find the forms attached.\n".getBytes(StandardCharsets.UTF_8);
    }

    /** A TIFF whose only directory names itself as the next one, so that whoever counts its pages never ends. */
    static byte[] loopingTiff() {
        int directory = 8;
        int entries = 8;
        int strip = directory + 2 + entries * 12 + 4;
        ByteBuffer tiff = ByteBuffer.allocate(strip + 8).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(directory);
        tiff.putShort((short) entries);
        int[][] tags = {{256, 8}, {257, 8}, {258, 1}, {259, 1}, {262, 1}, {273, strip}, {278, 8}, {279, 8}};
        for (int[] tag : tags) {
            tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
        }
        tiff.putInt(directory);
        return tiff.array();
    }

    /** A picture that says it has 35,000 x 35,000 points, in 40 kB. */
    static byte[] hugePng() {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(35_000).putInt(35_000).put(new byte[] {8, 0, 0, 0, 0});
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(new byte[41_000_000]);
        deflater.finish();
        byte[] packed = new byte[100_000];
        packed = Arrays.copyOf(packed, deflater.deflate(packed));
        deflater.end();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        png.writeBytes(chunk("IHDR", header.array()));
        png.writeBytes(chunk("IDAT", packed));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    /** A real picture of that many points a side, too full of grain to be packed. */
    static byte[] noise(int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        byte[] grain = new byte[side * side];
        new SplittableRandom(1).nextBytes(grain);
        image.getRaster().setDataElements(0, 0, side, side, grain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        return ByteBuffer.allocate(content.length + 12).putInt(content.length).put(name).put(content)
                .putInt((int) check.getValue()).array();
    }
}
