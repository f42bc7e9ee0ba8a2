package dev.stitchwork.engine;

/** How far an uploaded file is. */
public enum FileState {
    /** From the moment its bytes are safe, until it is split. */
    RECEIVED,
    /** From RECEIVED, when its documents are cut; some of them may have been refused. */
    SPLIT,
    /** From RECEIVED, when nothing of it can be used; the reason is kept. */
    UNREADABLE
}
