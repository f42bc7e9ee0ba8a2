/**
 * What an empty form looks like: pages, fields, boxes and rules, read from a JSON file.
 *
 * <p>Pure: no clock, randomness, SQL, files or network. All lengths are millimetres from the top left of the page.
 */
package dev.stitchwork.engine.form;
