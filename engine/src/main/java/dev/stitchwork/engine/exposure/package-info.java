/**
 * Who may see what. Pure: no clock, randomness, SQL, files or network.
 */
package dev.stitchwork.engine.exposure;
