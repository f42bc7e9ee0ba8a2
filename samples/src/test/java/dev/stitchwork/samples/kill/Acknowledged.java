package dev.stitchwork.samples.kill;

/**
 * An answer that the server said it kept.
 *
 * @param worker which worker's connection gave it
 * @param path where it was handed in
 */
record Acknowledged(int worker, String path, String key, String verdict, String text) {}
