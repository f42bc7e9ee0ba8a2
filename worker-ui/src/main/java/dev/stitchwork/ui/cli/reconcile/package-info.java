/** {@code stitchwork reconcile}: answers of any crowd, from a file, brought to one value an item. Needs no server. */
package dev.stitchwork.ui.cli.reconcile;
