package dev.stitchwork.samples.bench.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What cameras, scanners and programs write into pictures, with a canary for every value: EXIF, XMP, IPTC, ICC. */
final class Tags {
    private static final int[] TEXTS = {
        269, 270, 271, 272, 285, 305, 306, 315, 316, 333, 337, 33432, 42112, 42113, 50708, 50735, 65000, 65001, 65010
    };
    private static final int[] WIDE = {40091, 40092, 40093, 40094, 40095};
    private static final int[] EXIF_TEXTS = {
        34852, 36867, 36868, 36880, 36881, 37520, 37521, 37522, 40964, 42016, 42032, 42033, 42035, 42036, 42037
    };
    private static final int[] GPS_TEXTS = {1, 3, 8, 9, 10, 12, 14, 16, 18, 19, 21, 23, 25, 29};
    private static final int USER_COMMENT = 37510;
    private static final int MAKER_NOTE = 37500;
    private static final int EXIF_DIRECTORY = 34665;
    private static final int GPS_DIRECTORY = 34853;
    private static final int XMP = 700;
    private static final int IPTC = 33723;
    private static final int PHOTOSHOP = 34377;
    private static final int IMAGE_SOURCE = 37724;
    private static final int[] IPTC_TEXTS = {5, 15, 20, 25, 40, 55, 80, 85, 90, 92, 95, 101, 103, 105, 110, 115, 116, 118, 120, 122};

    private Tags() {}

    /** Puts a canary into every tag of text that a directory of a picture can have, and into those below it. */
    static void stuff(Directory directory, Canaries canaries, String file) {
        for (int tag : TEXTS) {
            directory.text(tag, canaries.plant("%s, tag %d".formatted(file, tag)));
        }
        for (int tag : WIDE) {
            directory.wideText(tag, canaries.plant("%s, tag %d".formatted(file, tag)));
        }
        directory.bytes(XMP, xmp(canaries, file));
        directory.undefined(IPTC, iptc(canaries, file));
        directory.bytes(PHOTOSHOP, photoshop(canaries, file));
        directory.undefined(IMAGE_SOURCE, canaries.bytes(file + ", Photoshop's layers"));
        Directory exif = new Directory();
        for (int tag : EXIF_TEXTS) {
            exif.text(tag, canaries.plant("%s, EXIF tag %d".formatted(file, tag)));
        }
        exif.undefined(USER_COMMENT, ("ASCII\0\0\0" + canaries.plant(file + ", EXIF comment")).getBytes(StandardCharsets.US_ASCII));
        exif.undefined(MAKER_NOTE, canaries.bytes(file + ", maker's note"));
        directory.directory(EXIF_DIRECTORY, exif);
        Directory gps = new Directory();
        for (int tag : GPS_TEXTS) {
            gps.text(tag, canaries.plant("%s, GPS tag %d".formatted(file, tag)));
        }
        for (int tag : new int[] {27, 28}) {
            gps.undefined(tag, ("ASCII\0\0\0" + canaries.plant("%s, GPS tag %d".formatted(file, tag))).getBytes(StandardCharsets.US_ASCII));
        }
        directory.directory(GPS_DIRECTORY, gps);
    }

