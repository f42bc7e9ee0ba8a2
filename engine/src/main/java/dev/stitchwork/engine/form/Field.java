package dev.stitchwork.engine.form;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One blank on the form.
 *
 * @param name unique in the template; the output's column
 * @param label what the paper calls it; for the client only, never shown to a worker
 * @param page page of the template, from 1
 * @param box where it is; for a choice, the union of its options' boxes
 * @param kind what it holds
 * @param required whether an empty field is an error of the document
 * @param rules what a right value looks like
 * @param sensitivity how delicate it is
 * @param parts into how many side-by-side pieces it is cut for different workers; 1 for whole
 * @param comb number of printed character cells, 0 where the field has none
 * @param options the answers of a choice, in the order of the paper; empty for other kinds
 * @param machine what machine readings count for
 */
public record Field(
        String name,
        String label,
        int page,
        Box box,
        FieldKind kind,
        boolean required,
        Rules rules,
        Sensitivity sensitivity,
        int parts,
        int comb,
        List<Option> options,
        MachinePolicy machine) {
    public Field {
        options = List.copyOf(options);
        if (kind.isChoice() == options.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected options for a choice and none for other kinds but field '%s' of kind %s has %d."
                            .formatted(name, kind.json(), options.size()));
        }
    }

    /** The same but for the confidence from which a machine decides it alone; where machines do not vote, none does. */
    public Field decidedByMachineFrom(double confidence) {
        return with(machine.votes() ? OptionalDouble.of(confidence) : OptionalDouble.empty());
    }

    /** The same, but never decided by a machine alone. */
    public Field neverDecidedByMachine() {
        return with(OptionalDouble.empty());
    }

    private Field with(OptionalDouble decidesAt) {
        return new Field(name, label, page, box, kind, required, rules, sensitivity, parts, comb, options,
                new MachinePolicy(machine.votes(), decidesAt));
    }
}
