package dev.stitchwork.ui;

import java.util.concurrent.Callable;

/**
 * A sub-command of {@code stitchwork}: a class annotated for picocli that returns its exit code. Those of other modules
 * are found by {@link java.util.ServiceLoader}.
 */
public interface Command extends Callable<Integer> {}
