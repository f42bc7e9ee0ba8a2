/** How well marks are read by machine on real sheets, against what people read there. */
package dev.stitchwork.samples.bench.marks;
