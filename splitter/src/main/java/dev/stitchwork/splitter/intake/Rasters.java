package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decoded pictures to grey.
 *
 * <p>Grey samples are read from the raster: {@code getRGB} on a grey picture goes through a linear colour space and
 * shifts every value by up to 73 levels. Colour is weighted 77 : 150 : 29 (BT.601), transparency lies on white paper.
 */
final class Rasters {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Eight pixels for each byte of bits, a bit of 1 black, the left pixel in the lowest byte. */
    private static final long[] PIXELS = new long[1 << Byte.SIZE];

    static {
        for (int i = 0; i < PIXELS.length * Byte.SIZE; i++) {
            PIXELS[i / Byte.SIZE] |= (i / Byte.SIZE << i % Byte.SIZE & 0x80) == 0 ? (long) Gray.WHITE << i % Byte.SIZE * Byte.SIZE : 0;
        }
    }

    private Rasters() {}

    static Gray gray(BufferedImage image) {
        boolean isGray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel);
        boolean isDeepColour = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_RGB
                && image.getColorModel() instanceof ComponentColorModel
                && image.getRaster().getTransferType() == DataBuffer.TYPE_USHORT;
        return isGray ? fromSamples(image)
                : isDeepColour ? fromDeepColours(image)
                : isPalette(image) ? fromPalette(image, (IndexColorModel) image.getColorModel())
                : fromColours(image);
    }

    /**
     * Black and white, eight pixels a byte, the left one in the highest bit, each row from a byte of its own.
     *
     * @param isOneBlack whether a bit of 1 is black
     */
    static Gray ofBits(int width, int height, byte[] bits, boolean isOneBlack) {
        byte[] pixels = Gray.white(width, height).pixels();
        int rowBytes = (width + Byte.SIZE - 1) / Byte.SIZE;
        byte[] white = new byte[rowBytes];
        Arrays.fill(white, (byte) (isOneBlack ? 0 : 0xff));
        for (int y = 0; y < height; y++) {
            int end = (y + 1) * rowBytes;
            for (int at = y * rowBytes; at < end; at++) {
                if (bits[at] == white[0]) {
                    int skipped = Arrays.mismatch(bits, at, end, white, 0, end - at);
                    if (skipped < 0) {
                        break;
                    }
                    at += skipped;
                }
                int x = (at + rowBytes - end) * Byte.SIZE;
                long eight = PIXELS[(bits[at] ^ white[0]) & 0xff];
                if (x + Byte.SIZE <= width) {
                    EIGHT.set(pixels, y * width + x, eight);
                } else {
                    for (int i = x; i < width; i++) {
                        pixels[y * width + i] = (byte) (eight >>> (i - x) * Byte.SIZE);
                    }
                }
            }
        }
        return new Gray(width, height, pixels);
    }

    private static boolean isPalette(BufferedImage image) {
        return image.getColorModel() instanceof IndexColorModel && image.getRaster().getTransferType() == DataBuffer.TYPE_BYTE;
    }

    /** Black-and-white pages are of this kind: each colour is made grey once, not each pixel. */
    private static Gray fromPalette(BufferedImage image, IndexColorModel palette) {
        byte[] greys = new byte[1 << Byte.SIZE];
        for (int i = 0; i < 1 << palette.getPixelSize(); i++) {
            greys[i] = (byte) grey(palette.getRGB(i), palette.hasAlpha());
        }
        Gray grey = stored(image);
        byte[] pixels = grey.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = greys[pixels[i] & 0xff];
        }
        return grey;
    }

    /** Its samples as they are, of one band and at most eight bits. */
    private static Gray stored(BufferedImage image) {
        int width = image.getWidth();
        byte[] pixels = new byte[width * image.getHeight()];
        byte[] row = new byte[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getDataElements(0, y, width, 1, row);
            System.arraycopy(row, 0, pixels, y * width, width);
        }
        return new Gray(width, image.getHeight(), pixels);
    }

    /**
     * Makes samples fill what holds them: TIFF files of 9 to 15 bits a sample may be decoded into 16 bits as they are,
     * which shows almost black.
     */
    static void stretch(WritableRaster raster, int bits) {
        if (raster.getTransferType() != DataBuffer.TYPE_USHORT || bits <= 8 || bits >= 16) {
            return;
        }
        int most = (1 << bits) - 1;
        int[] row = new int[raster.getWidth() * raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int i = 0; i < row.length; i++) {
                row[i] = (int) (Math.min(most, row[i]) * 0xffffL / most);
            }
            raster.setPixels(0, y, raster.getWidth(), 1, row);
        }
    }

    private static Gray fromSamples(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        Raster raster = image.getRaster();
        if (raster.getNumBands() == 1 && raster.getTransferType() == DataBuffer.TYPE_BYTE && raster.getSampleModel().getSampleSize(0) == 8) {
            return stored(image);
        }
        boolean hasAlpha = image.getColorModel().hasAlpha() && raster.getNumBands() > 1;
        byte[] pixels = new byte[width * height];
        int[] row = new int[width];
        int[] alpha = new int[width];
        for (int y = 0; y < height; y++) {
            bytes(raster, y, 0, row);
            if (hasAlpha) {
                bytes(raster, y, 1, alpha);
            }
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (byte) (hasAlpha ? onPaper(row[x], alpha[x]) : row[x]);
            }
        }
        return new Gray(width, height, pixels);
    }

    /** Samples of 9 to 16 bits, which the JDK's reader stretches to 16 and then calls by their old depth. */
    private static Gray fromDeepColours(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        Raster raster = image.getRaster();
        boolean hasAlpha = image.getColorModel().hasAlpha() && raster.getNumBands() > 3;
        byte[] pixels = new byte[width * height];
        int[][] bands = new int[hasAlpha ? 4 : 3][width];
        for (int y = 0; y < height; y++) {
            for (int band = 0; band < bands.length; band++) {
                bytes(raster, y, band, bands[band]);
            }
            for (int x = 0; x < width; x++) {
                int grey = weighed(bands[0][x], bands[1][x], bands[2][x]);
                pixels[y * width + x] = (byte) (hasAlpha ? onPaper(grey, bands[3][x]) : grey);
            }
        }
        return new Gray(width, height, pixels);
    }

    private static int weighed(int red, int green, int blue) {
        return (red * 77 + green * 150 + blue * 29) >> 8;
    }

    /** One row of one band, 0 to 255 whatever it is stored as: 1 to 32 bits without a sign, or fractions of 1. */
    private static void bytes(Raster raster, int y, int band, int[] row) {
        int type = raster.getTransferType();
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            for (int x = 0; x < row.length; x++) {
                row[x] = (int) Math.round(255 * Math.max(0, Math.min(1, raster.getSampleDouble(x, y, band))));
            }
            return;
        }
        raster.getSamples(0, y, row.length, 1, band, row);
        int bits = raster.getSampleModel().getSampleSize(band);
        if (bits != 8) {
            long most = (1L << bits) - 1;
            for (int x = 0; x < row.length; x++) {
                row[x] = (int) (((row[x] & most) * 255 + most / 2) / most);
            }
        }
    }

    private static Gray fromColours(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean hasAlpha = image.getColorModel().hasAlpha();
        byte[] pixels = new byte[width * height];
        boolean isPlain = image.getType() == BufferedImage.TYPE_INT_RGB || image.getType() == BufferedImage.TYPE_INT_ARGB;
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            if (isPlain) {
                image.getRaster().getDataElements(0, y, width, 1, row); // what getRGB gives, at a tenth of the cost
            } else {
                image.getRGB(0, y, width, 1, row, 0, width);
            }
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (byte) grey(row[x], hasAlpha);
            }
        }
        return new Gray(width, height, pixels);
    }

    private static int grey(int colour, boolean hasAlpha) {
        int grey = weighed(colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff);
        return hasAlpha ? onPaper(grey, colour >>> 24) : grey;
    }

    private static int onPaper(int grey, int alpha) {
        return (grey * alpha + Gray.WHITE * (255 - alpha) + 127) / 255;
    }
}
