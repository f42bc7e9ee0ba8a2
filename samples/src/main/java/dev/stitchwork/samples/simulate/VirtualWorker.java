package dev.stitchwork.samples.simulate;

/** One account of the crowd: its habits, and what it has on its screen. */
final class VirtualWorker {
    final int account;
    final double secondsPerFragment;
    final double errorRate;
    final boolean inParty;

    boolean gone;
    int answers;
    long sittingEnds;
    Turn current;
    Turn ahead;

    VirtualWorker(int account, double secondsPerFragment, double errorRate, boolean inParty) {
        this.account = account;
        this.secondsPerFragment = secondsPerFragment;
        this.errorRate = errorRate;
        this.inParty = inParty;
    }

    /** One lease: over once it is answered, given back or out of time. */
    static final class Turn {
        final int fragment;
        boolean over;

        Turn(int fragment) {
            this.fragment = fragment;
        }
    }
}
