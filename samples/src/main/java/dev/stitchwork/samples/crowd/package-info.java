/**
 * A simulated crowd: workers who sign in over HTTP, look at one picture at a time, and err the way people do.
 *
 * <p>How a program that cannot read knows what a picture says: the demo stands beside the splitter ({@link
 * dev.stitchwork.samples.crowd.Witness}), knows what was written on every form, and notes for each fragment the hash of
 * its picture and the truth. A worker is given the picture's bytes and nothing else, exactly as the web page is, and asks
 * the note what a person would see there. Nothing passes through the engine that a real worker would not send or get.
 */
package dev.stitchwork.samples.crowd;
