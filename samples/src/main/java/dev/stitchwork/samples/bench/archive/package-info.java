/**
 * Measurements on archive pages with a known transcription: which of a machine's words may be taken, and whether a line
 * that is cut out is still read as well as on its page.
 */
package dev.stitchwork.samples.bench.archive;
