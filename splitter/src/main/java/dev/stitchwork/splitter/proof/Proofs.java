package dev.stitchwork.splitter.proof;

/** Hears how a file is split, page by page, as it happens; for the client who checks a template. */
public interface Proofs {
    /** Hears nothing. */
    Proofs NONE = new Proofs() {
        @Override
        public void opened(int pages) {}

        @Override
        public void page(PageProof proof) {}
    };

    /** The file could be opened. */
    void opened(int pages);

    /** A page was cut. Its document may still be refused for another page's sake. */
    void page(PageProof proof);

    /** A page without a printed form was cut. */
    default void freePage(FreePageProof proof) {}
}
