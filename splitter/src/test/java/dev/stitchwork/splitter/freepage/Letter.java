package dev.stitchwork.splitter.freepage;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Layout;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.engine.form.Writing;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A printed page of the tests' own, A5 at 300 dpi. */
final class Letter {
    static final List<String> LINES = List.of(
            "The orchard behind the mill was planted in spring",
            "by my grandfather and his brothers. They dug every",
            "hole by hand and carried water from the river. In",
            "the first years no tree bore any fruit, and people",
            "laughed about them. After seven summers the apples",
            "came, small and hard, but sweet enough to be sold",
            "at the market of the town. My mother remembers how",
            "the baskets stood in the yard in long rows, and how",
            "the whole house smelled of them until the winter.");
    private static final int WIDTH = 1748;
    private static final int HEIGHT = 1240;

    private Letter() {}

    static FormTemplate template(Writing writing) {
        Field text = new Field("text", "text", 1, new Box(0, 0, 148, 105), FieldKind.TEXT, false, Rules.NONE, Sensitivity.NONE, 1, 0,
                List.of(), MachinePolicy.VOTER);
        return new FormTemplate("letters", "Letters", Locale.UK, new Layout.FreeText(writing, List.of("eng")),
                List.of(new TemplatePage(148, 105, Optional.empty())), List.of(text));
    }

    /** Where the letters of a line stand in an upright page. */
    static int base(int line, int spacing) {
        return 240 + line * spacing;
    }

    static BufferedImage printed(List<String> lines, double degrees) {
        return printed(lines, degrees, 62);
    }

    /** @param spacing from line to line, pixels; tall letters are 36 high */
    static BufferedImage printed(List<String> lines, double degrees, int spacing) {
        BufferedImage page = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setTransform(AffineTransform.getRotateInstance(Math.toRadians(degrees), WIDTH / 2.0, HEIGHT / 2.0));
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SERIF, Font.PLAIN, 52));
        for (int line = 0; line < lines.size(); line++) {
            pen.drawString(lines.get(line), 180, base(line, spacing));
        }
        pen.dispose();
        return page;
    }

    static Scan scan(BufferedImage page, FormTemplate template, Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(page, "png", bytes);
        Path file = Files.write(folder.resolve("letter.png"), bytes.toByteArray());
        return new Scan("letter.png", () -> channel(file), template, Map.of(), Optional.empty());
    }

    private static SeekableByteChannel channel(Path file) throws IOException {
        return Files.newByteChannel(file);
    }
}
