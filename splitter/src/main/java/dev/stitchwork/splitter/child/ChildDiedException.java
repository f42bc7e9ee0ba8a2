package dev.stitchwork.splitter.child;

/** A child ended, or was ended, in the midst of its work; the cause says by what. */
final class ChildDiedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What a child dies of; each knows the sentence that ends "Expected to decode page 1 of scan 'x' ...". */
    enum Cause {
        /** The page's time on the clock. */
        TIME,
        /** The page's time of the processor. */
        PROCESSOR,
        /** Its heap, or the memory of the whole process. */
        MEMORY,
        /** It said something that cannot be. */
        ANSWER,
        /** Whoever asked was told to stop. */
        STOPPED,
        /** Something else: a fault in native code, a signal. */
        CRASH
    }

    private final Cause how;

    ChildDiedException(Cause how, Throwable cause) {
        super(how.name(), cause);
        this.how = how;
    }

    Cause how() {
        return how;
    }

    /** One sentence for the client, of a page that was to be decoded. */
    String sentence(String what, ChildLimits limits) {
        return sentenceOf("Expected to decode " + what, limits);
    }

    /** One sentence, of print that was to be read. */
    String unread(ChildLimits limits) {
        return sentenceOf("Expected to read its print", limits);
    }

    private String sentenceOf(String wanted, ChildLimits limits) {
        return switch (how) {
            case TIME -> wanted + " in %d seconds but it took longer.".formatted(limits.intake().pageTime().toSeconds());
            case PROCESSOR -> wanted + " in %d seconds of processor time but it took more."
                    .formatted(limits.processorTime().toSeconds());
            case MEMORY -> wanted + " in %d MB of memory but it needs more: scan it in grey at 300 dpi, or save it anew."
                    .formatted(limits.memoryBytes() / 1_000_000);
            case ANSWER -> wanted + " but what came of it cannot be a page: save it anew.";
            case STOPPED -> wanted + " but was told to stop.";
            case CRASH -> wanted + " but its decoder broke down over it: save it anew.";
        };
    }
}
