/** Whole-house tests: real forms, planted words, bad files, each through the HTTP API of a whole installation. */
package dev.stitchwork.samples.house;
