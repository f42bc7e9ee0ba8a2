package dev.stitchwork.splitter.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/**
 * Puts right pictures whose colour profile is for another number of samples than the picture has, as ImageMagick writes
 * them for grey: PDFBox believes the profile and reads three pixels as one, other readers believe the picture.
 */
final class ColourProfiles {
    /** Where an ICC profile names its colour space; ICC.1, 7.2.6. */
    private static final int SPACE_AT = 16;

    private ColourProfiles() {}

    static void repair(COSDictionary picture) throws IOException {
        COSBase space = picture.getDictionaryObject(COSName.COLORSPACE, COSName.CS);
        if (!(space instanceof COSArray array) || array.size() < 2 || !COSName.ICCBASED.equals(array.getObject(0))
                || !(array.getObject(1) instanceof COSStream profile)) {
            return;
        }
        int samples = profile.getInt(COSName.N, 0);
        int said = samples(profile);
        if (said != 0 && samples != said) {
            COSName device = samples == 1 ? COSName.DEVICEGRAY : samples == 4 ? COSName.DEVICECMYK : COSName.DEVICERGB;
            picture.setItem(COSName.COLORSPACE, device);
        }
    }

    /** 0 for a colour space that is none of the usual. */
    private static int samples(COSStream profile) throws IOException {
        try (InputStream in = profile.createInputStream()) {
            byte[] head = in.readNBytes(SPACE_AT + 4);
            if (head.length < SPACE_AT + 4) {
                return 0;
            }
            return switch (new String(head, SPACE_AT, 4, StandardCharsets.US_ASCII)) {
                case "GRAY" -> 1;
                case "RGB ", "Lab ", "XYZ ", "YCbr" -> 3;
                case "CMYK" -> 4;
                default -> 0;
            };
        }
    }
}
