/**
 * From a page in the form's frame to pictures of single fields that show their own ink and nothing else.
 *
 * <p>Lengths are pixels of the frame, 300 to the inch.
 */
package dev.stitchwork.splitter.cutting;
