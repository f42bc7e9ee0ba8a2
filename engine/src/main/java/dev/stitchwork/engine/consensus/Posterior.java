package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.consensus.trust.Verification;
import dev.stitchwork.engine.consensus.typed.CrowdErrors;
import dev.stitchwork.engine.consensus.typed.Outlook;
import dev.stitchwork.engine.consensus.typed.Skill;
import dev.stitchwork.engine.form.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How sure the answers to one task make its likeliest value, by what is known of whoever gave them, and whether one more
 * should be asked for.
 *
 * <p>The chances are those of {@link CrowdErrors}: one accuracy for each voter and kind of field, learned from all that the
 * voter answered; a machine is a voter like any other, known by reader, template and the confidence it states. Of one person
 * two answers to a task do not count. The source and the assumptions are at the head of {@link CrowdErrors} and
 * {@link Skill}.
 *
 * <p>A value settles once its doubt is within the bound, enough people say it, and no other comes near. Until then as many
 * more are asked as would settle it if all of them said the same. Where even all that are left could not, or an adjudicator's
 * word is cheaper ({@link Outlook}), the task is disputed: nobody is asked in vain.
 */
public final class Posterior {
    /** A tie: another value is nearly as likely. */
    private static final double TIED = 0.9;

    private final List<Voice> voices;
    private final double[] accuracies;
    private final Field field;
    private final Locale locale;
    private final CrowdErrors crowd;
    /** What each voice says, and the same as numbers. */
    private final List<String> said;
    private final int[] ballots;
    private final double[] chances;
    private final Nods nods;

    /**
     * People who were shown a value and said yes: their word is evidence, as far as they are known not to wave things through,
     * but no independent answer.
     *
     * @param ballots what each said yes to
     * @param logOdds what each adds to the logarithm of the odds of that value, were there no other
     */
    public record Nods(List<String> ballots, List<Double> logOdds) {
        public static final Nods NONE = new Nods(List.of(), List.of());

        public Nods {
            ballots = List.copyOf(ballots);
            logOdds = List.copyOf(logOdds);
        }

        private int count(String ballot) {
            return Collections.frequency(ballots, ballot);
        }

        private double logOdds(String ballot) {
            double most = 0;
            double sum = 0;
            for (int i = 0; i < ballots.size(); i++) {
                if (ballots.get(i).equals(ballot)) {
                    most = Math.max(most, logOdds.get(i));
                    sum += logOdds.get(i);
                }
            }
            return Verification.logOdds(most, sum - most);
        }
    }

    /**
     * @param voices every typed answer so far in the order they came, each voter once
     * @param accuracies chance of being right of who gave each
     */
    public Posterior(List<Voice> voices, double[] accuracies, Field field, Locale locale, CrowdErrors crowd) {
        this(voices, accuracies, field, locale, crowd, Nods.NONE);
    }

    /** The same, with what others said yes to; to a value that no voice says a yes tells nothing. */
    public Posterior(List<Voice> voices, double[] accuracies, Field field, Locale locale, CrowdErrors crowd, Nods nods) {
        this.nods = nods;
        this.voices = List.copyOf(voices);
        this.accuracies = accuracies.clone();
        this.field = field;
        this.locale = locale;
        this.crowd = crowd;
        said = voices.stream().map(voice -> Normaliser.ballot(voice.reading(), field, locale)).toList();
        Map<String, Integer> numbers = new HashMap<>();
        ballots = said.stream().mapToInt(ballot -> numbers.computeIfAbsent(ballot, key -> numbers.size())).toArray();
        double[] typed = crowd.chances(ballots, accuracies);
        chances = nods.ballots.isEmpty() ? typed : nodded(typed);
    }

    private double[] nodded(double[] typed) {
        double[] nodded = typed.clone();
        double all = 1;
        for (int i = 0; i < typed.length; i++) {
            nodded[i] = typed[i] * Math.exp(nods.logOdds(said.get(i)));
            all += isFirst(i) ? nodded[i] - typed[i] : 0;
        }
        for (int i = 0; i < nodded.length; i++) {
            nodded[i] /= all;
        }
        return nodded;
    }

    private boolean isFirst(int voice) {
        return Arrays.stream(ballots, 0, voice).noneMatch(ballot -> ballot == ballots[voice]);
    }

    /** Chance that what this voice says is right. */
    public double chance(int voice) {
        return chances[voice];
    }

    /** Typed answers until the doubt is within the bound, on average; infinite where so many are not left. */
    public double typings(double bound, int left) {
        return crowd.outlook(ballots, accuracies, bound, left).expected();
    }

    /** Chance that the likeliest value is wrong; 1 where there is no answer. */
    public double doubt() {
        return best().isPresent() ? Math.max(0, 1 - chances[best().getAsInt()]) : 1;
    }

    /** People who say what is likeliest. */
    public int agreeing() {
        return best().isPresent() ? people(ballots[best().getAsInt()]) : 0;
    }

    /** Voices, a machine's among them, that say another thing. */
    public int differing() {
        return best().isEmpty() ? 0
                : (int) Arrays.stream(ballots).filter(ballot -> ballot != ballots[best().getAsInt()]).count();
    }

    /** What each answer adds to the record of who gave it. */
    public Skill[] skills() {
        return crowd.skills(ballots, chances);
    }

    /** The same where the true value is known. */
    public Skill[] skills(String trueBallot) {
        double[] known = said.stream().mapToDouble(ballot -> ballot.equals(trueBallot) ? 1 : 0).toArray();
        return crowd.skills(ballots, known);
    }

    /**
     * @param bound largest doubt with which a value settles
     * @param floor people who must say it
     * @param answersMax most people asked
     * @param adjudication price of an adjudicator's word, in answers
     */
    public Verdict verdict(double bound, int floor, int answersMax, double adjudication) {
        OptionalInt best = best();
        int asked = (int) voices.stream().filter(voice -> !voice.machine()).count() + nods.ballots.size();
        int typed = best.isPresent() ? people(ballots[best.getAsInt()]) : 0;
        // Where more than one must say it they must say it of their own: a yes follows what was shown.
        int saying = typed + (floor == 1 && best.isPresent() ? nods.count(said.get(best.getAsInt())) : 0);
        if (saying >= floor && doubt() <= bound && rival(best.getAsInt()) < TIED) {
            return new Verdict.Agreed(Consensus.form(saying(best.getAsInt()), field, locale), 1 - doubt());
        }
        Outlook outlook = crowd.outlook(ballots, accuracies, bound, answersMax - asked);
        int more = Math.max(outlook.more(), floor - saying);
        return more <= answersMax - asked && outlook.worthAsking(asked, answersMax - asked, adjudication)
                ? new Verdict.Open(more)
                : new Verdict.Disputed();
    }

    private List<Voice> saying(int best) {
        List<Voice> saying = new ArrayList<>();
        for (int i = 0; i < ballots.length; i++) {
            if (ballots[i] == ballots[best]) {
                saying.add(voices.get(i));
            }
        }
        return saying;
    }

    private int people(int ballot) {
        int people = 0;
        for (int i = 0; i < ballots.length; i++) {
            people += ballots[i] == ballot && !voices.get(i).machine() ? 1 : 0;
        }
        return people;
    }

    private OptionalInt best() {
        int best = 0;
        for (int i = 1; i < chances.length; i++) {
            best = chances[i] > chances[best] ? i : best;
        }
        return chances.length == 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private double rival(int best) {
        double next = 0;
        for (int i = 0; i < chances.length; i++) {
            next = ballots[i] == ballots[best] ? next : Math.max(next, chances[i]);
        }
        return next / chances[best];
    }
}
