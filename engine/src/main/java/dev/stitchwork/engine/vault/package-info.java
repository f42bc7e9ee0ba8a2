/** Encrypted bytes at rest: one key per batch, wrapped by the installation's master key. */
package dev.stitchwork.engine.vault;
