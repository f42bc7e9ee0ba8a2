package dev.stitchwork.splitter.child;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** The few calls of Linux that a child is shut in by. */
final class Kernel {
    private static final int NO_NEW_PRIVILEGES = 38;

    private Kernel() {}

    static boolean isLinux() {
        return Platform.isLinux() && Platform.is64Bit();
    }

    /** A system call by its number; -1 where it fails. */
    static long call(long number, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = number;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return function("syscall").invokeLong(all);
    }

    /** Opens a path to be named to the kernel, not to be read; -1 where it is not there. */
    static int open(String path) {
        int pathOnly = 0x20_0000;
        int closeOnExec = 0x8_0000;
        return function("open").invokeInt(new Object[] {path, pathOnly | closeOnExec});
    }

    static void close(int descriptor) {
        function("close").invokeInt(new Object[] {descriptor});
    }

    /** From here on nothing that this thread starts gains rights by a file's owner bits: both locks ask for it. */
    static boolean renouncePrivileges() {
        return function("prctl").invokeInt(new Object[] {NO_NEW_PRIVILEGES, 1L, 0L, 0L, 0L}) == 0;
    }

    /** Bounds a resource of this process for good: numbers of getrlimit(2). */
    static boolean bound(int resource, long most) {
        Memory limit = new Memory(16);
        limit.setLong(0, most);
        limit.setLong(8, most);
        return function("setrlimit").invokeInt(new Object[] {resource, limit}) == 0;
    }

    /**
     * Makes this thread, and what it starts, stand back where processors are short, so far behind whoever started it: nice(2). Nobody
     * stands further back than 19, usual is 0.
     */
    static void standBack(int by) {
        function("nice").invokeInt(new Object[] {by});
    }

    /** Why the last call of this thread failed, a number of errno(3). */
    static int error() {
        return Native.getLastError();
    }

    private static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }
}
