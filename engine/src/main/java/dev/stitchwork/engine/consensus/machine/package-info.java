/**
 * What a machine's confidence is worth, learned from people's answers, and from which on it may decide alone.
 *
 * <p>Pure: no clock, randomness, SQL, files or network.
 */
package dev.stitchwork.engine.consensus.machine;