    /** A block of EXIF: a TIFF of two directories without a picture, the second of a thumbnail that is no picture. */
    static byte[] exif(Canaries canaries, String file) {
        ByteOrder order = ByteOrder.BIG_ENDIAN;
        Directory first = new Directory();
        stuff(first, canaries, file + ", EXIF");
        first.number(274, 1, order);
        byte[] one = first.written(8, 0, order);
        Directory thumbnail = new Directory();
        stuff(thumbnail, canaries, file + ", EXIF of the thumbnail");
        byte[] linked = first.written(8, 8 + one.length, order);
        byte[] two = thumbnail.written(8 + one.length, 0, order);
        return ByteBuffer.allocate(8 + linked.length + two.length).order(order)
                .put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8).put(linked).put(two).array();
    }

    static byte[] xmp(Canaries canaries, String file) {
        StringBuilder text = new StringBuilder("""
                <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
                 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
                 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
                """);
        for (String name : new String[] {"xmp:CreatorTool", "xmp:Label", "xmp:Nickname", "pdf:Keywords", "pdf:Producer",
            "xmpMM:DocumentID", "xmpMM:InstanceID", "xmpMM:OriginalDocumentID", "photoshop:City", "photoshop:Credit",
            "photoshop:Headline", "photoshop:Instructions", "photoshop:Source"}) {
            text.append(" %s=\"%s\"\n".formatted(name, canaries.plant("%s, XMP %s".formatted(file, name))));
        }
        text.append(">\n");
        for (String name : new String[] {"dc:title", "dc:creator", "dc:description", "dc:subject", "dc:rights", "dc:source"}) {
            text.append("<%1$s>%2$s</%1$s>\n".formatted(name, canaries.plant("%s, XMP %s".formatted(file, name))));
        }
        text.append("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Datasets of the second record of IPTC's IIM. */
    static byte[] iptc(Canaries canaries, String file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int set : IPTC_TEXTS) {
            byte[] words = canaries.bytes("%s, IPTC %d".formatted(file, set));
            out.writeBytes(new byte[] {0x1c, 2, (byte) set, 0, (byte) words.length});
            out.writeBytes(words);
        }
        return out.toByteArray();
    }

    /** Resources of Photoshop: IPTC, a caption, an address, the name of each. */
    static byte[] photoshop(Canaries canaries, String file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        resource(out, 0x0404, "", iptc(canaries, file + ", Photoshop"));
        resource(out, 0x040b, canaries.plant(file + ", name of a Photoshop resource"), canaries.bytes(file + ", Photoshop address"));
        resource(out, 0x03f0, "", canaries.bytes(file + ", Photoshop caption"));
        return out.toByteArray();
    }

    private static void resource(ByteArrayOutputStream out, int number, String name, byte[] content) {
        out.writeBytes("8BIM".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) number).array());
        out.write(name.length());
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[(name.length() + 1) % 2]);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(content);
        out.writeBytes(new byte[content.length % 2]);
    }

    /**
     * A colour profile of grey, ICC.1 version 2: the curve is that of the gamma which grey without a profile is taken to have.
     */
    static byte[] profile(Canaries canaries, String file) {
        byte[] description = described(canaries.plant(file + ", ICC description"));
        byte[] copyright = text(canaries.plant(file + ", ICC copyright"));
        byte[] device = described(canaries.plant(file + ", ICC device"));
        byte[] white = ByteBuffer.allocate(20).put("XYZ ".getBytes(StandardCharsets.US_ASCII)).putInt(0)
                .putInt(0xf6d6).putInt(0x10000).putInt(0xd32d).array();
        byte[] curve = ByteBuffer.allocate(16).put("curv".getBytes(StandardCharsets.US_ASCII)).putInt(0)
                .putInt(1).putShort((short) 0x0233).putShort((short) 0).array();
        String[] names = {"desc", "cprt", "dmdd", "wtpt", "kTRC"};
        byte[][] parts = {description, copyright, device, white, curve};
        int table = 4 + 12 * names.length;
        int length = 128 + table;
        for (byte[] part : parts) {
            length += (part.length + 3) & ~3;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putInt(length).putInt(0).putInt(0x02100000).put("mntrGRAYXYZ ".getBytes(StandardCharsets.US_ASCII));
        out.position(36).put("acsp".getBytes(StandardCharsets.US_ASCII));
        out.position(68).putInt(0xf6d6).putInt(0x10000).putInt(0xd32d);
        out.position(128).putInt(names.length);
        int at = 128 + table;
        for (int i = 0; i < names.length; i++) {
            out.put(names[i].getBytes(StandardCharsets.US_ASCII)).putInt(at).putInt(parts[i].length);
            at += (parts[i].length + 3) & ~3;
        }
        for (byte[] part : parts) {
            out.put(part).position((out.position() + 3) & ~3);
        }
        return out.array();
    }

    private static byte[] described(String words) {
        byte[] letters = (words + "\0").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(12 + letters.length + 78).put("desc".getBytes(StandardCharsets.US_ASCII)).putInt(0)
                .putInt(letters.length).put(letters).array();
    }

    private static byte[] text(String words) {
        return ("text\0\0\0\0" + words + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
