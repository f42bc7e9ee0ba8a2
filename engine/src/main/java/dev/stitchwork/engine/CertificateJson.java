package dev.stitchwork.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stitchwork.engine.BatchDesk.Correction;
import dev.stitchwork.engine.consensus.trust.Certificate;
import dev.stitchwork.engine.consensus.trust.Certificate.Tally;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** A delivery's certificate as a file: shares in percent, and no share where nothing was measured. */
final class CertificateJson {
    private static final double PERCENT = 100;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CertificateJson() {}

    static byte[] write(Certified certified) {
        ObjectNode file = MAPPER.createObjectNode().put("version", certified.version());
        Certificate certificate = certified.certificate();
        file.set("total", part(certificate.total()));
        if (certified.byForm().size() > 1) {
            ObjectNode forms = file.putObject("byForm");
            certified.byForm().forEach((name, own) -> {
                ObjectNode form = forms.putObject(name);
                form.set("total", part(own.total()));
                parts(form.putObject("byField"), own.byField());
            });
        } else {
            parts(file.putObject("byField"), certificate.byField());
        }
        parts(file.putObject("byClass"), certificate.byClass());
        ObjectNode bySettler = file.putObject("bySettler");
        certificate.bySettler().forEach((settler, part) -> bySettler.set(settler.name().toLowerCase(Locale.ROOT), part(part)));
        var corrections = file.putArray("corrections");
        certified.corrections().forEach(each -> corrections.add(correction(each)));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(file).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree of plain values can always be written.", impossible);
        }
    }

    private static void parts(ObjectNode node, Map<String, Certificate.Part> parts) {
        parts.forEach((name, part) -> node.set(name, part(part)));
    }

    private static ObjectNode part(Certificate.Part part) {
        ObjectNode node = MAPPER.createObjectNode().put("values", part.fields());
        if (part.audit().reasked() > 0) {
            node.putObject("wrongPercent")
                    .put("estimate", PERCENT * part.wrong().rate())
                    .put("low", PERCENT * part.wrong().low())
                    .put("high", PERCENT * part.wrong().high());
        }
        Tally tally = part.tally();
        node.put("askedAgain", part.audit().reasked())
                .put("foundWrong", part.audit().wrong() + part.audit().checkedWrong())
                .put("answersPerValue", tally.answersPerField())
                .put("adjudicated", tally.adjudicated())
                .put("disputed", tally.disputed())
                .put("illegible", tally.illegible())
                .put("blank", tally.blank());
        ObjectNode answers = node.putObject("valuesByAnswers");
        tally.answers().forEach((count, values) -> answers.put(String.valueOf(count), values));
        return node;
    }

    private static ObjectNode correction(Correction correction) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("version", correction.version())
                .put("file", correction.file())
                .put("document", correction.document())
                .put("field", correction.field())
                .put("part", correction.part());
        node.set("before", reading(correction.before()));
        node.set("after", reading(correction.after()));
        return node.put("reason", correction.reason()).put("made", correction.made().toString());
    }

    private static ObjectNode reading(Reading reading) {
        String verdict = reading.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return MAPPER.createObjectNode().put("verdict", verdict).put("text", reading.text());
    }
}
