package dev.stitchwork.splitter.child;

import dev.stitchwork.splitter.child.ChildDiedException.Cause;
import dev.stitchwork.splitter.intake.RefusedException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A child process from outside: asked one thing at a time, by one thread at a time, and ended when that costs more than it
 * may. Whoever holds it past its end is told so by {@link ChildDiedException}.
 */
final class Child implements AutoCloseable {
    /** A Java process that ran out of heap ends with this, being told to. */
    private static final int EXIT_OUT_OF_MEMORY = 3;
    private static final int PAGE_BYTES = 4_096;
    private static final int TICK_MS = 10;
    private static final int SENTENCE_MAX = 2_000;

    private final Process process;
    private final ChildLimits limits;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Optional<String> unread;
    private final boolean filtered;
    /** What is being done, for the watch; null between questions. */
    private volatile Work work;
    private volatile Cause endedFor;
    private volatile String lastWords = "";
    private int files;

    /** One question: who asks, and what was spent before it. */
    private record Work(Thread asking, long since, Duration processorBefore) {}

    /** Says more than the question's name. */
    interface Question {
        void write(DataOutputStream out) throws IOException;
    }

    /** Makes something of a result. */
    interface Result<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** Has the bytes of the files that a child reads. */
    interface Bytes {
        byte[] read(int file, long position, int count) throws IOException;
    }

    /**
     * Takes charge of a process that was started.
     *
     * @throws IOException where it does not come up
     */
    Child(Process process, ChildLimits limits) throws IOException {
        this.process = process;
        this.limits = limits;
        in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        Thread drain = new Thread(this::drain, "decoder's complaints");
        drain.setDaemon(true);
        drain.start();
        try {
            unread = Optional.of(Wire.text(in)).filter(why -> !why.isEmpty());
            filtered = in.readBoolean();
        } catch (IOException stillborn) {
            process.destroyForcibly();
            throw new IOException("Expected a decoder to come up but it ended with %s; its last words: %s"
                    .formatted(exit().map(Object::toString).orElse("nothing"), lastWords), stillborn);
        }
    }

    /** What a child complains of may be of the file's making: only the last of it is kept, and shown to nobody but us. */
    private void drain() {
        try (var complaints = process.errorReader()) {
            char[] some = new char[1_000];
            for (int count = complaints.read(some); count >= 0; count = complaints.read(some)) {
                String words = lastWords + new String(some, 0, count);
                lastWords = words.substring(Math.max(0, words.length() - SENTENCE_MAX));
            }
        } catch (IOException gone) {
            // It has ended.
        }
    }

    /** Why it does not read print; empty where it does. */
    Optional<String> unread() {
        return unread;
    }

    boolean isFiltered() {
        return filtered;
    }

    long processNumber() {
        return process.pid();
    }

    /**
     * Asks one thing and waits for what comes of it.
     *
     * @throws RefusedException with the child's sentence
     */
    <T> T ask(Wire.Ask ask, Question question, Bytes bytes, Result<T> result) throws ChildDiedException, RefusedException {
        work = new Work(Thread.currentThread(), System.nanoTime(), processorTime());
        try {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            DataOutputStream to = new DataOutputStream(message);
            to.writeByte(ask.ordinal());
            question.write(to);
            out.writeInt(message.size());
            message.writeTo(out);
            out.flush();
            while (true) {
                switch (Wire.Say.values()[Wire.within(in.readByte(), 0, Wire.Say.values().length - 1)]) {
                    case DONE -> {
                        return result.read(in);
                    }
                    case REFUSED -> throw new RefusedException(sentence(Wire.text(in)));
                    case BYTES -> send(bytes);
                }
            }
        } catch (IOException broken) {
            throw end(broken);
        } finally {
            ended();
        }
    }

    /** From here on what the watch found of this question harms no other. */
    private synchronized void ended() {
        work = null;
    }

    private void send(Bytes bytes) throws IOException {
        int file = in.readInt();
        long position = in.readLong();
        int count = Wire.within(in.readInt(), 0, Wire.BLOCK_BYTES);
        byte[] some;
        try {
            some = bytes.read(file, position, count);
        } catch (IOException | RuntimeException notToBeHad) {
            if (Thread.currentThread().isInterrupted()) { // which closes the file under whoever reads it
                kill(work, Cause.STOPPED);
                throw new IOException(notToBeHad);
            }
            // Whose fault that is, the one who lent the file knows.
            out.writeInt(-1);
            out.flush();
            return;
        }
        out.writeInt(some.length);
        out.write(some);
        out.flush();
    }

    private static String sentence(String said) {
        String plain = said.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= SENTENCE_MAX ? plain : plain.substring(0, SENTENCE_MAX);
    }

    private ChildDiedException end(Exception broken) {
        Cause how = endedFor;
        if (how == null && !(broken instanceof Wire.NonsenseException)) {
            how = exit().filter(code -> code == EXIT_OUT_OF_MEMORY).isPresent() ? Cause.MEMORY : Cause.CRASH;
        }
        process.destroyForcibly();
        return new ChildDiedException(how == null ? Cause.ANSWER : how, broken);
    }

    private Optional<Integer> exit() {
        try {
            return process.waitFor(2, TimeUnit.SECONDS) ? Optional.of(process.exitValue()) : Optional.empty();
        } catch (InterruptedException later) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Ends it where its work costs too much; called by the watch every now and then. */
    void check() {
        Work now = work;
        if (now == null || endedFor != null) {
            return;
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - now.since());
        if (residentBytes() > limits.memoryBytes()) {
            kill(now, Cause.MEMORY);
        } else if (now.asking().isInterrupted()) {
            kill(now, Cause.STOPPED);
        } else if (spent.compareTo(limits.intake().pageTime()) > 0) {
            kill(now, Cause.TIME);
        } else if (spent.compareTo(limits.processorTime().dividedBy(Runtime.getRuntime().availableProcessors() * 2L)) > 0
                && processorTime().minus(now.processorBefore()).compareTo(limits.processorTime()) > 0) {
            kill(now, Cause.PROCESSOR);
        }
    }

    /** Only while it is at that question: by the time its cost is known it may be at the next. */
    private synchronized void kill(Work costly, Cause cause) {
        if (work == costly) {
            endedFor = cause;
            process.destroyForcibly();
        }
    }

    /** Of all its threads, in user and in system (proc(5), stat, the 14th and 15th word); zero where the system does not say. */
    private Duration processorTime() {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Duration.ofMillis((Long.parseLong(words[11]) + Long.parseLong(words[12])) * TICK_MS);
        } catch (IOException | RuntimeException unknown) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
    }

    /** Pages of it that are in memory (proc(5), statm); 0 where the system does not say. */
    long residentBytes() {
        try {
            String[] pages = Files.readString(Path.of("/proc/" + process.pid() + "/statm")).split(" ");
            return Long.parseLong(pages[1]) * PAGE_BYTES;
        } catch (IOException | RuntimeException unknown) {
            return 0;
        }
    }

    /** Counts one more file. */
    void began() {
        files++;
    }

    /** Whether it may go on with other files. */
    boolean isFit() {
        return process.isAlive() && endedFor == null && files < limits.filesMax() && residentBytes() <= limits.keptBytesMax();
    }

    boolean isAlive() {
        return process.isAlive() && endedFor == null;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
