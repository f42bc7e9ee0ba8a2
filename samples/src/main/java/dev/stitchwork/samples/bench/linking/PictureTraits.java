package dev.stitchwork.samples.bench.linking;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * What a picture's pixels tell of the sheet, the scanner and the pen, whatever is written: tone and grain of the paper,
 * darkness and sharpness of the ink, and how thick its strokes are.
 */
final class PictureTraits {
    static final List<String> NAMES = List.of("paper", "noise", "darkness", "stroke", "edge");

    /** So much darker than the paper is ink. */
    private static final int INK = 60;

    private PictureTraits() {}

    static List<Double> of(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] tones = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = picture.getRGB(x, y);
                tones[y * width + x] = ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
            }
        }
        int[] sorted = tones.clone();
        Arrays.sort(sorted);
        double paper = sorted[sorted.length * 6 / 10];
        double noise = 0;
        long light = 0;
        double dark = 0;
        long ink = 0;
        long border = 0;
        double slope = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                if (tones[at] < paper - INK) {
                    ink++;
                    dark += tones[at];
                    boolean edge = tones[at - 1] >= paper - INK || tones[at + 1] >= paper - INK
                            || tones[at - width] >= paper - INK || tones[at + width] >= paper - INK;
                    if (edge) {
                        border++;
                        slope += Math.hypot(tones[at + 1] - tones[at - 1], tones[at + width] - tones[at - width]);
                    }
                } else if (tones[at] > paper - INK / 2.0) {
                    light++;
                    noise += Math.abs(tones[at] - (tones[at - 1] + tones[at + 1]) / 2.0);
                }
            }
        }
        return List.of(
                paper,
                light == 0 ? 0 : noise / light,
                ink == 0 ? 0 : dark / ink,
                border == 0 ? 0 : 2.0 * ink / border,
                border == 0 ? 0 : slope / border);
    }
}
