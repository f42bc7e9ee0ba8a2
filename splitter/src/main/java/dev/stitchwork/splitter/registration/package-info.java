/**
 * Where each point of the empty form lies in a scan, and the scan redrawn in the form's own frame.
 *
 * <p>The frame is the template page at 300 dots an inch, continuous coordinates from the top left.
 */
package dev.stitchwork.splitter.registration;
