/**
 * Measurements of how files become pages: formats against poppler and ImageMagick, hostile files, and what keeping
 * decoders in processes of their own costs.
 */
package dev.stitchwork.samples.bench.intake;
