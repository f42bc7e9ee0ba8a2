/** What machines read in a page: ink or none, marks, print, and values typed into an electronic form. */
package dev.stitchwork.splitter.reading;
