/**
 * The verifier of the privacy guarantee: a program of its own, which imports nothing but the JDK. It knows the format of
 * the exposure log and the guarantee's text, and shares no line of code with the engine that wrote the log.
 */
package dev.stitchwork.samples.verify;
