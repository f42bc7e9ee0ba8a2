package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Fields for tests of the vote, with nothing said that does not matter to it. */
final class Fields {
    private static final Box BOX = new Box(10, 10, 40, 8);

    private Fields() {}

    static Field of(FieldKind kind) {
        return field(kind, Rules.NONE, 1, MachinePolicy.VOTER);
    }

    static Field cut(FieldKind kind, int parts) {
        return field(kind, Rules.NONE, parts, MachinePolicy.VOTER);
    }

    static Field decidedAt(FieldKind kind, double confidence) {
        return field(kind, Rules.NONE, 1, new MachinePolicy(true, OptionalDouble.of(confidence)));
    }

    static Field unread(FieldKind kind) {
        return field(kind, Rules.NONE, 1, new MachinePolicy(false, OptionalDouble.empty()));
    }

    static Field date(String format) {
        return date(format, Optional.empty(), Optional.empty());
    }

    static Field date(String format, Optional<String> min, Optional<String> max) {
        return field(
                FieldKind.DATE,
                new Rules(Optional.empty(), min, max, List.of(), Optional.of(format), OptionalInt.empty()),
                1,
                MachinePolicy.VOTER);
    }

    static Field listed(FieldKind kind, String... values) {
        return field(
                kind,
                new Rules(
                        Optional.empty(), Optional.empty(), Optional.empty(), List.of(values), Optional.empty(),
                        OptionalInt.empty()),
                1,
                MachinePolicy.VOTER);
    }

    private static Field field(FieldKind kind, Rules rules, int parts, MachinePolicy machine) {
        List<Option> options = kind.isChoice()
                ? IntStream.rangeClosed(1, 3).mapToObj(n -> new Option("option " + n, "", BOX)).toList()
                : List.of();
        return new Field("f", "", 1, BOX, kind, false, rules, Sensitivity.NONE, parts, 0, options, machine);
    }
}
