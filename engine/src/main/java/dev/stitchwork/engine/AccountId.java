package dev.stitchwork.engine;

/** Names one account inside this installation; never shown to another account. */
public record AccountId(long value) {}
