/** Settled answers to the files a client downloads. */
package dev.stitchwork.stitcher;
