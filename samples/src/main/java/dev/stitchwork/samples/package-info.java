/** The tour: sample forms, a simulated crowd, benchmarks and whole-house tests. */
package dev.stitchwork.samples;
