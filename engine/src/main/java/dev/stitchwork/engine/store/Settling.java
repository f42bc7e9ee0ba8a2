package dev.stitchwork.engine.store;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.consensus.Verdict;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * Carries what the answers to a task add up to over to the task, and what they teach over to whoever gave them; under the
 * lock of its document.
 */
final class Settling {
    /** Of the values that settle in a batch with a target, this share is asked about once more, blind. */
    static final double AUDITED = 0.02;

    private final Templates templates;
    private final Voters voters;
    private final RandomGenerator random;

    Settling(Templates templates, Voters voters, RandomGenerator random) {
        this.templates = templates;
        this.voters = voters;
        this.random = random;
    }

    static TaskState state(Verdict verdict) {
        if (verdict instanceof Verdict.Open) {
            return TaskState.OPEN;
        }
        return verdict instanceof Verdict.Agreed ? TaskState.AGREED : TaskState.DISPUTED;
    }

    /** Counts the answers again after one more was kept. */
    void settle(Handle handle, long task, Instant now) {
        Question question = Question.of(handle, templates, voters, task);
        Optional<Reask> again = Reask.pending(handle, task);
        again.filter(Reask::isGold).ifPresentOrElse(gold -> question.learn(gold.before()), question::learn);
        if (again.isPresent()) {
            again.filter(Reask::isGold).ifPresent(gold -> question.judge(Optional.of(gold.before())));
            again.get().answered(handle, question, random, now);
            new RecordChecks(handle, question.form, now).check(question.document);
            return;
        }
        settle(handle, task, question, question.verdict(), now);
    }

    private void settle(Handle handle, long task, Question question, Verdict verdict, Instant now) {
        Optional<String> aligned = verdict instanceof Verdict.Disputed ? question.aligned() : Optional.empty();
        if (aligned.isPresent()) {
            propose(handle, task, aligned.get(), now);
            Question with = Question.of(handle, templates, voters, task);
            if (with.verdict() instanceof Verdict.Open open) {
                settle(handle, task, with, open, now);
                return;
            }
            handle.execute("delete from answer where task = ? and reader = ?", task, Question.ALIGNED);
        }
        TaskState state = state(verdict);
        handle.createUpdate("""
                        update task set state = :state, wanted = kept + :more, disputed = :disputed, doubt = :doubt where id = :task
                        """)
                .bind("state", state)
                .bind("more", verdict instanceof Verdict.Open open ? open.more() : 0)
                .bind("disputed", state == TaskState.DISPUTED ? now : null)
                .bind("doubt", question.doubt())
                .bind("task", task)
                .execute();
        question.judge(verdict instanceof Verdict.Agreed agreed ? Optional.of(agreed.reading()) : Optional.empty());
        if (verdict instanceof Verdict.Agreed agreed) {
            agreed(handle, task, agreed, now);
            MachineChecks.keep(handle, task, agreed.reading(), question.field, question.form.locale());
            if (question.hasTarget() && random.nextDouble() < AUDITED) {
                Reask.draw(handle, task, Reask.Reason.BLIND, now);
            }
            Golds.offer(handle, question, false);
            new RecordChecks(handle, question.form, now).check(question.document);
        }
    }

    /** Keeps what the keyings add up to as a value that somebody may be shown. */
    private static void propose(Handle handle, long task, String text, Instant now) {
        handle.createUpdate("""
                        insert into answer (task, reader, confidence, verdict, text, given)
                        values (:task, :reader, 0, 'VALUE', :text, :now)
                        """)
                .bind("task", task)
                .bind("reader", Question.ALIGNED)
                .bind("text", text)
                .bind("now", now)
                .execute();
    }

    /** What an operator decided is so: whoever answered is known by it. */
    void decided(Handle handle, long task, Reading decided, Instant now) {
        Question question = Question.of(handle, templates, voters, task);
        question.learn(decided);
        question.judge(Optional.of(decided));
        handle.execute("update task set doubt = 0 where id = ?", task);
        boolean again = Reask.decided(handle, question, decided, now);
        if (!Objections.decided(handle, question, decided, !again, now) && !again) {
            MachineChecks.keep(handle, task, decided, question.field, question.form.locale());
            Golds.offer(handle, question, true);
        }
        new RecordChecks(handle, question.form, now).check(question.document);
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
