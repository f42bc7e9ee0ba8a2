/** What reconciling answers reaches: on recorded crowds, on simulated ones, and at what cost. */
package dev.stitchwork.samples.bench.reconcile;
