/**
 * Typed text: many keyings of one line brought to the text that most likely stood on the paper.
 *
 * <p>Pure: no clock, randomness, SQL, files or network.
 */
package dev.stitchwork.engine.consensus.text;
