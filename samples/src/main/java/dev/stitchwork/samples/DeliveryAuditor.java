package dev.stitchwork.samples;

import dev.stitchwork.engine.Auditor;
import dev.stitchwork.engine.Delivery.Paper;
import dev.stitchwork.samples.verify.PrivacyVerifier;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Hands a batch's log to the verifier and its report to the delivery: the one place where the two meet. */
public final class DeliveryAuditor implements Auditor {
    @Override
    public List<Paper> report(Paper log) throws IOException {
        Path file = Files.createTempFile("stitchwork-exposures", ".log");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                log.content().writeTo(out);
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                PrivacyVerifier.Papers papers = PrivacyVerifier.papers(in);
                return List.of(
                        Paper.of("privacy.json", "application/json", papers.json().getBytes(StandardCharsets.UTF_8)),
                        Paper.of("privacy.html", "text/html; charset=utf-8", papers.html().getBytes(StandardCharsets.UTF_8)));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
