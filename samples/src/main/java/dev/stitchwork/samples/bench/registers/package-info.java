/** How registers are cut into rows and cells. */
package dev.stitchwork.samples.bench.registers;
