package dev.stitchwork.engine.consensus.trust;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a delivery states of itself: the share of wrong fields with its interval, in all, by field and by sensitivity
 * class, and what it took. Values that a machine settled alone are a part of their own as well: nobody saw them, and whoever asks how good
 * they are is not to be told how good people are.
 *
 * <p>Fields that an adjudicator decided count as right; the interval is of the share of all fields delivered.
 *
 * @param total over all fields
 * @param byField by the field's name, in template order
 * @param byClass by the name of the sensitivity class, in the order in which they first occur
 * @param bySettler by who settled them
 */
public record Certificate(Part total, Map<String, Part> byField, Map<String, Part> byClass, Map<SettledBy, Part> bySettler) {
    public Certificate {
        byField = Collections.unmodifiableMap(new LinkedHashMap<>(byField));
        byClass = Collections.unmodifiableMap(new LinkedHashMap<>(byClass));
        bySettler = Collections.unmodifiableMap(new LinkedHashMap<>(bySettler));
    }

    /** Who settled a value: people's answers, an adjudicator's among them, or a machine that nobody was asked besides. */
    public enum SettledBy { PEOPLE, MACHINE }

    /**
     * What is known of one field of the form, over all documents of a delivery, as far as one sort of settler goes.
     *
     * @param field the field's name
     * @param sensitivityClass the name of its class
     * @param audit of the values that people, or a machine, settled
     * @param tally how the values came about
     */
    public record Facts(String field, String sensitivityClass, SettledBy settledBy, Audit audit, Tally tally) {}

    /**
     * How values came about; the counts overlap.
     *
     * @param adjudicated decided by an adjudicator
     * @param disputed delivered undecided, and marked so
     * @param illegible that nobody could read
     * @param blank that are empty
     * @param answers how many values took how many answers of people
     */
    public record Tally(int adjudicated, int disputed, int illegible, int blank, SortedMap<Integer, Integer> answers) {
        public Tally {
            answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
        }

        Tally plus(Tally other) {
            SortedMap<Integer, Integer> sum = new TreeMap<>(answers);
            other.answers.forEach((count, values) -> sum.merge(count, values, Integer::sum));
            return new Tally(adjudicated + other.adjudicated, disputed + other.disputed, illegible + other.illegible,
                    blank + other.blank, sum);
        }

        /** Mean number of answers of people to a value. */
        public double answersPerField() {
            long values = answers.values().stream().mapToInt(Integer::intValue).sum();
            long all = answers.entrySet().stream().mapToLong(entry -> (long) entry.getKey() * entry.getValue()).sum();
            return values == 0 ? 0 : (double) all / values;
        }
    }

    /**
     * One line of the certificate.
     *
     * @param fields delivered with a value that is stated to be right, adjudicated ones among them
     */
    public record Part(int fields, Estimate wrong, Audit audit, Tally tally) {
        static Part of(Audit audit, Tally tally) {
            int fields = audit.fields() + tally.adjudicated();
            double settled = fields == 0 ? 0 : (double) audit.fields() / fields;
            Estimate estimate = ErrorEstimator.of(audit);
            return new Part(
                    fields, new Estimate(settled * estimate.low(), settled * estimate.rate(), settled * estimate.high()),
                    audit, tally);
        }
    }

    /** The certificate of a delivery. */
    public static Certificate of(List<Facts> facts) {
        return new Certificate(
                Part.of(
                        facts.stream().map(Facts::audit).reduce(new Audit(0, 0, 0, 0, 0, 0, 0, 0), Audit::plus),
                        facts.stream().map(Facts::tally).reduce(new Tally(0, 0, 0, 0, new TreeMap<>()), Tally::plus)),
                grouped(facts, Facts::field),
                grouped(facts, Facts::sensitivityClass),
                grouped(facts, Facts::settledBy));
    }

    private static <T> Map<T, Part> grouped(List<Facts> facts, Function<Facts, T> name) {
        Map<T, List<Facts>> groups = new LinkedHashMap<>();
        facts.forEach(fact -> groups.computeIfAbsent(name.apply(fact), group -> new ArrayList<>()).add(fact));
        Map<T, Part> parts = new LinkedHashMap<>();
        groups.forEach((group, members) -> parts.put(group, Part.of(
                members.stream().map(Facts::audit).reduce(Audit::plus).orElseThrow(),
                members.stream().map(Facts::tally).reduce(Tally::plus).orElseThrow())));
        return parts;
    }
}
