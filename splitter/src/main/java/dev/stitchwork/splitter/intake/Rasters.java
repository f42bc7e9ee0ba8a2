package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Decoded pictures to grey.
 *
 * <p>Grey samples are read from the raster: {@code getRGB} on a grey picture goes through a linear colour space and
 * shifts every value by up to 73 levels. Colour is weighted 77 : 150 : 29 (BT.601), transparency lies on white paper.
 */
final class Rasters {
    private Rasters() {}

    static Gray gray(BufferedImage image) {
        boolean isGray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel);
        int type = image.getRaster().getTransferType();
        boolean isInteger = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
        return isGray && isInteger ? fromSamples(image) : fromColours(image);
    }

    private static Gray fromSamples(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        Raster raster = image.getRaster();
        int bits = raster.getSampleModel().getSampleSize(0);
        boolean hasAlpha = image.getColorModel().hasAlpha() && raster.getNumBands() > 1;
        byte[] pixels = new byte[width * height];
        int[] row = new int[width];
        int[] alpha = new int[width];
        int most = (1 << bits) - 1;
        for (int y = 0; y < height; y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            if (hasAlpha) {
                raster.getSamples(0, y, width, 1, 1, alpha);
            }
            for (int x = 0; x < width; x++) {
                int grey = bits == 8 ? row[x] : (int) ((row[x] * 255L + most / 2) / most);
                pixels[y * width + x] = (byte) (hasAlpha ? onPaper(grey, (int) (alpha[x] * 255L / most)) : grey);
            }
        }
        return new Gray(width, height, pixels);
    }

    private static Gray fromColours(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean hasAlpha = image.getColorModel().hasAlpha();
        byte[] pixels = new byte[width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int colour = row[x];
                int grey = ((colour >> 16 & 0xff) * 77 + (colour >> 8 & 0xff) * 150 + (colour & 0xff) * 29) >> 8;
                pixels[y * width + x] = (byte) (hasAlpha ? onPaper(grey, colour >>> 24) : grey);
            }
        }
        return new Gray(width, height, pixels);
    }

    private static int onPaper(int grey, int alpha) {
        return (grey * alpha + Gray.WHITE * (255 - alpha) + 127) / 255;
    }
}
