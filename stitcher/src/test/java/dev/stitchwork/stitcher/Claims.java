package dev.stitchwork.stitcher;

import dev.stitchwork.engine.Delivery;
import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Filled-in claim forms for tests: every field blank unless said otherwise. */
final class Claims {
    static final FormTemplate TEMPLATE = TemplateJson.read(resource("claim.template.json"));

    private Claims() {}

    /** A claim of which only these fields are not blank, "born" in two parts. */
    static Transcript claim(String file, int number, Map<String, Transcript.Part> filled) {
        List<Transcript.Part> parts = new ArrayList<>();
        TEMPLATE.fields().forEach(field -> {
            for (int part = 1; part <= field.parts(); part++) {
                String key = field.parts() == 1 ? field.name() : field.name() + part;
                Transcript.Part given = filled.getOrDefault(key, agreed(""));
                parts.add(new Transcript.Part(
                        field.name(), part, given.state(), given.reading(), given.agreement(), given.keyings(),
                        given.machineReadings(), given.flag()));
            }
        });
        return new Transcript(file, number, List.of(number), parts);
    }

    /** Two people keyed this canonical text; empty for blank. */
    static Transcript.Part agreed(String canonical) {
        Reading reading = canonical.isEmpty() ? Reading.BLANK : Reading.of(canonical);
        return part(TaskState.AGREED, reading, 1, List.of(reading, reading));
    }

    static Transcript.Part settledAs(Reading reading) {
        return part(TaskState.AGREED, reading, 1, List.of(reading, reading));
    }

    static Transcript.Part adjudicated(String canonical, Reading... keyings) {
        return part(TaskState.ADJUDICATED, Reading.of(canonical), 0, List.of(keyings));
    }

    static Transcript.Part unsettled(TaskState state, Reading... keyings) {
        return part(state, null, 0, List.of(keyings));
    }

    /** One person and one machine agreed, and the splitter found something doubtful. */
    static Transcript.Part flagged(String canonical, String raw, String flag) {
        return new Transcript.Part(
                "", 1, TaskState.AGREED, Reading.of(canonical), 2 / 3.0,
                List.of(Reading.of(raw), Reading.ILLEGIBLE),
                List.of(new MachineReading("ocr", Reading.of(canonical), 0.8125)), flag);
    }

    private static Transcript.Part part(TaskState state, Reading reading, double agreement, List<Reading> keyings) {
        return new Transcript.Part("", 1, state, reading, agreement, keyings, List.of(), "");
    }

    static String stitched(DeliveryFormat format, Transcript... transcripts) {
        return stitched(TEMPLATE, format, transcripts);
    }

    static String stitched(FormTemplate template, DeliveryFormat format, Transcript... transcripts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new RecordStitcher().stitch(delivery(template, transcripts), format, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static Delivery delivery(FormTemplate template, Transcript... transcripts) {
        return new Delivery(template, () -> List.of(transcripts).iterator(), List.of());
    }

    static byte[] resource(String name) {
        try (InputStream in = Claims.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
