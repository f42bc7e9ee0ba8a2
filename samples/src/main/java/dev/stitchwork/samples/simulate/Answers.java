package dev.stitchwork.samples.simulate;

import java.util.HashMap;
import java.util.Map;

/** What the virtual workers key: mostly the right thing, sometimes the usual misreading, and a party what its first said. */
final class Answers {
    private static final double USUAL_MISREADING = 0.4;

    private final Votes votes;
    private final Chance chance;
    private final Map<Integer, Integer> ofParty = new HashMap<>();

    Answers(Votes votes, Chance chance) {
        this.votes = votes;
        this.chance = chance;
    }

    int value(VirtualWorker worker, int fragment) {
        if (!worker.inParty) {
            return own(worker);
        }
        int value = ofParty.computeIfAbsent(fragment, first -> own(worker));
        if (!votes.isOpen(fragment)) {
            ofParty.remove(fragment);
        }
        return value;
    }

    private int own(VirtualWorker worker) {
        if (!chance.happens(worker.errorRate)) {
            return 0;
        }
        return chance.happens(USUAL_MISREADING) ? 1 : 2 + chance.below(Votes.VALUES - 2);
    }
}
