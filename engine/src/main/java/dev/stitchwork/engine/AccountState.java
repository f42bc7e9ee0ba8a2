package dev.stitchwork.engine;

/** Whether an account lets somebody in. */
public enum AccountState {
    /** From the invitation, until it is accepted. Closing it now frees its name. */
    INVITED,
    /** From INVITED, when a password is set. */
    ACTIVE,
    /** From ACTIVE, when an operator closes it. Final. */
    CLOSED
}
