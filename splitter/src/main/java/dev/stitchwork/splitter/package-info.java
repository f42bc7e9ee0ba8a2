/** Scans to fragments: decode, register, cut, anonymise, read by machine. */
package dev.stitchwork.splitter;
