package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plurality vote on normalised answers, with a tie rule that asks one more and a cap that makes a dispute.
 *
 * <p>Answers with one ballot ({@link Normaliser#ballot}) are one side. A side has one voice for each person on it, and
 * one more if any machine is on it: two machine readers look at the same pixels with the same habits, so their agreeing
 * is no second opinion. A side wins as soon as it has as many voices as the policy asks for, a person among them, and
 * more than every other side. A machine wins alone only where the field's policy lets a reading of its confidence
 * decide, and nobody contradicts it. Blank, illegible and wrong crop are sides like any other.
 *
 * <p>While nobody has won, as many more people are asked as the strongest side lacks, so that people are asked only for
 * what may end the vote. Once the people still left could not make any side win, the vote is a dispute: nobody is
 * asked in vain.
 */
public final class Consensus {
    private Consensus() {}

    /**
     * What these voices add up to.
     *
     * @param voices every answer kept so far, in the order they came; of several by one voter the first counts
     */
    public static Verdict of(List<Voice> voices, Field field, Locale locale, VotePolicy policy) {
        List<Voice> counted = counted(voices, field, policy);
        List<Side> sides = sides(counted, field, locale);
        Optional<Verdict.Agreed> byMachine = byMachine(voices, field, locale, policy);
        if (byMachine.isPresent()) {
            return byMachine.get();
        }
        int strongest = sides.stream().mapToInt(Side::weight).max().orElse(0);
        List<Side> leaders = sides.stream().filter(side -> side.weight() == strongest).toList();
        if (strongest >= policy.agree() && leaders.size() == 1 && leaders.get(0).people() > 0) {
            double all = sides.stream().mapToInt(Side::weight).sum();
            return new Verdict.Agreed(leaders.get(0).form(field, locale), strongest / all);
        }
        int asked = (int) counted.stream().filter(voice -> !voice.machine()).count();
        int left = policy.answersMax() - asked;
        int lacking = Math.max(1, policy.agree() - strongest);
        return lacking > left ? new Verdict.Disputed() : new Verdict.Open(lacking);
    }

    /** Whether a machine settles it alone: where the field lets its reading decide, and no other voice contradicts. */
    public static Optional<Verdict.Agreed> byMachine(List<Voice> voices, Field field, Locale locale, VotePolicy policy) {
        List<Voice> counted = counted(voices, field, policy);
        List<Side> sides = sides(counted, field, locale);
        return sides.size() == 1 && counted.stream().anyMatch(voice -> decides(voice, field))
                ? Optional.of(new Verdict.Agreed(sides.get(0).form(field, locale), 1))
                : Optional.empty();
    }

    /** The spelling of what these say alike. */
    static Reading form(List<Voice> alike, Field field, Locale locale) {
        return new Side(alike).form(field, locale);
    }

    private static List<Voice> counted(List<Voice> voices, Field field, VotePolicy policy) {
        Set<String> heard = new HashSet<>();
        return voices.stream()
                .filter(voice -> !voice.machine()
                        || decides(voice, field)
                        || field.machine().votes() && voice.confidence() >= policy.machineVotesAt())
                .filter(voice -> heard.add(voice.voter()))
                .toList();
    }

    private static boolean decides(Voice voice, Field field) {
        return voice.machine()
                && field.machine().votes()
                && field.machine().decidesAt().isPresent()
                && voice.confidence() >= field.machine().decidesAt().getAsDouble();
    }

    private static List<Side> sides(List<Voice> counted, Field field, Locale locale) {
        Map<String, List<Voice>> byBallot = new LinkedHashMap<>();
        for (Voice voice : counted) {
            byBallot.computeIfAbsent(Normaliser.ballot(voice.reading(), field, locale), ballot -> new ArrayList<>())
                    .add(voice);
        }
        return byBallot.values().stream().map(Side::new).toList();
    }

    /** The voices that say the same. */
    private record Side(List<Voice> voices) {
        int people() {
            return (int) voices.stream().filter(voice -> !voice.machine()).count();
        }

        int weight() {
            return people() + (people() < voices.size() ? 1 : 0);
        }

        /**
         * The spelling that most of the side used. Among equals one with a capital goes before one without, since people
         * in a hurry leave out capitals and do not invent them; then a person's before a machine's, then the earliest.
         */
        Reading form(Field field, Locale locale) {
            Map<Reading, Integer> forms = new LinkedHashMap<>();
            voices.stream()
                    .sorted(Comparator.comparing(Voice::machine))
                    .forEach(voice -> forms.merge(Normaliser.normalise(voice.reading(), field, locale), 1, Integer::sum));
            Comparator<Map.Entry<Reading, Integer>> better =
                    Comparator.<Map.Entry<Reading, Integer>>comparingInt(Map.Entry::getValue)
                            .thenComparing(form -> hasCapital(form.getKey().text()));
            return forms.entrySet().stream()
                    .reduce((best, next) -> better.compare(next, best) > 0 ? next : best)
                    .orElseThrow()
                    .getKey();
        }

        private static boolean hasCapital(String text) {
            return text.codePoints().anyMatch(Character::isUpperCase);
        }
    }
}
