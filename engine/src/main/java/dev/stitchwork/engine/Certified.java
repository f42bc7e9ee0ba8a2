package dev.stitchwork.engine;

import dev.stitchwork.engine.BatchDesk.Correction;
import dev.stitchwork.engine.consensus.trust.Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A delivery's certificate.
 *
 * @param version of the delivery
 * @param certificate of all documents
 * @param byForm of the documents of each form, by the template's name
 * @param corrections that made this version of the ones before, oldest first
 */
public record Certified(
        int version, Certificate certificate, Map<String, Certificate> byForm, List<Correction> corrections) {
    public Certified {
        byForm = Collections.unmodifiableMap(new LinkedHashMap<>(byForm));
        corrections = List.copyOf(corrections);
    }

    /** The same as a file. */
    public byte[] json() {
        return CertificateJson.write(this);
    }
}
