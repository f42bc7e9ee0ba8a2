package dev.stitchwork.samples.simulate;

import dev.stitchwork.samples.verify.BrokenLogException;
import dev.stitchwork.samples.verify.Report;
import dev.stitchwork.samples.verify.Verifier;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How fast the verifier reads a log, beside reading and hashing the same rows and nothing else: both in processor time, which
 * says the same on a machine that is busy with other work.
 *
 * @param report what it found
 * @param rowsASecond rows verified in a second of processor time
 * @param timesRaw how many times as long as reading and hashing
 */
record VerifierPace(Report report, double rowsASecond, double timesRaw) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LINK_BYTES = 17;

    static VerifierPace of(Path file) throws IOException {
        long begun = THREADS.getCurrentThreadCpuTime();
        hash(Files.readAllBytes(file));
        long hashed = THREADS.getCurrentThreadCpuTime();
        try (InputStream log = new BufferedInputStream(Files.newInputStream(file))) {
            Report report = Verifier.verify(log);
            long verified = THREADS.getCurrentThreadCpuTime();
            return new VerifierPace(report, report.rows() * 1e9 / (verified - hashed), (double) (verified - hashed) / (hashed - begun));
        } catch (BrokenLogException e) {
            throw new IllegalStateException("The simulator writes whole logs.", e);
        }
    }

    private static void hash(byte[] log) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] state = new byte[0];
            int from = 0;
            for (int at = 0; at < log.length; at++) {
                if (log[at] == '\n') {
                    sha256.update(state);
                    sha256.update(log, from, at - LINK_BYTES - from);
                    state = sha256.digest();
                    from = at + 1;
                }
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
