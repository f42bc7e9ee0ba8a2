package dev.stitchwork.splitter.child;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Shuts this process in from within: bounds that the kernel keeps, and a filter on what it may call. */
final class Lockdown {
    private static final int FILE_BYTES = 1;
    private static final int CORE_BYTES = 4;
    private static final int OPEN_FILES = 7;
    private static final int ADDRESS_SPACE = 9;
    private static final long OPEN_FILES_MAX = 512;

    private Lockdown() {}

    /**
     * Enters; there is no way out.
     *
     * @return whether calls are filtered; the bounds hold in any case on Linux
     */
    static boolean enter(long addressBytes, boolean writingToo) {
        try {
            if (!Kernel.isLinux()) {
                return false;
            }
            meetFileChannels();
            Kernel.bound(FILE_BYTES, 0);
            Kernel.bound(CORE_BYTES, 0);
            Kernel.bound(OPEN_FILES, OPEN_FILES_MAX);
            Kernel.bound(ADDRESS_SPACE, addressBytes);
            return CallFilter.isKnownHere() && CallFilter.enter(writingToo);
        } catch (LinkageError noNativeCode) {
            return false;
        }
    }

    /** When Java opens its first channel of a file it makes a pair of sockets, to wake what waits: not to be had any more later. */
    private static void meetFileChannels() {
        try {
            FileChannel.open(Path.of("/dev/null")).close();
        } catch (IOException notHere) {
            // The sockets are made all the same.
        }
    }
}
