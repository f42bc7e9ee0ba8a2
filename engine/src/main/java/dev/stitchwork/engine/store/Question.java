package dev.stitchwork.engine.store;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Consensus;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.consensus.Posterior;
import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.consensus.Voice;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.consensus.text.Letters;
import dev.stitchwork.engine.consensus.trust.Gold;
import dev.stitchwork.engine.consensus.trust.Verification;
import dev.stitchwork.engine.consensus.typed.CrowdErrors;
import dev.stitchwork.engine.consensus.typed.Skill;
import dev.stitchwork.engine.consensus.typed.TargetError;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * One task with all its answers and what is known of whoever gave them: read, judged, and learned from, under the lock of its
 * document.
 */
final class Question {
    /** Confidences that a machine states count as one from here to the next: how often it is right there is learned. */
    private static final double[] BANDS = {0.5, 0.8, 0.95, 0.99};

    /**
     * Reader of what several keyings add up to letter by letter where most of them differ. It counts as one more keying of
     * somebody usual at most, whatever is learned of it, and nothing settles on it that nobody said yes to.
     */
    static final String ALIGNED = "aligned";

    private static final int ALIGNED_LEAST = 3;

    private final Handle handle;
    private final Voters voters;
    final long task;
    final long batch;
    final long document;
    private final SensitivityClass sensitivity;
    final Field field;
    final FormTemplate form;
    private final VotePolicy votes;
    private final Optional<TargetError> target;
    private final List<Given> answers;
    private final CrowdErrors crowd;
    private final Posterior posterior;
    private final List<Given> heard;
    private final List<Given> nodding;

    /**
     * An answer as it was given.
     *
     * @param voter whose record it belongs to
     * @param learned what it has added to that record
     * @param worker 0 for a machine
     * @param proposed what was shown to say yes or no to; null where it was typed
     * @param planted whether that was wrong on purpose
     * @param judged whether it is counted what it says of the worker
     */
    private record Given(
            long id, Voice voice, String voter, Skill learned, long worker, String proposed, boolean planted, boolean judged) {
        boolean isAligned() {
            return voice.machine() && voice.voter().equals(ALIGNED);
        }
    }

    private Question(Handle handle, Voters voters, FormTemplate form, int peopleMax, ResultSet row) throws SQLException {
        this.handle = handle;
        this.voters = voters;
        this.form = form;
        task = row.getLong("id");
        batch = row.getLong("batch");
        document = row.getLong("document");
        sensitivity = SensitivityClass.valueOf(row.getString("sensitivity"));
        votes = Batches.Opened.votes(row);
        Field asked = form.field(row.getString("field_name")).orElseThrow();
        // Where trust in machines is learned, it was asked when the file was split: a person sees this one, and counts.
        field = votes.machineWrongMax().isPresent() ? asked.neverDecidedByMachine() : asked;
        double wrongMax = row.getDouble("wrong_max");
        target = row.wasNull() ? Optional.empty() : Optional.of(new TargetError(wrongMax));
        answers = first(peopleMax, answers(row.getLong("template")));
        crowd = voters.crowd(handle, field.kind());
        heard = heard();
        nodding = nodding();
        Map<String, Skill> skills = voters.skills(handle, field.kind(), heard.stream().map(Given::voter).distinct().toList());
        double[] accuracies = heard.stream()
                .mapToDouble(given -> {
                    double right = 1 - skills.getOrDefault(given.voter, Skill.NONE).minus(given.learned).wrong(crowd.wrong());
                    return given.isAligned() ? Math.min(1 - crowd.wrong(), right) : right;
                })
                .toArray();
        posterior = new Posterior(heard.stream().map(Given::voice).toList(), accuracies, field, form.locale(), crowd, nods());
    }

    static Question of(Handle handle, Templates templates, Voters voters, long task) {
        return of(handle, templates, voters, task, Integer.MAX_VALUE);
    }

    /** As it stood when so many people had answered it. */
    static Question of(Handle handle, Templates templates, Voters voters, long task, int peopleMax) {
        return handle.createQuery("""
                        select t.id, t.batch, t.document, t.sensitivity, d.template, b.agree, b.answers_max, b.machine_votes_at,
                               b.machine_wrong_max, b.checks, f.field as field_name,
                               q.wrong_max
                        from task t join batch b on b.id = t.batch join document d on d.id = t.document join fragment f on f.id = t.fragment
                             left join batch_target q on q.batch = t.batch and q.sensitivity = t.sensitivity
                        where t.id = :task
                        """)
                .bind("task", task)
                .map((row, context) -> new Question(handle, voters, templates.form(handle, row.getLong("template")), peopleMax, row))
                .one();
    }

