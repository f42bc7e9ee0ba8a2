/**
 * Closed answers: a few possible labels, many workers, each with their own habits of error.
 *
 * <p>Pure: no clock, randomness, SQL, files or network. Everything is plain arrays of numbers, since the model is
 * refitted while people wait for their next task.
 */
package dev.stitchwork.engine.consensus.closed;
