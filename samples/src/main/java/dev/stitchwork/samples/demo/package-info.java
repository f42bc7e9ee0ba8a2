/** The demonstration: a whole installation on loopback, a batch of printed forms, a crowd, and what came of it. */
package dev.stitchwork.samples.demo;
