package dev.stitchwork.engine.store;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Consensus;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.consensus.Posterior;
import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.consensus.Voice;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.consensus.trust.Gold;
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
import org.jdbi.v3.core.Handle;

/**
 * One task with all its answers and what is known of whoever gave them: read, judged, and learned from, under the lock of its
 * document.
 */
final class Question {
    /** Confidences that a machine states count as one from here to the next: how often it is right there is learned. */
    private static final double[] BANDS = {0.5, 0.8, 0.95, 0.99};

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

    /**
     * An answer as it was given.
     *
     * @param voter whose record it belongs to
     * @param learned what it has added to that record
     */
    private record Given(long id, Voice voice, String voter, Skill learned) {}

    private Question(Handle handle, Voters voters, FormTemplate form, ResultSet row) throws SQLException {
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
        answers = answers(row.getLong("template"));
        crowd = voters.crowd(handle, field.kind());
        heard = heard();
        Map<String, Skill> skills = voters.skills(handle, field.kind(), heard.stream().map(Given::voter).distinct().toList());
        double[] accuracies = heard.stream()
                .mapToDouble(given -> 1 - skills.getOrDefault(given.voter, Skill.NONE).minus(given.learned).wrong(crowd.wrong()))
                .toArray();
        posterior = new Posterior(heard.stream().map(Given::voice).toList(), accuracies, field, form.locale(), crowd);
    }

    static Question of(Handle handle, Templates templates, Voters voters, long task) {
        return handle.createQuery("""
                        select t.id, t.batch, t.document, t.sensitivity, d.template, b.agree, b.answers_max, b.machine_votes_at,
                               b.machine_wrong_max, f.field as field_name,
                               q.wrong_max
                        from task t join batch b on b.id = t.batch join document d on d.id = t.document join fragment f on f.id = t.fragment
                             left join batch_target q on q.batch = t.batch and q.sensitivity = t.sensitivity
                        where t.id = :task
                        """)
                .bind("task", task)
                .map((row, context) -> new Question(handle, voters, templates.form(handle, row.getLong("template")), row))
                .one();
    }

    private List<Given> answers(long template) {
        Map<Long, Integer> rings = OddWorks.rings(handle, task);
        return handle.createQuery("""
                        select id, worker, reader, confidence, verdict, text, missed, fresh, before
                        from answer where task = :task order by id
                        """)
                .bind("task", task)
                .map((row, context) -> {
                    String reader = row.getString("reader");
                    String voter = reader == null ? "worker " + row.getLong("worker")
                            : "%s %d %d".formatted(reader, template, band(row.getDouble("confidence")));
                    Integer ring = rings.get(row.getLong("worker"));
                    String speaker = reader != null ? reader : ring == null ? voter : "ring " + ring;
                    Voice voice = new Voice(
                            speaker, reader != null, row.getDouble("confidence"), Readings.of(row));
                    return new Given(row.getLong("id"), voice, voter, Voters.skill(row));
                })
                .list();
    }

    private static int band(double confidence) {
        int band = 0;
        while (band < BANDS.length && confidence >= BANDS[band]) {
            band++;
        }
        return band;
    }

    /** All people, those who copy as one, and of the machines, which look at the same pixels, the one that is surest. */
    private List<Given> heard() {
        Optional<Given> machine = answers.stream()
                .filter(given -> given.voice.machine() && field.machine().votes())
                .max(Comparator.comparingDouble(given -> given.voice.confidence()));
        List<Given> heard = new ArrayList<>(machine.stream().toList());
        Set<String> speakers = new HashSet<>();
        answers.stream().filter(given -> !given.voice.machine() && speakers.add(given.voice.voter())).forEach(heard::add);
        return heard;
    }

    /** Every voice as it came. */
    List<Voice> voices() {
        return answers.stream().map(Given::voice).toList();
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
        return byMachine.isPresent() ? byMachine.get() : posterior.verdict(
                voters.bound(handle, batch, sensitivity, target.get()), QualityTarget.floor(sensitivity), votes.answersMax());
    }

    /** Learns from the answers as sure as they are, instead of what they taught before. */
    void learn() {
        learn(posterior.skills());
    }

    /** Learns from the answers with the truth known. */
    void learn(Reading truth) {
        learn(posterior.skills(ballot(truth)));
    }

    String ballot(Reading reading) {
        return Normaliser.ballot(reading, field, form.locale());
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
