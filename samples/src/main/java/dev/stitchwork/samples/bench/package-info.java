/**
 * Measurements. Each is a sub-command of {@code stitchwork bench} that prints one table of a README again: counts against
 * a known truth, or a cost as a ratio to a peer or to the raw work, taken in the same run.
 */
package dev.stitchwork.samples.bench;
