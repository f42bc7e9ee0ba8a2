package dev.stitchwork.engine;

/** What an account may do: each role has one desk. */
public enum Role {
    WORKER, CLIENT, OPERATOR
}
