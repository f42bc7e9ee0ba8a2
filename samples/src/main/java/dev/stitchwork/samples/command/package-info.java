/**
 * The sub-commands {@code verify} and {@code simulate} of the command line.
 */
package dev.stitchwork.samples.command;
