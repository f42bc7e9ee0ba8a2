/**
 * Files are decoded and print is read in child processes, which may die: a bounded heap, bounded time, no files and no
 * network where the kernel allows it. Out of a child come page counts, sizes, pixels and readings, each checked.
 *
 * <p>{@code Children} keeps a few of them warm, {@code ChildSession} is one thread's use of one, {@code ChildMain} is what
 * runs inside.
 */
package dev.stitchwork.splitter.child;
