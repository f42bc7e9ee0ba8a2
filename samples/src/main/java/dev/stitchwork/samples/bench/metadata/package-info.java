/**
 * Whether anything that stands in a file besides its pixels gets into a fragment: files stuffed with marked words in every
 * place that their format has, and two readers, one of them our own, that look for the words in what was cut.
 */
package dev.stitchwork.samples.bench.metadata;
