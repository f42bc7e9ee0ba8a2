/**
 * Pictures as plain arrays: grey, masks, blobs. Nothing here knows a file format or a form.
 *
 * <p>Coordinates are continuous and count from the top left corner of the picture: pixel (0, 0) covers the square from
 * (0, 0) to (1, 1) and its centre is (0.5, 0.5), so that scaling a picture scales coordinates and nothing else.
 */
package dev.stitchwork.splitter.raster;
