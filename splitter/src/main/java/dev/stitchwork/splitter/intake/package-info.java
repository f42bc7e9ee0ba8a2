/**
 * Files to grey pages: which format, how many pages, how large, decoded one page at a time within limits.
 *
 * <p>The only package that knows file formats. Everything that comes in is hostile until a limit says otherwise.
 */
package dev.stitchwork.splitter.intake;
