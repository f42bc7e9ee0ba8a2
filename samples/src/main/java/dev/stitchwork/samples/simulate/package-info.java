/**
 * A crowd in virtual time under the engine's own exposure law: one thread, one seed, the same bytes every time.
 */
package dev.stitchwork.samples.simulate;
