package dev.stitchwork.samples.bench;

import java.util.concurrent.Callable;

/**
 * One measurement: a class annotated for picocli that prints its table and returns its exit code, which is not that of
 * success where a bound of the table is missed. Found by {@link java.util.ServiceLoader}.
 */
public interface Bench extends Callable<Integer> {}
