package dev.stitchwork.splitter.reading;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.splitter.intake.FormValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes what was typed into an electronic form as a machine's reading. A field is known by where it stands on the page;
 * names in the PDF count only where the place fits none.
 */
public final class FormValueReader {
    private static final String NAME = "acroform";
    /** Typed values are what the filler sent; the doubt is whether the right field was found. */
    private static final double CONFIDENCE = 0.99;

    private final List<FormValue> values;

    public FormValueReader(List<FormValue> values) {
        this.values = values;
    }

    /** Empty where no electronic field stands there, or where the field is cut into parts, which a value is not. */
    public Optional<MachineReading> read(Field field) {
        if (field.parts() > 1) {
            return Optional.empty();
        }
        Optional<Reading> reading = switch (field.kind()) {
            case CHOICE_ONE, CHOICE_ANY -> choice(field);
            case SIGNATURE -> at(field.box(), FormValue.Kind.SIGNATURE)
                    .map(value -> value.filled() ? Reading.of("yes") : Reading.BLANK);
            default -> at(field.box(), FormValue.Kind.TEXT)
                    .or(() -> named(field.name()))
                    .filter(value -> value.text().length() <= Reading.CHARACTERS_MAX)
                    .map(FormValueReader::typed);
        };
        return reading.map(read -> new MachineReading(NAME, read, CONFIDENCE));
    }

    /** A file may hold signs that nobody typed and no answer may have. */
    private static Reading typed(FormValue value) {
        String plain = value.text().replaceAll("[\\p{Cc}&&[^\t\n\r]]", "").strip();
        return value.filled() && !plain.isBlank() ? Reading.of(plain) : Reading.BLANK;
    }

    private Optional<Reading> choice(Field field) {
        List<Integer> ticked = new ArrayList<>();
        for (int i = 0; i < field.options().size(); i++) {
            Optional<FormValue> value = at(field.options().get(i).box(), FormValue.Kind.TICK);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            if (value.get().filled()) {
                ticked.add(i + 1);
            }
        }
        if (field.kind() == FieldKind.CHOICE_ONE && ticked.size() > 1) {
            return Optional.empty();
        }
        return Optional.of(ticked.isEmpty()
                ? Reading.BLANK
                : Reading.of(ticked.stream().map(String::valueOf).collect(Collectors.joining(" "))));
    }

    private Optional<FormValue> at(Box box, FormValue.Kind kind) {
        double x = box.x() + box.width() / 2;
        double y = box.y() + box.height() / 2;
        return values.stream()
                .filter(value -> value.kind() == kind)
                .filter(value -> x > value.box().x() && x < value.box().right()
                        && y > value.box().y() && y < value.box().bottom())
                .findFirst();
    }

    private Optional<FormValue> named(String name) {
        return values.stream()
                .filter(value -> value.kind() == FormValue.Kind.TEXT && value.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
