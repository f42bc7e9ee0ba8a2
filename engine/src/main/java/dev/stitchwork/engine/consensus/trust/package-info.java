/**
 * What the outcome and the people can be trusted for: gold, certificates, cheats, rules across fields.
 *
 * <p>Pure: no clock, randomness, SQL, files or network.
 */
package dev.stitchwork.engine.consensus.trust;
