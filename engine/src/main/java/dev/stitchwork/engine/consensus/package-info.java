/**
 * What several answers add up to: normalise, vote, decide when to stop.
 *
 * <p>Pure: no clock, randomness, SQL, files or network.
 */
package dev.stitchwork.engine.consensus;
