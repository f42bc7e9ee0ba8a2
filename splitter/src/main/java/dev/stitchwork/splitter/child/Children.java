package dev.stitchwork.splitter.child;

import dev.stitchwork.splitter.scratch.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child processes of this one: as many as there are files to be read at one time, kept warm between files, watched
 * while they work, replaced when they have grown or served long. Safe for use by several threads.
 */
public final class Children implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Children.class);
    private static final long WATCH_EVERY_MS = 50;
    private static final AtomicBoolean OPEN_DOORS_SAID = new AtomicBoolean();

    private final ChildLimits limits;
    private final ChildProgram program;
    private final Semaphore turns;
    /** What somebody waits for at a page of the browser does not queue behind files of five hundred pages. */
    private final Semaphore shortTurns = new Semaphore(1, true);
    private final Queue<Child> idle = new ConcurrentLinkedQueue<>();
    private final Set<Child> lent = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private final Optional<ScratchFolder> ownFolder;
    private volatile boolean closed;

    /**
     * Children that decode and read print; none is started yet.
     *
     * @param natives folder for native libraries and language data; made where it is missing, in one that is there
     * @param children most that work at one time, besides one for short turns
     */
    public static Children reading(ChildLimits limits, Path natives, int children) {
        return open(limits, Optional.of(natives), true, true, children);
    }

    /** Children that decode and leave print to people. */
    public static Children decoding(ChildLimits limits, int children) {
        return open(limits, Optional.empty(), false, true, children);
    }

    static Children open(ChildLimits limits, Optional<Path> natives, boolean reading, boolean shutIn, int children) {
        try {
            Optional<ScratchFolder> own = natives.isPresent() ? Optional.empty() : Optional.of(ScratchFolder.open());
            Path folder = natives.or(() -> own.map(scratch -> scratch.path().resolve("natives"))).orElseThrow();
            try {
                return new Children(limits, new ChildProgram(limits, folder, reading, shutIn, ChildMain.class.getName()), children, own);
            } catch (IOException | RuntimeException unusable) {
                own.ifPresent(ScratchFolder::close);
                throw unusable;
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "Expected a folder for decoders to load their libraries from but it cannot be written: " + unusable.getMessage(), unusable);
        }
    }

    private Children(ChildLimits limits, ChildProgram program, int children, Optional<ScratchFolder> ownFolder) {
        if (children < 1) {
            throw new IllegalArgumentException("Expected at least 1 decoder but was %d.".formatted(children));
        }
        this.limits = limits;
        this.program = program;
        this.turns = new Semaphore(children, true);
        this.ownFolder = ownFolder;
        watch = new Thread(this::watch, "watch over decoders");
        watch.setDaemon(true);
        watch.start();
        ChildProgram.openDoors().filter(why -> !OPEN_DOORS_SAID.getAndSet(true)).ifPresent(LOG::warn);
    }

    /** As many as there are processors. */
    public static int usual() {
        return Runtime.getRuntime().availableProcessors();
    }

    public ChildLimits limits() {
        return limits;
    }

    /** One thread's use of a child, for a file; waits while all are taken. */
    public ChildSession session() {
        return new ChildSession(this, turns);
    }

    /** One thread's use of a child, for something that is done in a moment and that somebody waits for. */
    public ChildSession shortSession() {
        return new ChildSession(this, shortTurns);
    }

    /** Why no print is read; empty where it is. Starts a child where none runs yet. */
    public Optional<String> unread() {
        Child child = idle.peek();
        if (child != null) {
            return child.unread();
        }
        try {
            child = lend();
        } catch (IOException failed) {
            LOG.warn("A decoder could not be started.", failed);
            return Optional.of("Printed text is not read by machine for now (no decoder could be started): people key every field.");
        }
        try {
            return child.unread();
        } finally {
            takeBack(child);
        }
    }

    Child lend() throws IOException {
        for (Child child = idle.poll(); child != null; child = idle.poll()) {
            if (child.isAlive()) {
                lent.add(child);
                return child;
            }
        }
        if (closed) {
            throw new IOException("Expected a decoder but the service is stopping.");
        }
        Child child = new Child(program.start(), limits);
        lent.add(child);
        return child;
    }

    void takeBack(Child child) {
        lent.remove(child);
        if (!closed && child.isFit()) {
            idle.add(child);
        } else {
            child.close();
        }
        if (closed) {
            endIdle();
        }
    }

    private void watch() {
        while (!closed) {
            lent.forEach(Child::check);
            try {
                Thread.sleep(WATCH_EVERY_MS);
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void endIdle() {
        for (Child child = idle.poll(); child != null; child = idle.poll()) {
            child.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        endIdle();
        lent.forEach(Child::close);
        ownFolder.ifPresent(ScratchFolder::close);
    }
}
