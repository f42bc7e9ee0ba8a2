package dev.stitchwork.engine.consensus.machine;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.form.FieldKind;
import java.util.Comparator;

/**
 * Readings that are worth the same at the same confidence: of one machine, on one kind of field, of one client's documents
 * of one template. What is learned of one class says nothing of another: the confidence that is right 97 times in 100 on
 * print is wrong 27 times on handwriting.
 *
 * @param template its name; its versions are one class
 * @param reader which machine
 */
public record MachineClass(AccountId client, String template, FieldKind kind, String reader) implements Comparable<MachineClass> {
    private static final Comparator<MachineClass> ORDER = Comparator.<MachineClass>comparingLong(each -> each.client().value())
            .thenComparing(MachineClass::template)
            .thenComparing(MachineClass::kind)
            .thenComparing(MachineClass::reader);

    @Override
    public int compareTo(MachineClass other) {
        return ORDER.compare(this, other);
    }
}
