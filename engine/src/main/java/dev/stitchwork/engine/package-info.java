/**
 * The domain and its three doors: {@link dev.stitchwork.engine.WorkDesk} for workers,
 * {@link dev.stitchwork.engine.BatchDesk} for clients, {@link dev.stitchwork.engine.Office} for operators; and the
 * values that pass through them.
 */
package dev.stitchwork.engine;
