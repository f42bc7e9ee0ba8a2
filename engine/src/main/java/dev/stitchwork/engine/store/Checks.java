package dev.stitchwork.engine.store;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Office.Checking;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.trust.Verification;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * Whether a turn shows a value to say yes or no to; decided under the lock of the document when the turn is given, so that a
 * check is a turn like any other: one lease, one law, one exposure, one row in the log.
 *
 * <p>One is shown where the batch allows it and it is cheaper for this worker ({@link Verification}). One in ten is made wrong
 * on purpose: a yes to that tells of the worker only. Where checks do not pay, one turn in fifty shows a wrong one all the
 * same, so that a crowd that learned to look is found out. What measures values or people by typing, a blind re-ask or gold,
 * is never shown.
 */
final class Checks {
    private static final double EXPLORED = 0.02;
    /** Times that a changed text is tried for one that nobody has given yet. */
    private static final int TRIES = 5;

    private final Database database;
    private final Templates templates;
    private final Voters voters;
    private final RandomGenerator random;

    Checks(Database database, Templates templates, Voters voters, RandomGenerator random) {
        this.database = database;
        this.templates = templates;
        this.voters = voters;
        this.random = random;
    }

    void learn() {
        database.read(handle -> {
            voters.checkers.learn(handle);
            return 0;
        });
    }

    /** What the worker is shown beside the picture of a task of this pool. */
    Optional<Shown> of(Handle handle, PoolChoice.Pool pool, long task, AccountId worker) {
        if (!pool.checks() || Reask.pending(handle, task).isPresent()) {
            return Optional.empty();
        }
        Question question = Question.of(handle, templates, voters, task);
        return of(question, question::isNew, handle, worker);
    }

    /**
     * What the worker is shown beside the picture of a gold of this pool: as beside any other, so that neither tells the two
     * apart. A gold was asked about as often as it had answers; it is taken as it stood before one of them, drawn evenly, so
     * that it shows a value as often as its own turns did while nothing was known of it.
     */
    Optional<Shown> ofGold(Handle handle, PoolChoice.Pool pool, long task, AccountId worker) {
        if (!pool.checks()) {
            return Optional.empty();
        }
        Reask gold = Reask.pending(handle, task).orElseThrow();
        Question now = Question.of(handle, templates, voters, task);
        Question before = Question.of(handle, templates, voters, task, random.nextInt(Math.max(1, gold.kept())));
        String known = now.ballotOfCanonical(gold.before());
        return of(before, text -> now.isNew(text) && !now.ballot(Reading.of(text)).equals(known), handle, worker);
    }

    /** @param isWrong whether a value may be shown as a wrong one */
    private Optional<Shown> of(Question question, Predicate<String> isWrong, Handle handle, AccountId worker) {
        Optional<String> proposal = question.proposal();
        if (proposal.isEmpty()) {
            return Optional.empty();
        }
        boolean pays = question.isWorthShowing(voters.checkers.of(handle, List.of(worker.value())).get(worker.value()));
        if (random.nextDouble() < (pays ? Verification.PLANTED : EXPLORED)) {
            return wrong(proposal.get(), isWrong).or(() -> pays ? Optional.of(new Shown(proposal.get(), false)) : Optional.empty());
        }
        return pays ? Optional.of(new Shown(proposal.get(), false)) : Optional.empty();
    }

    private Optional<Shown> wrong(String proposal, Predicate<String> isWrong) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            String changed = voters.checkers.misread(proposal);
            if (isWrong.test(changed)) {
                return Optional.of(new Shown(changed, true));
            }
        }
        return Optional.empty();
    }

    /** How checking goes, for operators to see. */
    Checking checking() {
        return database.read(handle -> new Checking(voters.checkers.crowd(), voters.checkers.costs(), Checkers.scores(handle)));
    }

    record Shown(String text, boolean planted) {}
}
