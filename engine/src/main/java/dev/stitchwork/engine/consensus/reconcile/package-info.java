/**
 * Answers of any kind, from anywhere, reconciled as a whole: what {@code stitchwork reconcile} does.
 *
 * <p>Pure: no clock, randomness, SQL, files or network; the order of a replay is passed in.
 */
package dev.stitchwork.engine.consensus.reconcile;
