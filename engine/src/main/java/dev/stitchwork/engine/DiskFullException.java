package dev.stitchwork.engine;

import java.io.IOException;

/** The disk has no room for what was to be stored; nothing of it is kept. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;

    public DiskFullException(String what, Throwable cause) {
        super("Expected room for %s but the server's disk is full: have space freed there, then try again.".formatted(what), cause);
    }
}
