/** The kill test: a server in a process of its own, killed again and again while a batch is keyed. */
package dev.stitchwork.samples.kill;
