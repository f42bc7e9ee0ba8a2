package dev.stitchwork.samples.bench.linking;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Filled-in sheets that each have a paper, a grain and an ink of their own, as sheets have that come from many desks: a
 * tone between 205 and 250, a grain of 1 to 8, ink thinned by up to 40 percent.
 */
final class Sheets {
    private static final double PIXELS_PER_MM = 300 / 25.4;

    /** Grain is drawn once and laid on anew at every row: drawing it for each pixel took longer than splitting the sheet. */
    private static final double[] GRAIN = new double[1 << 20];

    static {
        SplittableRandom random = new SplittableRandom(0);
        Arrays.setAll(GRAIN, i -> random.nextGaussian());
    }

    private Sheets() {}

    static BufferedImage onPaperOfItsOwn(BufferedImage sheet, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double paper = 205 + 45 * random.nextDouble();
        double grain = 1 + 7 * random.nextDouble();
        double ink = 0.6 + 0.4 * random.nextDouble();
        BufferedImage page = new BufferedImage(sheet.getWidth(), sheet.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[sheet.getWidth()];
        for (int y = 0; y < sheet.getHeight(); y++) {
            sheet.getRGB(0, y, row.length, 1, row, 0, row.length);
            int from = random.nextInt(GRAIN.length - row.length);
            for (int x = 0; x < row.length; x++) {
                double tone = paper * (1 - ink * (255 - (row[x] & 255)) / 255.0) + grain * GRAIN[from + x];
                row[x] = (int) Math.max(0, Math.min(255, Math.round(tone)));
            }
            page.getRaster().setPixels(0, y, row.length, 1, row);
        }
        return page;
    }

    /** The fields as they are on the sheet, cut where the template says, with nothing done to them. */
    static List<Served> cuts(BufferedImage page, FormTemplate form, long document) {
        List<Served> cuts = new ArrayList<>();
        for (Field field : form.fields()) {
            Box box = field.box();
            BufferedImage cut = page.getSubimage(
                    (int) (box.x() * PIXELS_PER_MM), (int) (box.y() * PIXELS_PER_MM),
                    (int) (box.width() * PIXELS_PER_MM), (int) (box.height() * PIXELS_PER_MM));
            List<Double> traits = PictureTraits.of(cut);
            if (traits.get(2) > 0) { // an empty field shows no pen
                cuts.add(new Served(document, traits, List.of()));
            }
        }
        return cuts;
    }

    static byte[] png(BufferedImage page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(page, "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
