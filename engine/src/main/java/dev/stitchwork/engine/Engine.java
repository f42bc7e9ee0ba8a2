package dev.stitchwork.engine;

/** One running installation: opens its database and vault, runs its jobs, and hands out the three desks. */
public final class Engine implements AutoCloseable {
    private Engine() {}

    /** Opens the installation, migrates its database and takes up the work where it was left. */
    public static Engine open(EngineSettings settings, Splitter splitter, Stitcher stitcher) {
        throw new UnsupportedOperationException("not built yet");
    }

    public WorkDesk workDesk() {
        throw new UnsupportedOperationException("not built yet");
    }

    public BatchDesk batchDesk() {
        throw new UnsupportedOperationException("not built yet");
    }

    public Office office() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Ends the jobs, lets running commits finish, and closes the database. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("not built yet");
    }
}
