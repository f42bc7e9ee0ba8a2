package dev.stitchwork.samples.scan;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.random.RandomGenerator;

/**
 * An office scanner: lays the sheet a little askew, a little off and a little too large, adds grain and specks, and
 * gives grey or black-and-white pixels.
 */
final class Scanner {
    private static final int GRAINS = 1 << 16;

    private final RandomGenerator random;
    private final byte[] grain = new byte[GRAINS];

    Scanner(RandomGenerator random) {
        this.random = random;
        for (int i = 0; i < GRAINS; i++) {
            grain[i] = (byte) Math.max(-40, Math.min(40, Math.round(random.nextGaussian() * 7)));
        }
    }

    /**
     * Scans a sheet that was drawn at {@code sheetDpi}.
     *
     * @param oneBit black-and-white instead of grey
     */
    BufferedImage scan(BufferedImage sheet, int sheetDpi, int dpi, boolean oneBit) {
        double size = (double) dpi / sheetDpi;
        int width = (int) Math.round(sheet.getWidth() * size);
        int height = (int) Math.round(sheet.getHeight() * size);
        AffineTransform lay = new AffineTransform();
        lay.translate(width / 2.0 + shift(dpi), height / 2.0 + shift(dpi));
        lay.rotate(Math.toRadians(random.nextGaussian() * 0.6));
        double scale = size * (1 + random.nextGaussian() * 0.003);
        lay.scale(scale, scale);
        lay.translate(-sheet.getWidth() / 2.0, -sheet.getHeight() / 2.0);

        BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D glass = page.createGraphics();
        glass.setColor(new Color(250, 250, 250));
        glass.fillRect(0, 0, width, height);
        glass.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        glass.drawImage(sheet, lay, null);
        specks(glass, width, height, dpi);
        glass.dispose();
        roughen(((DataBufferByte) page.getRaster().getDataBuffer()).getData());
        return oneBit ? blackAndWhite(page) : page;
    }

    private double shift(int dpi) {
        return random.nextGaussian() * 0.9 / 25.4 * dpi;
    }

    private void specks(Graphics2D glass, int width, int height, int dpi) {
        for (int i = random.nextInt(25); i > 0; i--) {
            int grey = 60 + random.nextInt(120);
            glass.setColor(new Color(grey, grey, grey));
            int side = 1 + random.nextInt(Math.max(1, dpi / 100));
            glass.fillRect(random.nextInt(width), random.nextInt(height), side, side);
        }
    }

    private void roughen(byte[] pixels) {
        int at = random.nextInt(GRAINS);
        for (int i = 0; i < pixels.length; i++) {
            at = (at + 1) & (GRAINS - 1);
            if ((i & 4095) == 0) {
                at = random.nextInt(GRAINS); // a new start each few lines, so that the grain shows no pattern
            }
            int value = (pixels[i] & 255) - 6 + grain[at];
            pixels[i] = (byte) Math.max(0, Math.min(255, value));
        }
    }

    private static BufferedImage blackAndWhite(BufferedImage grey) {
        int width = grey.getWidth();
        int height = grey.getHeight();
        byte[] from = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        BufferedImage bits = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
        byte[] to = ((DataBufferByte) bits.getRaster().getDataBuffer()).getData();
        int stride = (width + 7) / 8;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if ((from[y * width + x] & 255) > 165) {
                    to[y * stride + (x >> 3)] |= (byte) (128 >> (x & 7));
                }
            }
        }
        return bits;
    }
}
