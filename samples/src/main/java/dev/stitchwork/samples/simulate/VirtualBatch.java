package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.Candidate;
import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.exposure.Workload;
import dev.stitchwork.engine.form.SensitivityClass;
import dev.stitchwork.samples.simulate.SimulationSettings.Rules;
import java.util.Arrays;
import java.util.BitSet;

/** The documents of a run and how far each fragment is; a fragment's number is its document's, times pieces, plus its piece. */
final class VirtualBatch {
    private static final int CLASSES = SensitivityClass.values().length;

    private final Pieces pieces;
    private final Votes votes;
    private final int[] ink;
    private final Audience[] audience;
    private final boolean[] released;
    private final byte[] live;
    private final short[] unsettled;
    private final BitSet keyed = new BitSet();

    VirtualBatch(int documents, VirtualForm form, int fieldsMin, Rules rules, Chance chance) {
        pieces = form.pieces();
        int fragments = Math.multiplyExact(documents, pieces.count());
        votes = new Votes(fragments);
        ink = new int[fragments];
        audience = new Audience[fragments];
        released = new boolean[fragments];
        live = new byte[fragments];
        unsettled = new short[documents * CLASSES];
        for (int document = 0; document < documents; document++) {
            fill(document, form.fill(fieldsMin, chance), rules);
        }
    }

    private void fill(int document, int[] inkPpm, Rules rules) {
        Guarantee guarantee = rules.effective();
        Sabotage sabotage = rules.sabotage();
        BitSet held = rules.splitting() ? pieces.heldBack(inkPpm, guarantee) : new BitSet();
        for (int piece = 0; piece < inkPpm.length; piece++) {
            int fragment = document * pieces.count() + piece;
            ink[fragment] = inkPpm[piece];
            boolean heavy = inkPpm[piece] > guarantee.inkMaxPpm();
            boolean ignored = heavy ? sabotage == Sabotage.INK : sabotage == Sabotage.HELD_BACK;
            audience[fragment] = inkPpm[piece] == 0
                    ? Audience.NOBODY
                    : held.get(piece) && !ignored ? Audience.TRUSTED : Audience.CROWD;
            if (audience[fragment] == Audience.CROWD) {
                unsettled[place(fragment)]++;
            }
        }
    }

    Pieces pieces() {
        return pieces;
    }

    Votes votes() {
        return votes;
    }

    int fragments() {
        return ink.length;
    }

    int fragment(int document, int piece) {
        return document * pieces.count() + piece;
    }

    int documentOf(int fragment) {
        return fragment / pieces.count();
    }

    int pieceOf(int fragment) {
        return fragment % pieces.count();
    }

    SensitivityClass classOf(int fragment) {
        return pieces.classOf(pieceOf(fragment));
    }

    int inkOf(int fragment) {
        return ink[fragment];
    }

    Audience audienceOf(int fragment) {
        return audience[fragment];
    }

    int[] inksOf(int document) {
        return Arrays.copyOfRange(ink, document * pieces.count(), (document + 1) * pieces.count());
    }

    Audience[] audiencesOf(int document) {
        return Arrays.copyOfRange(audience, document * pieces.count(), (document + 1) * pieces.count());
    }

    /** Classes in which fragments of this document need people of the crowd. */
    int classesOf(int document) {
        int classes = ClassSet.NONE;
        for (int each = 0; each < CLASSES; each++) {
            classes |= unsettled[document * CLASSES + each] > 0 ? 1 << each : 0;
        }
        return classes;
    }

    void release(int fragment) {
        released[fragment] = true;
    }

    boolean isReleased(int fragment) {
        return released[fragment];
    }

    Candidate candidate(int fragment) {
        return new Candidate(
                documentOf(fragment),
                pieceOf(fragment),
                classOf(fragment),
                ink[fragment],
                audience[fragment] != Audience.CROWD,
                released[fragment]);
    }

    /** Turns that could be given out now, whoever may take them. */
    int turnsFree(int fragment) {
        return audience[fragment] == Audience.CROWD ? Math.max(0, votes.wanted(fragment) - live[fragment]) : 0;
    }

    void live(int fragment, int change) {
        live[fragment] += (byte) change;
    }

    /** Notes that the trusted tier has done a fragment. */
    void key(int fragment) {
        keyed.set(fragment);
    }

    /** Notes that a fragment needs the crowd no more; true where it was the last of its class of its document. */
    boolean settle(int fragment) {
        return --unsettled[place(fragment)] == 0;
    }

    /** What is still to do, as the planner asks it; turns under way count as still to do. */
    Workload workload(double trustedMeanSeconds) {
        double[] turns = new double[CLASSES];
        int[] most = new int[CLASSES];
        int[] pool = new int[CLASSES];
        int waiting = ClassSet.NONE;
        int trusted = 0;
        for (int document = 0; document < unsettled.length / CLASSES; document++) {
            int[] ofDocument = new int[CLASSES];
            for (int piece = 0; piece < pieces.count(); piece++) {
                int fragment = fragment(document, piece);
                if (audience[fragment] == Audience.CROWD) {
                    ofDocument[pieces.classOf(piece).ordinal()] += votes.wanted(fragment);
                    waiting |= released[fragment] ? ClassSet.NONE : ClassSet.of(pieces.classOf(piece));
                }
                boolean forTrusted = audience[fragment] == Audience.TRUSTED || votes.isDisputed(fragment);
                trusted += forTrusted && !keyed.get(fragment) ? 1 : 0;
            }
            for (int each = 0; each < CLASSES; each++) {
                turns[each] += ofDocument[each];
                most[each] = Math.max(most[each], ofDocument[each]);
                pool[each] += ofDocument[each] > 0 ? 1 : 0;
            }
        }
        for (int each = 0; each < CLASSES; each++) {
            pool[each] = (waiting & 1 << each) == 0 ? 0 : pool[each];
        }
        return new Workload(turns, most, pool, trusted, trustedMeanSeconds);
    }

    private int place(int fragment) {
        return documentOf(fragment) * CLASSES + classOf(fragment).ordinal();
    }
}
