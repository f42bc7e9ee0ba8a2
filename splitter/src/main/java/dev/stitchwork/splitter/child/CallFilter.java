package dev.stitchwork.splitter.child;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes calls of the kernel away from this whole process that no decoder needs: sockets of every kind, other programs and
 * processes, looking into other processes, mounting, what kernels are broken through. Linux on x86-64 (seccomp(2), filters
 * in the classic BPF of {@code linux/filter.h}, numbers of {@code asm/unistd_64.h}).
 *
 * <p>All threads are filtered at once, those that run already too. Nothing undoes it.
 */
final class CallFilter {
    private static final long SECCOMP = 317;
    private static final int SET_FILTER = 1;
    private static final int ALL_THREADS = 1;

    private static final int LOAD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;
    private static final int ALLOW = 0x7fff_0000;
    private static final int KILL = 0x8000_0000;
    private static final int NOT_PERMITTED = 0x0005_0000 | 1;
    private static final int NO_SUCH_CALL = 0x0005_0000 | 38;

    /** Places in {@code struct seccomp_data}; of an argument the lower half. */
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int X86_64 = 0xc000_003e;
    /** Calls of the 32-bit kind on the same kernel have this bit. */
    private static final int X32 = 0x4000_0000;

    private static final int CLONE = 56;
    private static final int CLONE_THREAD = 0x1_0000;
    private static final int SIGNAL_TO_THREAD = 234;
    private static final int MY_PROCESS = 39;
    private static final int PRLIMIT = 302;
    /** Calls whose arguments lie in memory, where no filter looks: the C library does without them. */
    private static final int[] NOT_THERE = {435 /* clone3 */, 437 /* openat2 */, 425, 426, 427 /* io_uring */};

    private static final int[] DENIED = {
        41, 42, 43, 44, 46, 47, 49, 50, 53, 288, 299, 307, // socket, connect, accept, send, receive, bind, listen, socketpair
        57, 58, 59, 322, // fork, vfork, execve, execveat
        62, 200, 129, 297, 424, 434, 438, // kill, tkill, queued signals, pidfd
        101, 310, 311, 312, // ptrace, process_vm_readv and _writev, kcmp
        29, 30, 31, 64, 65, 66, 68, 69, 70, 71, 240, 241, // shared memory, semaphores, message queues
        155, 161, 165, 166, 272, 308, 428, 429, 430, 431, 432, 433, 442, // roots, mounts, namespaces
        103, 169, 175, 176, 246, 313, 320, // kernel log, reboot, modules, kexec
        153, 160, 163, 167, 168, 170, 171, 172, 173, 179, // hang-up, limits, accounting, swap, host name, ports, quotas
        159, 164, 227, 305, // the clock
        206, 207, 208, 209, 210, // asynchronous input and output of old
        248, 249, 250, // keys
        253, 254, 255, 294, 300, 301, 303, 304, // watching files, opening by handle
        298, 321, 323 // performance events, BPF, page faults
    };
    /** Making, changing and removing files, for a kernel that has no Landlock to forbid it by place. */
    private static final int[] WRITING = {
        76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 132, 133, 188, 189, 190, 197, 198, 199, 235, 258, 259, 260,
        261, 263, 264, 265, 266, 268, 280, 285, 316
    };
    private static final int OPEN = 2;
    private static final int OPENAT = 257;
    private static final int WRITE_FLAGS = 1 | 2 | 0x40 | 0x200;

    private CallFilter() {}

    static boolean isKnownHere() {
        return Kernel.isLinux() && Platform.isIntel();
    }

    /**
     * Filters this process from here on.
     *
     * @param alsoWriting whether files may no longer be opened to write either
     * @return false where the kernel does not do it
     */
    static boolean enter(boolean alsoWriting) {
        List<long[]> program = program(alsoWriting);
        ByteBuffer code = ByteBuffer.allocate(program.size() * 8).order(ByteOrder.nativeOrder());
        for (long[] step : program) {
            code.putShort((short) step[0]).put((byte) step[1]).put((byte) step[2]).putInt((int) step[3]);
        }
        Memory steps = new Memory(code.capacity());
        steps.write(0, code.array(), 0, code.capacity());
        Memory filter = new Memory(16);
        filter.clear();
        filter.setShort(0, (short) program.size());
        filter.setPointer(8, steps);
        return Kernel.renouncePrivileges() && Kernel.call(SECCOMP, SET_FILTER, ALL_THREADS, filter) == 0;
    }

    private static List<long[]> program(boolean alsoWriting) {
        List<long[]> program = new ArrayList<>();
        program.add(step(LOAD, 0, 0, ARCHITECTURE));
        program.add(step(JUMP_IF_EQUAL, 1, 0, X86_64));
        program.add(step(RETURN, 0, 0, KILL));
        program.add(step(LOAD, 0, 0, NUMBER));
        program.add(step(JUMP_IF_AT_LEAST, 0, 1, X32));
        program.add(step(RETURN, 0, 0, NOT_PERMITTED));
        refuse(program, NOT_THERE, NO_SUCH_CALL);
        refuse(program, DENIED, NOT_PERMITTED);
        // A new thread may be made, a new process not; only itself signalled; its limits read, not changed.
        guard(program, CLONE, argument(0), JUMP_IF_ANY_BIT, CLONE_THREAD, true);
        guard(program, SIGNAL_TO_THREAD, argument(0), JUMP_IF_EQUAL, (int) Kernel.call(MY_PROCESS), true);
        guard(program, PRLIMIT, argument(2), JUMP_IF_EQUAL, 0, true);
        if (alsoWriting) {
            refuse(program, WRITING, NOT_PERMITTED);
            guard(program, OPEN, argument(1), JUMP_IF_ANY_BIT, WRITE_FLAGS, false);
            guard(program, OPENAT, argument(2), JUMP_IF_ANY_BIT, WRITE_FLAGS, false);
        }
        program.add(step(RETURN, 0, 0, ALLOW));
        return program;
    }

    private static int argument(int index) {
        return 16 + 8 * index;
    }

    private static void refuse(List<long[]> program, int[] calls, int answer) {
        for (int call : calls) {
            program.add(step(JUMP_IF_EQUAL, 0, 1, call));
            program.add(step(RETURN, 0, 0, answer));
        }
    }

    /** Lets a call pass, or not, where an argument is so. */
    private static void guard(List<long[]> program, int call, int argument, int test, int value, boolean pass) {
        program.add(step(JUMP_IF_EQUAL, 0, 4, call));
        program.add(step(LOAD, 0, 0, argument));
        program.add(step(test, pass ? 0 : 1, pass ? 1 : 0, value));
        program.add(step(RETURN, 0, 0, ALLOW));
        program.add(step(RETURN, 0, 0, NOT_PERMITTED));
    }

    private static long[] step(int code, int ifTrue, int ifFalse, int value) {
        return new long[] {code, ifTrue, ifFalse, value};
    }
}
