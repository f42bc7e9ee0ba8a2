package dev.stitchwork.engine;

import dev.stitchwork.engine.BatchDesk.Correction;
import dev.stitchwork.engine.consensus.trust.Certificate;
import java.util.List;

/**
 * A delivery's certificate.
 *
 * @param version of the delivery
 * @param corrections that made this version of the ones before, oldest first
 */
public record Certified(int version, Certificate certificate, List<Correction> corrections) {
    public Certified {
        corrections = List.copyOf(corrections);
    }

    /** The same as a file. */
    public byte[] json() {
        return CertificateJson.write(this);
    }
}