    private List<Given> answers(long template) {
        Map<Long, Integer> rings = OddWorks.rings(handle, task);
        return handle.createQuery("""
                        select id, worker, reader, confidence, verdict, text, missed, fresh, before, proposed, planted, judged
                        from answer where task = :task order by id
                        """)
                .bind("task", task)
                .map((row, context) -> {
                    String reader = row.getString("reader");
                    String voter = reader == null ? "worker " + row.getLong("worker")
                            : reader + " " + template + " " + band(row.getDouble("confidence"));
                    Integer ring = rings.get(row.getLong("worker"));
                    String speaker = reader != null ? reader : ring == null ? voter : "ring " + ring;
                    Voice voice = new Voice(
                            speaker, reader != null, row.getDouble("confidence"), Readings.of(row));
                    return new Given(row.getLong("id"), voice, voter, Voters.skill(row), row.getLong("worker"), row.getString("proposed"),
                            row.getBoolean("planted"), row.getBoolean("judged"));
                })
                .list();
    }

    /** What was there before one person more than these answered. */
    private static List<Given> first(int peopleMax, List<Given> answers) {
        int people = 0;
        for (int i = 0; i < answers.size(); i++) {
            people += answers.get(i).voice.machine() ? 0 : 1;
            if (people > peopleMax) {
                return answers.subList(0, i);
            }
        }
        return answers;
    }

    private static int band(double confidence) {
        int band = 0;
        while (band < BANDS.length && confidence >= BANDS[band]) {
            band++;
        }
        return band;
    }

    /**
     * All people who typed, those who copy as one, and of the machines, which look at the same pixels, the one that is surest;
     * and what the keyings were aligned to.
     */
    private List<Given> heard() {
        Optional<Given> machine = answers.stream()
                .filter(given -> given.voice.machine() && field.machine().votes() && !given.isAligned())
                .max(Comparator.comparingDouble(given -> given.voice.confidence()));
        List<Given> heard = new ArrayList<>(machine.stream().toList());
        answers.stream().filter(Given::isAligned).forEach(heard::add);
        Set<String> speakers = new HashSet<>();
        answers.stream()
                .filter(given -> !given.voice.machine() && !saysYes(given) && speakers.add(given.voice.voter()))
                .forEach(heard::add);
        return heard;
    }

    /** Whoever said yes to what is not wrong on purpose, those who copy as one. */
    private List<Given> nodding() {
        Set<String> speakers = new HashSet<>();
        heard.forEach(given -> speakers.add(given.voice.voter()));
        return answers.stream().filter(given -> saysYes(given) && !given.planted && speakers.add(given.voice.voter())).toList();
    }

    private Posterior.Nods nods() {
        Map<Long, Verification> known = voters.checkers.of(handle, nodding.stream().map(Given::worker).toList());
        List<Given> telling = nodding.stream().filter(given -> known.get(given.worker).logOdds() > 0).toList();
        return new Posterior.Nods(
                telling.stream().map(given -> ballot(given.voice.reading())).toList(),
                telling.stream().map(given -> known.get(given.worker).logOdds()).toList());
    }

    private boolean saysYes(Given given) {
        return given.proposed != null && ballot(given.voice.reading()).equals(ballot(Reading.of(given.proposed)));
    }

    /** What could be shown to somebody to say yes or no to; empty where typing tells more whatever it costs. */
    Optional<String> proposal() {
        return proposed().map(at -> heard.get(at).voice.reading().text());
    }

    private Optional<Integer> proposed() {
        if (!votes.checks() || target.isEmpty() || field.kind().isMarked()) {
            return Optional.empty();
        }
        int shown = -1;
        for (int i = 0; i < heard.size() && heard.get(i).voice.machine(); i++) {
            shown = i;
        }
        if (shown < 0 || heard.get(shown).voice.reading().verdict() != Reading.Verdict.VALUE) {
            return Optional.empty();
        }
        String ballot = ballot(heard.get(shown).voice.reading());
        long typed = typed().count();
        long alike = typed().filter(given -> ballot(given.voice.reading()).equals(ballot)).count();
        boolean contradicted = alike < typed && !heard.get(shown).isAligned();
        int floor = QualityTarget.floor(sensitivity);
        return contradicted || floor > 1 && alike < floor ? Optional.empty() : Optional.of(shown);
    }

    private Stream<Given> typed() {
        return heard.stream().filter(given -> !given.voice.machine());
    }

    /** Whether it is cheaper to show the proposal to somebody like this than to have it typed. */
    boolean isWorthShowing(Verification checker) {
        Optional<Integer> shown = proposed();
        int left = votes.answersMax() - (int) typed().count() - nodding.size();
        if (shown.isEmpty() || left < 1) {
            return false;
        }
        double bound = voters.bound(handle, batch, sensitivity, target.get());
        double typings = Math.min(left + voters.adjudication, posterior.typings(bound, left));
        return checker.cheapest(posterior.chance(shown.get()), bound, voters.checkers.costs(field.kind()), typings).yes() > 0;
    }

    /** Whether nobody and no machine has given this, nor been shown it. */
    boolean isNew(String text) {
        String ballot = ballot(Reading.of(text));
        return answers.stream().noneMatch(given -> ballot(given.voice.reading()).equals(ballot)
                || given.proposed != null && ballot(Reading.of(given.proposed)).equals(ballot));
    }

