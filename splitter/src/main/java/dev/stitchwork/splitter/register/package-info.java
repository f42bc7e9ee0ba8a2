/**
 * Pages of registers and ledgers: ruled tables, each row of which becomes a document and each cell a piece or more.
 *
 * <p>Lengths are pixels of the page turned upright, levelled and drawn at {@value
 * dev.stitchwork.splitter.freepage.UprightPage#TABLE_DPI} dots an inch of its template's paper.
 */
package dev.stitchwork.splitter.register;
