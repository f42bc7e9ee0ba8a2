/** The commands of {@code stitchwork}: one runs a server, the others talk to one over HTTP like any client's program. */
package dev.stitchwork.ui.cli;
