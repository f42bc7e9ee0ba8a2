package dev.stitchwork.splitter.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Pictures of a PDF in fax of group 4, decoded by {@link GroupFour}: PDFBox goes on after damage and shows what comes of it.
 *
 * <p>Fax of group 3, and fax whose rows are not as wide as its picture, are left to PDFBox.
 */
final class FaxPictures {
    private static final int COLUMNS_USUAL = 1728;

    private FaxPictures() {}

    /**
     * The same picture with its samples as they are, where it is in fax of group 4; else the picture itself.
     *
     * @throws IOException where the fax is damaged or breaks off
     */
    static PDImageXObject decoded(PDImageXObject image) throws IOException {
        COSStream stream = image.getCOSObject();
        List<COSName> filters = image.getStream().getFilters();
        COSDictionary fax = filters.isEmpty() ? new COSDictionary() : parameters(stream, filters.size());
        if (filters.isEmpty() || !isFax(filters.get(filters.size() - 1)) || fax.getInt(COSName.K, 0) >= 0
                || fax.getInt(COSName.COLUMNS, COLUMNS_USUAL) != image.getWidth() || image.getHeight() < 1) {
            return image;
        }
        byte[] bits;
        try (InputStream coded = image.createInputStream(List.of(filters.get(filters.size() - 1).getName()))) {
            bits = GroupFour.decode(coded.readAllBytes(), image.getWidth(), image.getHeight(),
                    fax.getBoolean(COSName.getPDFName("EncodedByteAlign"), false));
        }
        if (!fax.getBoolean(COSName.BLACK_IS_1, false)) {
            for (int i = 0; i < bits.length; i++) {
                bits[i] = (byte) ~bits[i];
            }
        }
        return new PDImageXObject(new PDStream(plain(stream, bits)), null);
    }

    private static COSStream plain(COSStream stream, byte[] samples) throws IOException {
        COSStream plain = new COSStream();
        for (Map.Entry<COSName, COSBase> entry : stream.entrySet()) {
            plain.setItem(entry.getKey(), entry.getValue());
        }
        List.of(COSName.FILTER, COSName.DECODE_PARMS, COSName.DP).forEach(plain::removeItem);
        try (OutputStream out = plain.createRawOutputStream()) { // the other one takes bytes one by one
            out.write(samples);
        }
        return plain;
    }

    private static boolean isFax(COSName filter) {
        return filter.equals(COSName.CCITTFAX_DECODE) || filter.equals(COSName.CCITTFAX_DECODE_ABBREVIATION);
    }

    /** What the last of so many filters is told; ISO 32000-1, table 5. */
    private static COSDictionary parameters(COSStream stream, int filters) {
        COSBase all = stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP);
        COSBase last = all instanceof COSArray each ? each.size() < filters ? null : each.getObject(filters - 1) : all;
        return last instanceof COSDictionary one ? one : new COSDictionary();
    }
}
