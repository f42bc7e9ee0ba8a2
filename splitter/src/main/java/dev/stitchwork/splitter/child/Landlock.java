package dev.stitchwork.splitter.child;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Starts a process that may read a few folders and reach no other file and no network: Landlock (Linux 5.13,
 * {@code Documentation/userspace-api/landlock.rst}; structures of {@code linux/landlock.h}).
 *
 * <p>The kernel shuts in the thread that asks for it and whatever that thread starts. So a thread that lives for nothing
 * else shuts itself in, starts the process, and ends: from its first instruction the process is in, and we are not.
 */
final class Landlock {
    private static final long CREATE_RULESET = 444;
    private static final long ADD_RULE = 445;
    private static final long RESTRICT_SELF = 446;
    private static final int ASK_VERSION = 1;
    private static final int PATH_BENEATH = 1;

    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_FOLDER = 1 << 3;
    /** Rights of the first version: thirteen, to read, write, make and remove. */
    private static final long FILE_RIGHTS = (1 << 13) - 1;
    private static final long MOVE = 1 << 13;
    private static final long TRUNCATE = 1 << 14;
    private static final long DEVICE_CONTROL = 1 << 15;
    /** To bind and to connect TCP, from version 4. */
    private static final long NETWORK_RIGHTS = 3;
    /** Sockets without a name in the file system, and signals to others, from version 6. */
    private static final long SCOPES = 3;

    /** A child gets a tenth of a processor that the service wants as well. */
    private static final int NICE = 10;

    private Landlock() {}

    /**
     * The version that the kernel offers.
     *
     * @return empty where it offers none
     */
    static Optional<Integer> version() {
        try {
            long version = Kernel.isLinux() ? Kernel.call(CREATE_RULESET, Pointer.NULL, 0L, ASK_VERSION) : -1;
            return version < 1 ? Optional.empty() : Optional.of((int) version);
        } catch (LinkageError noNativeCode) {
            return Optional.empty();
        }
    }

    /**
     * Starts a process shut in.
     *
     * @param readable files and folders that it may read and run programs from; those that are not there are left out
     * @param devices that it may read and write
     */
    static Process start(ProcessBuilder process, List<Path> readable, List<Path> devices) throws IOException {
        int rules = rules(version().orElseThrow(), readable, devices);
        try {
            Start start = new Start(process, rules);
            Thread thread = new Thread(start, "start of a child");
            thread.start();
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return start.started();
        } finally {
            Kernel.close(rules);
        }
    }

    /** What the thread does that lives for nothing else: what it takes upon itself, the child has from it. */
    private static final class Start implements Runnable {
        private final ProcessBuilder process;
        private final int rules;
        private Process started;
        private IOException failure;

        Start(ProcessBuilder process, int rules) {
            this.process = process;
            this.rules = rules;
        }

        @Override
        public void run() {
            try {
                Kernel.standBack(NICE);
                if (!Kernel.renouncePrivileges() || Kernel.call(RESTRICT_SELF, (long) rules, 0) != 0) {
                    throw new IOException("Expected to shut a decoder in but the kernel said error %d.".formatted(Kernel.error()));
                }
                started = process.start();
            } catch (IOException | RuntimeException broken) {
                failure = broken instanceof IOException known ? known : new IOException(broken);
            }
        }

        Process started() throws IOException {
            if (failure != null) {
                throw failure;
            }
            return started;
        }
    }

    private static int rules(int version, List<Path> readable, List<Path> devices) throws IOException {
        Memory attributes = new Memory(24);
        attributes.clear();
        attributes.setLong(0, FILE_RIGHTS | (version >= 2 ? MOVE : 0) | (version >= 3 ? TRUNCATE : 0)
                | (version >= 5 ? DEVICE_CONTROL : 0));
        attributes.setLong(8, version >= 4 ? NETWORK_RIGHTS : 0);
        attributes.setLong(16, version >= 6 ? SCOPES : 0);
        long size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
        int rules = (int) Kernel.call(CREATE_RULESET, attributes, size, 0);
        if (rules < 0) {
            throw new IOException("Expected rules for a decoder but the kernel said error %d.".formatted(Kernel.error()));
        }
        for (Path path : readable) {
            allow(rules, path, Files.isDirectory(path) ? EXECUTE | READ_FILE | READ_FOLDER : EXECUTE | READ_FILE);
        }
        for (Path path : devices) {
            allow(rules, path, READ_FILE | WRITE_FILE);
        }
        return rules;
    }

    private static void allow(int rules, Path path, long rights) throws IOException {
        int descriptor = Kernel.open(path.toString());
        if (descriptor < 0) {
            return;
        }
        try {
            Memory rule = new Memory(12);
            rule.setLong(0, rights);
            rule.setInt(8, descriptor);
            if (Kernel.call(ADD_RULE, (long) rules, PATH_BENEATH, rule, 0) != 0) {
                throw new IOException("Expected a rule for '%s' but the kernel said error %d.".formatted(path, Kernel.error()));
            }
        } finally {
            Kernel.close(descriptor);
        }
    }
}
