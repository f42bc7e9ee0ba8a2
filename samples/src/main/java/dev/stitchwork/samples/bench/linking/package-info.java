/** Whether what workers receive tells which fragments belong to one document, though the guarantee says that it must not. */
package dev.stitchwork.samples.bench.linking;
