/**
 * Typed values: numbers, dates, codes and names, where there is no list of what can be answered.
 *
 * <p>Pure: no clock, randomness, SQL, files or network.
 */
package dev.stitchwork.engine.consensus.typed;
