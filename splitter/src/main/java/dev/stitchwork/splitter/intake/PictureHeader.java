package dev.stitchwork.splitter.intake;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;

/**
 * The size that a picture inside a PDF really has, from its own first bytes.
 *
 * <p>A PDF says how large each picture is, and the picture says so again. Decoders believe the picture, so a small
 * number in the PDF is no protection: both are checked.
 */
final class PictureHeader {
    private static final String JBIG2 = COSName.JBIG2_DECODE.getName();
    private static final String JPEG = COSName.DCT_DECODE.getName();
    private static final String JPEG_2000 = COSName.JPX_DECODE.getName();
    private static final List<String> CODERS = List.of(JBIG2, JPEG, JPEG_2000);
    private static final int JBIG2_PAGE = 48;
    private static final int SEGMENTS_MAX = 1_000;
    private static final int HEAD_BYTES = 1 << 16;

    private PictureHeader() {}

    static void check(PDImage image, String where, IntakeLimits limits) throws RefusedException, IOException {
        limits.checkPicture(where, image.getWidth(), image.getHeight());
        List<String> filters = filters(image);
        if (filters.stream().noneMatch(CODERS::contains)) {
            return;
        }
        String coder = filters.get(filters.size() - 1);
        try (DataInputStream coded = new DataInputStream(image.createInputStream(CODERS))) {
            long[] size = coder.equals(JBIG2) ? jbig2(coded) : coder.equals(JPEG) ? jpeg(coded) : jpeg2000(coded);
            limits.checkPicture(where, size[0], size[1]);
        } catch (EOFException noHeader) {
            throw new RefusedException("Expected a picture but %s stops before its size.".formatted(where), noHeader);
        }
    }

    /** How a picture is coded, in the words of {@link PageFacts}; the last filter is the picture's own. */
    static String encoding(PDImage image) {
        List<String> filters = filters(image);
        return filters.isEmpty() ? "uncompressed" : switch (filters.get(filters.size() - 1)) {
            case "DCTDecode" -> "jpeg";
            case "JPXDecode" -> "jpeg2000";
            case "JBIG2Decode" -> "jbig2";
            case "CCITTFaxDecode", "CCF" -> fax(image);
            case "FlateDecode", "Fl" -> "flate";
            case "LZWDecode", "LZW" -> "lzw";
            case "RunLengthDecode", "RL" -> "run-length";
            case "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx", "Crypt" -> "uncompressed";
            default -> "unknown";
        };
    }

    /** Below 0 is group 4, 0 and above group 3; ISO 32000-1, table 11. */
    private static String fax(PDImage image) {
        COSBase parameters = image.getCOSObject().getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
        if (parameters instanceof COSArray many && many.size() > 0) {
            parameters = many.getObject(many.size() - 1);
        }
        return parameters instanceof COSDictionary one && one.getInt(COSName.K, 0) < 0 ? "ccitt-g4" : "ccitt-g3";
    }

    private static List<String> filters(PDImage image) {
        var filters = image.getCOSObject().getDictionaryObject(COSName.FILTER, COSName.F);
        if (filters instanceof COSName one) {
            return List.of(full(one.getName()));
        }
        return filters instanceof COSArray many
                ? many.toCOSNameStringList().stream().map(PictureHeader::full).toList()
                : List.of();
    }

    /** Pictures inside a content stream may shorten the names. */
    private static String full(String filter) {
        return filter.equals(COSName.DCT_DECODE_ABBREVIATION.getName()) ? JPEG : filter;
    }

    /** Segments follow one another; the page information segment begins with width and height. ITU-T T.88, 7.2. */
    private static long[] jbig2(DataInputStream in) throws IOException {
        for (int i = 0; i < SEGMENTS_MAX; i++) {
            long segment = in.readInt() & 0xffffffffL;
            int flags = in.readUnsignedByte();
            int referred = in.readUnsignedByte();
            long references = referred >> 5;
            if (references == 7) {
                references = (referred & 0x1fL) << 24 | in.readUnsignedShort() << 8 | in.readUnsignedByte();
                skip(in, (references + 8) / 8);
            }
            skip(in, references * (segment <= 256 ? 1 : segment <= 65_536 ? 2 : 4));
            skip(in, (flags & 0x40) == 0 ? 1 : 4);
            long length = in.readInt() & 0xffffffffL;
            if ((flags & 0x3f) == JBIG2_PAGE) {
                long width = in.readInt() & 0xffffffffL;
                long height = in.readInt() & 0xffffffffL;
                return new long[] {width, height == 0xffffffffL ? 1 : height};
            }
            skip(in, length);
        }
        throw new EOFException();
    }

    /** Width, height, the last byte of the marker, bits a sample: the frame header, C0 to CF but C4, C8 and CC. ITU-T T.81, B.2.2. */
    static long[] jpeg(DataInputStream in) throws IOException {
        int marker = in.readUnsignedByte();
        while (true) {
            while (marker != 0xff) {
                marker = in.readUnsignedByte();
            }
            while (marker == 0xff) {
                marker = in.readUnsignedByte();
            }
            if (marker == 0 || marker == 1 || marker >= 0xd0 && marker <= 0xd9) {
                continue;
            }
            int length = in.readUnsignedShort();
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                long bits = in.readUnsignedByte();
                long height = in.readUnsignedShort();
                return new long[] {in.readUnsignedShort(), Math.max(1, height), marker, bits};
            }
            skip(in, length - 2L);
            marker = in.readUnsignedByte();
        }
    }

    /** The SIZ marker FF 51: size of the reference grid and where the picture begins on it. ITU-T T.800, A.5.1. */
    private static long[] jpeg2000(DataInputStream in) throws IOException {
        int last = 0;
        for (int i = 0; i < HEAD_BYTES; i++) {
            int next = in.readUnsignedByte();
            if (last == 0xff && next == 0x51) {
                skip(in, 4);
                long right = in.readInt() & 0xffffffffL;
                long bottom = in.readInt() & 0xffffffffL;
                long left = in.readInt() & 0xffffffffL;
                return new long[] {right - left, bottom - (in.readInt() & 0xffffffffL)};
            }
            last = next;
        }
        throw new EOFException();
    }

    private static void skip(InputStream in, long bytes) throws IOException {
        if (bytes > 0) {
            in.skipNBytes(bytes);
        }
    }
}
