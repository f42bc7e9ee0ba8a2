package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.consensus.machine.Calibration;
import dev.stitchwork.engine.consensus.machine.Check;
import dev.stitchwork.engine.consensus.machine.MachineClass;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What people's answers made of the readings of machines; kept in the transaction that settles the field, so that what is
 * known of a machine is never more and never less than what is settled.
 *
 * <p>Only the newest of each class count: a machine that changed is known by what it does now.
 */
final class MachineChecks {
    private static final int COUNTED_MAX = 5_000;

    private MachineChecks() {}

    /**
     * Keeps what a task's settling by people says of each machine that read it.
     *
     * @param settled what they settled on, in canonical form
     */
    static void keep(Handle handle, long task, Reading settled, Field field, Locale locale) {
        String truth = Normaliser.ballotOfCanonical(settled, field, locale);
        List<Read> readings = handle.createQuery("""
                        select a.reader, a.confidence, a.verdict, a.text, b.client, p.name as template
                        from answer a join task t on t.id = a.task join batch b on b.id = t.batch
                             join document d on d.id = t.document join template p on p.id = d.template
                        where a.task = :task and a.reader is not null and a.reader <> 'aligned' order by a.id
                        """)
                .bind("task", task)
                .map((row, context) -> new Read(
                        new MachineClass(new AccountId(row.getLong("client")), row.getString("template"), field.kind(),
                                row.getString("reader")),
                        new Check(row.getDouble("confidence"), Normaliser.ballot(Readings.of(row), field, locale).equals(truth))))
                .list();
        for (Read read : readings) {
            handle.createUpdate("""
                            insert into machine_check (client, template, kind, reader, confidence, correct)
                            values (:client, :template, :kind, :reader, :confidence, :correct)
                            """)
                    .bind("client", read.machine().client().value())
                    .bind("template", read.machine().template())
                    .bind("kind", read.machine().kind())
                    .bind("reader", read.machine().reader())
                    .bind("confidence", read.check().confidence())
                    .bind("correct", read.check().right())
                    .execute();
        }
    }

    /** What each machine that ever read documents of this template is worth. */
    static SortedMap<MachineClass, Calibration> of(Handle handle, AccountId client, String template) {
        SortedMap<MachineClass, Calibration> all = new TreeMap<>();
        handle.createQuery("select distinct kind, reader from machine_check where client = :client and template = :template")
                .bind("client", client.value())
                .bind("template", template)
                .map((row, context) -> new MachineClass(client, template, FieldKind.valueOf(row.getString("kind")), row.getString("reader")))
                .list()
                .forEach(machine -> all.put(machine, new Calibration(newest(handle, machine))));
        return all;
    }

    /** In the order of the index, all its columns named, or H2 would read and sort all of the class. */
    private static List<Check> newest(Handle handle, MachineClass machine) {
        return handle.createQuery("""
                        select confidence, correct from machine_check
                        where client = :client and template = :template and kind = :kind and reader = :reader
                        order by client desc, template desc, kind desc, reader desc, id desc fetch first :counted_max rows only
                        """)
                .bind("client", machine.client().value())
                .bind("template", machine.template())
                .bind("kind", machine.kind())
                .bind("reader", machine.reader())
                .bind("counted_max", COUNTED_MAX)
                .map((row, context) -> new Check(row.getDouble("confidence"), row.getBoolean("correct")))
                .list();
    }

    private record Read(MachineClass machine, Check check) {}
}
