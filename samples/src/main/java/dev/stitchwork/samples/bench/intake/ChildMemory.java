package dev.stitchwork.samples.bench.intake;

import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at what each child process of this one holds in memory, a hundred times a second, and keeps the most. */
final class ChildMemory implements AutoCloseable {
    private static final long EVERY_MS = 10;

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile double most;

    ChildMemory() {
        Thread watch = new Thread(this::watch, "memory of children");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        while (!over.get()) {
            most = Math.max(most, ProcessHandle.current().children()
                    .mapToDouble(child -> Memory.residentMb(Long.toString(child.pid()))).max().orElse(0));
            try {
                Thread.sleep(EVERY_MS);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** The most that one of them held at one time. */
    double mostMb() {
        return most;
    }

    @Override
    public void close() {
        over.set(true);
    }
}
