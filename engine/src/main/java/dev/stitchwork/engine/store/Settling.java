package dev.stitchwork.engine.store;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.consensus.Consensus;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.consensus.Voice;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Carries what the answers to a task add up to over to the task; under the lock of its document. */
final class Settling {
    private Settling() {}

    static TaskState state(Verdict verdict) {
        if (verdict instanceof Verdict.Open) {
            return TaskState.OPEN;
        }
        return verdict instanceof Verdict.Agreed ? TaskState.AGREED : TaskState.DISPUTED;
    }

    /** Counts the answers again after one more was kept. */
    static void settle(Handle handle, Templates templates, long task, Instant now) {
        Asked asked = handle.createQuery("""
                        select b.template, b.agree, b.answers_max, b.machine_votes_at, b.machine_wrong_max, f.field
                        from task t join batch b on b.id = t.batch join fragment f on f.id = t.fragment
                        where t.id = :task
                        """)
                .bind("task", task)
                .map((row, context) -> {
                    FormTemplate form = templates.form(handle, row.getLong("template"));
                    return new Asked(form.field(row.getString("field")).orElseThrow(), form.locale(), Batches.Opened.votes(row));
                })
                .one();
        Verdict verdict = Consensus.of(voices(handle, task), asked.judged(), asked.locale(), asked.votes());
        TaskState state = state(verdict);
        handle.createUpdate("update task set state = :state, wanted = kept + :more, disputed = :disputed where id = :task")
                .bind("state", state)
                .bind("more", verdict instanceof Verdict.Open open ? open.more() : 0)
                .bind("disputed", state == TaskState.DISPUTED ? now : null)
                .bind("task", task)
                .execute();
        if (verdict instanceof Verdict.Agreed agreed) {
            agreed(handle, task, agreed, now);
            MachineChecks.keep(handle, task, agreed.reading(), asked.field(), asked.locale());
        }
    }

    private record Asked(Field field, Locale locale, VotePolicy votes) {
        /** Where trust in machines is learned, it was asked when the file was split: a person sees this one, and counts. */
        Field judged() {
            return votes.machineWrongMax().isPresent() ? field.neverDecidedByMachine() : field;
        }
    }

    private static List<Voice> voices(Handle handle, long task) {
        return handle.createQuery("select worker, reader, confidence, verdict, text from answer where task = :task order by id")
                .bind("task", task)
                .map((row, context) -> {
                    String reader = row.getString("reader");
                    return new Voice(
                            reader == null ? "worker " + row.getLong("worker") : reader,
                            reader != null,
                            row.getDouble("confidence"),
                            Readings.of(row));
                })
                .list();
    }

    static void agreed(Handle handle, long task, Verdict.Agreed agreed, Instant now) {
        Reading reading = agreed.reading();
        handle.createUpdate("""
                        insert into consensus (task, verdict, text, agreement, settled)
                        values (:task, :verdict, :text, :agreement, :now)
                        """)
                .bind("task", task)
                .bind("verdict", reading.verdict())
                .bind("text", Readings.text(reading))
                .bind("agreement", agreed.agreement())
                .bind("now", now)
                .execute();
    }
}
