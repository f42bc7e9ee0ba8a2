/**
 * How exactly a form is laid over real scans and photographs: where the program says that points of the blank lie, against
 * where they were found by other means.
 */
package dev.stitchwork.samples.bench.registration;
