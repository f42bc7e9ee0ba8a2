/** Filled-in copies of the sample form: invented people, their pens, and the scanner that spoils the page a little. */
package dev.stitchwork.samples.scan;