    /**
     * What the keyings add up to letter by letter, where most of them do not say the same and none says that; empty where too
     * few are in, or where two must say a value of their own, whatever others nod to.
     */
    Optional<String> aligned() {
        List<Reading> keyed = typed().map(given -> given.voice.reading()).filter(reading -> reading.verdict() == Reading.Verdict.VALUE).toList();
        long most = keyed.stream().map(this::ballot).collect(Collectors.groupingBy(ballot -> ballot, Collectors.counting()))
                .values().stream().mapToLong(count -> count).max().orElse(0);
        boolean fits = votes.checks() && target.isPresent() && !field.kind().isMarked() && QualityTarget.floor(sensitivity) == 1
                && keyed.size() >= ALIGNED_LEAST && 2 * most <= keyed.size() && answers.stream().noneMatch(Given::isAligned);
        return fits
                ? Optional.of(Letters.vote(keyed.stream().map(reading -> Normaliser.normalise(reading, field, form.locale()).text()).toList()))
                        .filter(text -> !text.isBlank())
                        .map(text -> Normaliser.written(Reading.of(text), field, form.locale()))
                        .filter(this::isNew)
                : Optional.empty();
    }

    /**
     * Counts who waved through what was wrong on purpose; and once the value is known, who refused it when it was shown. Rows are
     * locked in the order of the workers, after the voters.
     */
    void judge(Optional<Reading> settled) {
        answers.stream()
                .filter(given -> given.proposed != null && !given.judged)
                .filter(given -> given.planted || settled.isPresent() && ballot(Reading.of(given.proposed)).equals(ballotOfCanonical(settled.get())))
                .sorted(Comparator.comparingLong(Given::worker))
                .forEach(given -> judge(given, given.planted
                        ? new Verification.Counts(1, saysYes(given) ? 1 : 0, 0, 0)
                        : new Verification.Counts(0, 0, 1, saysYes(given) ? 0 : 1)));
    }

    private void judge(Given given, Verification.Counts counts) {
        Checkers.count(handle, given.worker, counts);
        handle.execute("update answer set judged = true where id = ?", given.id);
    }

    /** What people who came after the first so many said in words of their own: not a yes to what they were shown. */
    List<String> typedAfter(int people) {
        return answers.stream()
                .filter(given -> !given.voice.machine())
                .skip(people)
                .filter(given -> !saysYes(given))
                .map(given -> ballot(given.voice.reading()))
                .toList();
    }

    /** Every voice as it came. */
    List<Voice> voices() {
        return answers.stream().filter(given -> !given.isAligned()).map(Given::voice).toList();
    }

    double doubt() {
        return posterior.doubt();
    }

    /** Whether it is as good as known: enough people say the same and nobody another thing. */
    boolean isCertain() {
        return Gold.fits(1 - posterior.doubt(), posterior.agreeing(), posterior.differing());
    }

    /** Whether the client named a share of wrong fields for its class. */
    boolean hasTarget() {
        return target.isPresent();
    }

    /** What the answers add up to: by their chances where the client named a target, else by their number. */
    Verdict verdict() {
        List<Voice> voices = voices();
        if (target.isEmpty()) {
            return Consensus.of(voices, field, form.locale(), votes);
        }
        Optional<Verdict.Agreed> byMachine = Consensus.byMachine(voices, field, form.locale(), votes);
        if (byMachine.isPresent()) {
            return byMachine.get();
        }
        Verdict verdict = posterior.verdict(
                voters.bound(handle, batch, sensitivity, target.get()), QualityTarget.floor(sensitivity), votes.answersMax(), voters.adjudication);
        return verdict instanceof Verdict.Disputed && isWorthShowing(voters.checkers.crowd()) ? new Verdict.Open(1) : verdict;
    }

    /** Learns from the answers as sure as they are, instead of what they taught before. */
    void learn() {
        learn(posterior.skills());
    }

    /** Learns from the answers with the truth known, in canonical form. */
    void learn(Reading truth) {
        learn(posterior.skills(ballotOfCanonical(truth)));
    }

    String ballot(Reading reading) {
        return Normaliser.ballot(reading, field, form.locale());
    }

    /** The same of what the task was settled on. */
    String ballotOfCanonical(Reading settled) {
        return Normaliser.ballotOfCanonical(settled, field, form.locale());
    }

    private void learn(Skill[] skills) {
        SortedMap<String, Skill> gained = new TreeMap<>();
        Map<Long, Skill> changed = new HashMap<>();
        for (int i = 0; i < heard.size(); i++) {
            Given given = heard.get(i);
            if (!skills[i].equals(given.learned)) {
                gained.merge(given.voter, skills[i].minus(given.learned), Skill::plus);
                changed.put(given.id, skills[i]);
            }
        }
        changed.forEach((answer, skill) -> handle.execute(
                "update answer set missed = ?, fresh = ?, before = ? where id = ?",
                skill.missed(), skill.fresh(), skill.before(), answer));
        voters.learn(handle, field.kind(), gained);
    }
}
