package dev.stitchwork.engine;

/** How far a task is. */
public enum TaskState {
    /** From the start, until enough answers agree or all are spent. */
    OPEN,
    /** From OPEN, when enough answers agree. Final. */
    AGREED,
    /** From OPEN, when all answers are spent without agreement. */
    DISPUTED,
    /** From DISPUTED, by an adjudicator's word. Final. */
    ADJUDICATED
}
