/**
 * Labelled ink: forms of random layout, printed and filled in with a second picture that knows of each pixel whose ink it
 * is, so that every dark pixel of a fragment can be followed back to the field it was written in.
 */
package dev.stitchwork.samples.bench.crops;
