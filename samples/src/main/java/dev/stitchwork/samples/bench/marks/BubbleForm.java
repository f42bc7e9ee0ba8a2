package dev.stitchwork.samples.bench.marks;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.splitter.cutting.PictureEncoder;
import dev.stitchwork.splitter.raster.Flat;
import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An answer sheet as a client without its blank would describe it: one filled copy laid straight, with its bubbles painted
 * over in the colour of the paper around them, and the places of the bubbles.
 *
 * @param template one page
 * @param picture of that page
 */
record BubbleForm(FormTemplate template, byte[] picture) {
    static final String PICTURE = "blank.png";
    private static final double WIDTH_MM = 210;
    private static final double PX = 300 / 25.4 * WIDTH_MM;
    /** What is painted over around a bubble, as a share of its size. */
    private static final double AROUND = 0.4;
    /** What is darker is ink; a bubble of whose area so much is ink is filled. */
    private static final int DARK = 120;
    private static final double FILLED = 0.4;
    private static final int ROUNDS = 4;
    /** No block moves further than this share of half the way to the next bubble. */
    private static final double FAR = 0.8;

    /**
     * @param copy the picture that the page is laid straight from
     * @param page where the template's page lies in it
     * @param margin how much more of it than that is shown, as a share of the page
     */
    static BubbleForm of(BubbleMap map, Gray copy, Quad page, double margin) {
        double side = 1 + 2 * margin;
        double scale = PX / (map.width() * side);
        int width = (int) Math.round(PX);
        int height = (int) Math.round(map.height() * side * scale);
        Gray sheet = Gray.white(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] at = page.at((x + 0.5) / width * side - margin, (y + 0.5) / height * side - margin);
                if (at[0] >= 0 && at[1] >= 0 && at[0] < copy.width() && at[1] < copy.height()) {
                    sheet.set(x, y, Math.round(copy.sample(at[0], at[1])));
                }
            }
        }
        Gray flat = Flat.of(sheet);
        List<Field> fields = new ArrayList<>();
        Map<Integer, double[]> shifts = new HashMap<>();
        for (BubbleMap.Question question : map.fields()) {
            double[] shift = shifts.computeIfAbsent(question.block(), block -> shift(flat, map.fields().stream()
                    .filter(other -> other.block() == block)
                    .flatMap(other -> other.bubbles().stream())
                    .map(bubble -> bubble.drawn(scale, margin * map.width(), margin * map.height()))
                    .toList()));
            List<Option> options = new ArrayList<>();
            for (BubbleMap.Bubble bubble : question.bubbles()) {
                BubbleMap.Bubble drawn = bubble.drawn(scale, margin * map.width(), margin * map.height());
                double left = drawn.x() + shift[0];
                double top = drawn.y() + shift[1];
                paint(sheet, left, top, drawn.width(), drawn.height());
                options.add(new Option(bubble.value(), bubble.value(), new Box(mm(left), mm(top), mm(drawn.width()), mm(drawn.height()))));
            }
            Box box = options.stream().map(Option::box).reduce(Box::union).orElseThrow();
            fields.add(new Field(question.name(), question.name(), 1, box, FieldKind.CHOICE_ONE, false, Rules.NONE, Sensitivity.NONE,
                    1, 0, options, MachinePolicy.VOTER));
        }
        FormTemplate template = new FormTemplate("answers", "Answer sheet", Locale.ENGLISH,
                List.of(new TemplatePage(WIDTH_MM, mm(height), Optional.of(new TemplatePage.Reference(PICTURE, 1)))), fields);
        return new BubbleForm(template, PictureEncoder.png(sheet));
    }

    /**
     * By how much a block lies beside where the template says: the median way from its boxes to the filled bubbles in them.
     * OMRChecker moves its blocks to where they are darkest, and so must who reads its templates.
     */
    private static double[] shift(Gray flat, List<BubbleMap.Bubble> bubbles) {
        double halfX = Math.min(bubbles.get(0).width(), apart(bubbles.stream().mapToDouble(BubbleMap.Bubble::x)) / 2);
        double halfY = Math.min(bubbles.get(0).height(), apart(bubbles.stream().mapToDouble(BubbleMap.Bubble::y)) / 2);
        double[] shift = new double[2];
        for (int round = 0; round < ROUNDS; round++) {
            List<double[]> ways = new ArrayList<>();
            for (BubbleMap.Bubble bubble : bubbles) {
                double x = bubble.x() + bubble.width() / 2 + shift[0];
                double y = bubble.y() + bubble.height() / 2 + shift[1];
                double[] sum = new double[3];
                for (int v = (int) (y - halfY); v < y + halfY; v++) {
                    for (int u = (int) (x - halfX); u < x + halfX; u++) {
                        if (u >= 0 && v >= 0 && u < flat.width() && v < flat.height() && flat.at(u, v) < DARK) {
                            sum[0] += u + 0.5 - x;
                            sum[1] += v + 0.5 - y;
                            sum[2]++;
                        }
                    }
                }
                if (sum[2] > FILLED * bubble.width() * bubble.height()) {
                    ways.add(new double[] {sum[0] / sum[2], sum[1] / sum[2]});
                }
            }
            for (int axis = 0; axis < 2 && !ways.isEmpty(); axis++) {
                int at = axis;
                double most = (axis == 0 ? halfX : halfY) * FAR;
                double way = ways.stream().mapToDouble(one -> one[at]).sorted().toArray()[ways.size() / 2];
                shift[axis] = Math.max(-most, Math.min(most, shift[axis] + way));
            }
        }
        return shift;
    }

    /** The least distance between two bubbles that do not stand at one place. */
    private static double apart(DoubleStream places) {
        double[] sorted = places.distinct().sorted().toArray();
        return IntStream.range(1, sorted.length).mapToDouble(i -> sorted[i] - sorted[i - 1]).min().orElse(Double.MAX_VALUE);
    }

    private static double mm(double px) {
        return px / PX * WIDTH_MM;
    }

    private static void paint(Gray sheet, double left, double top, double wide, double high) {
        int fromX = (int) (left - wide * AROUND);
        int toX = (int) (left + wide * (1 + AROUND));
        int fromY = (int) (top - high * AROUND);
        int toY = (int) (top + high * (1 + AROUND));
        int paper = 0;
        for (int x = fromX; x < toX; x++) {
            paper = Math.max(paper, Math.max(sheet.at(x, fromY), sheet.at(x, toY)));
        }
        for (int y = fromY; y < toY; y++) {
            for (int x = fromX; x < toX; x++) {
                sheet.set(x, y, paper);
            }
        }
    }
}
