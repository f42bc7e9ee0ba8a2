package dev.stitchwork.samples.bench.metadata;

import dev.stitchwork.samples.scan.ScanFormat;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Grey pages as files that hold their very pixels, and nothing besides that the format does not ask for. */
final class Pixels {
    private Pixels() {}

    static byte[] png(BufferedImage page) throws IOException {
        return written(page, "png", null);
    }

    static byte[] tiff(BufferedImage page) throws IOException {
        return written(page, "tiff", "LZW");
    }

    static byte[] jpeg(BufferedImage page) throws IOException {
        return written(page, "jpeg", null);
    }

    /** The page's very greys; PDFBox's own way to make one changes them. */
    static PDImageXObject stored(PDDocument document, BufferedImage page) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(((DataBufferByte) page.getRaster().getDataBuffer()).getData());
        }
        return new PDImageXObject(document, new ByteArrayInputStream(packed.toByteArray()), COSName.FLATE_DECODE,
                page.getWidth(), page.getHeight(), 8, PDDeviceGray.INSTANCE);
    }

    private static byte[] written(BufferedImage page, String format, String compression) throws IOException {
        ImageWriter writer = ScanFormat.writer(format);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (compression != null) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionType(compression);
            }
            writer.write(null, new IIOImage(page, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
