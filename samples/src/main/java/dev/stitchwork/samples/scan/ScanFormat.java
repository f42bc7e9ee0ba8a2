package dev.stitchwork.samples.scan;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** The kinds of file that offices' scanners make, and how each is written. */
public enum ScanFormat {
    /** Black-and-white pages in a PDF, fax compression. */
    PDF_FAX("pdf", 300, true, true),
    /** Grey pages in a PDF, JPEG compression. */
    PDF_JPEG("pdf", 200, false, true),
    /** Black-and-white pages in a TIFF, fax compression. */
    TIFF_FAX("tif", 300, true, true),
    /** One grey page. */
    PNG("png", 200, false, false),
    /** One grey page, lossy. */
    JPEG("jpg", 200, false, false);

    private static final float JPEG_QUALITY = 0.75f;

    private final String ending;
    private final int dpi;
    private final boolean oneBit;
    private final boolean manyPages;

    ScanFormat(String ending, int dpi, boolean oneBit, boolean manyPages) {
        this.ending = ending;
        this.dpi = dpi;
        this.oneBit = oneBit;
        this.manyPages = manyPages;
    }

    String ending() {
        return ending;
    }

    int dpi() {
        return dpi;
    }

    boolean oneBit() {
        return oneBit;
    }

    /** Whether one file of this kind holds several pages. */
    boolean manyPages() {
        return manyPages;
    }

    byte[] write(List<BufferedImage> pages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (this) {
            case PDF_FAX, PDF_JPEG -> pdf(pages, out);
            case TIFF_FAX -> tiff(pages, false, out);
            case PNG, JPEG -> picture(pages.get(0), out);
        }
        return out.toByteArray();
    }

    private void pdf(List<BufferedImage> pages, ByteArrayOutputStream out) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (BufferedImage image : pages) {
                float width = image.getWidth() * 72f / dpi;
                float height = image.getHeight() * 72f / dpi;
                PDPage page = new PDPage(new PDRectangle(width, height));
                document.addPage(page);
                PDImageXObject picture = this == PDF_FAX
                        ? CCITTFactory.createFromByteArray(document, fax(image))
                        : JPEGFactory.createFromImage(document, image, JPEG_QUALITY, dpi);
                try (PDPageContentStream ink = new PDPageContentStream(document, page)) {
                    ink.drawImage(picture, 0, 0, width, height);
                }
            }
            document.setDocumentId(1L); // else the time of day
            document.save(out);
        }
    }

    /** PDFBox's own fax encoder asks the image for one pixel at a time. */
    private byte[] fax(BufferedImage page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tiff(List.of(page), true, out);
        return out.toByteArray();
    }

    /** @param whole each page in one strip, which a PDF can take as it is; else in many */
    private void tiff(List<BufferedImage> pages, boolean whole, ByteArrayOutputStream out) throws IOException {
        ImageWriter writer = writer("tiff");
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType("CCITT T.6");
            for (BufferedImage page : pages) {
                IIOMetadata metadata = resolution(writer, page, how);
                writer.writeToSequence(new IIOImage(page, null, whole ? inOneStrip(metadata, page) : metadata), how);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadata inOneStrip(IIOMetadata metadata, BufferedImage page) throws IOException {
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
        TIFFTag rows = BaselineTIFFTagSet.getInstance().getTag(BaselineTIFFTagSet.TAG_ROWS_PER_STRIP);
        directory.addTIFFField(new TIFFField(rows, page.getHeight()));
        return directory.getAsMetadata();
    }

    private void picture(BufferedImage page, ByteArrayOutputStream out) throws IOException {
        ImageWriter writer = writer(ending);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(JPEG_QUALITY);
            writer.write(null, new IIOImage(page, null, resolution(writer, page, how)), how);
        } finally {
            writer.dispose();
        }
    }

    /** Java's own writer: which of several comes first changes from start to start, and with it the bytes. */
    public static ImageWriter writer(String format) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getModule().getName() != null) {
                return writer;
            }
        }
        throw new IllegalStateException("every Java writes " + format);
    }

    /** Says how many pixels make a millimetre, as scanners do. */
    private IIOMetadata resolution(ImageWriter writer, BufferedImage page, ImageWriteParam how) throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(page), how);
        String standard = "javax_imageio_1.0";
        if (metadata.isReadOnly() || !metadata.isStandardMetadataFormatSupported()) {
            return metadata;
        }
        IIOMetadataNode root = new IIOMetadataNode(standard);
        IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
        for (String axis : List.of("HorizontalPixelSize", "VerticalPixelSize")) {
            IIOMetadataNode size = new IIOMetadataNode(axis);
            size.setAttribute("value", Double.toString(25.4 / dpi));
            dimension.appendChild(size);
        }
        root.appendChild(dimension);
        metadata.mergeTree(standard, root);
        return metadata;
    }
}
