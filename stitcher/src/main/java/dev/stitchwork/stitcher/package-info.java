/**
 * Settled answers to the files a client downloads: a {@link dev.stitchwork.engine.Transcript} is joined into a
 * {@code FormRecord}, and each format writes that in its own way. README.md lists every column and property.
 */
package dev.stitchwork.stitcher;
