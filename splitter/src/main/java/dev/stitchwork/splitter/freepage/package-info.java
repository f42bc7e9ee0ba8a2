/**
 * Pages without a printed form: running text cut into words or lines.
 *
 * <p>Lengths are pixels of the upright page, on which the small letters are some {@value
 * dev.stitchwork.splitter.freepage.UprightPage#SMALL_LETTER} pixels high.
 */
package dev.stitchwork.splitter.freepage;
