package dev.stitchwork.engine.store;

import dev.stitchwork.engine.consensus.Consensus;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.consensus.Voice;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import dev.stitchwork.engine.store.Documents.Cut;
import dev.stitchwork.engine.store.Documents.Piece;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A document with what its machine readings add up to, fragment by fragment.
 *
 * @param drawn pieces, by their place, that a person is asked about although a machine has settled them: as many of a
 *     hundred as are asked again of those that people settle, so that a certificate speaks for both alike
 */
record VotedDocument(Cut cut, Form form, List<Verdict> verdicts, BitSet drawn) {
    static VotedDocument of(Cut cut, Form form, Policy policy, RandomGenerator random) {
        List<Verdict> verdicts = cut.pieces().stream().map(piece -> first(piece, form, policy, random)).toList();
        BitSet drawn = new BitSet();
        for (int i = 0; i < verdicts.size(); i++) {
            SensitivityClass sensitivity = form.says().field(cut.pieces().get(i).field()).orElseThrow().sensitivity().sensitivityClass();
            drawn.set(i, verdicts.get(i) instanceof Verdict.Agreed && policy.targets().contains(sensitivity)
                    && random.nextDouble() < Settling.AUDITED);
        }
        return new VotedDocument(cut, form, verdicts, drawn);
    }

    /** Most answers of people that any of the pieces wants. */
    int turnsMost() {
        return Math.max(
                drawn.isEmpty() ? 0 : 1,
                verdicts.stream().mapToInt(verdict -> verdict instanceof Verdict.Open open ? open.more() : 0).max().orElse(0));
    }

    /** Whether a person is asked about this piece. */
    boolean isAsked(int piece) {
        return verdicts.get(piece) instanceof Verdict.Open || drawn.get(piece);
    }

    private static Verdict first(Piece piece, Form form, Policy policy, RandomGenerator random) {
        List<Voice> voices = piece.machineReadings().stream()
                .map(reading -> new Voice(reading.reader(), true, reading.confidence(), reading.reading()))
                .toList();
        Field said = form.says().field(piece.field()).orElseThrow();
        MachineTrust machines = policy.machines().get(form);
        Field field = machines == null ? said : machines.judged(said, piece.machineReadings(), random);
        return Consensus.of(voices, field, form.says().locale(), policy.votes());
    }

    /** One of the batch's forms, with how the log sees it. */
    record Form(long template, FormTemplate says, Pieces cuts) {
        Form(long template, FormTemplate says) {
            this(template, says, Pieces.of(says));
        }
    }

    /**
     * @param machines by form; none where the template says when machines decide
     * @param guarantee empty for a batch opened before there was a log: the crowd sees nothing more of it
     * @param targets classes of which the client named a share of wrong fields
     */
    record Policy(
            VotePolicy votes, Map<Form, MachineTrust> machines, Optional<Guarantee> guarantee, Set<SensitivityClass> targets) {}
}
