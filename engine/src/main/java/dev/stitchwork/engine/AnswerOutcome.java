package dev.stitchwork.engine;

/** What became of an answer handed in. */
public enum AnswerOutcome {
    /** It is kept, durably; also the reply to the same key with the same content again. */
    KEPT,
    /** The turn is over and the task can use no further answer, or the token was never this worker's. */
    LEASE_OVER,
    /** The key was used before with other content. */
    KEY_CLASH
}
