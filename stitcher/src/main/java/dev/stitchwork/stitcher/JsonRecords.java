package dev.stitchwork.stitcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.stitchwork.engine.Delivery;
import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.FormTemplate;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Records as JSON: one object, in it one object a document on a line of its own, with everything that is known of each
 * field, and the delivery's papers that are JSON after them. Nothing here says who keyed what.
 */
final class JsonRecords implements RecordWriter {
    private static final int SHARE_PLACES = 4;

    private final JsonGenerator out;
    private final Delivery delivery;

    JsonRecords(Delivery delivery, OutputStream stream) throws IOException {
        this.delivery = delivery;
        out = JsonFactory.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(stream)
                .setPrettyPrinter(new LinePerDocument());
        out.writeStartObject();
        out.writeStringField("format", "stitchwork-delivery-1");
        if (delivery.isMixed()) {
            out.writeArrayFieldStart("templates");
            for (FormTemplate form : delivery.forms()) {
                writeTextOrNull(form.name());
            }
            out.writeEndArray();
        } else {
            writeText("template", delivery.forms().get(0).name());
        }
        out.writeArrayFieldStart("documents");
    }

    @Override
    public void write(FormRecord document) throws IOException {
        out.writeStartObject();
        writeText("file", document.file());
        out.writeNumberField("document", document.number());
        if (delivery.isMixed()) {
            writeText("template", document.template());
        }
        out.writeArrayFieldStart("pages");
        for (int page : document.filePages()) {
            out.writeNumber(page);
        }
        out.writeEndArray();
        out.writeObjectFieldStart("fields");
        for (RecordField field : document.fields()) {
            out.writeFieldName(field.field().name());
            write(field);
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    @Override
    public void end() throws IOException {
        out.writeEndArray();
        for (Delivery.Paper paper : delivery.papers()) {
            if (paper.isJson()) {
                out.writeFieldName(paper.name());
                write(paper);
            }
        }
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
    }

    private void write(Delivery.Paper paper) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(paper.bytes())) {
            parser.nextToken();
            out.copyCurrentStructure(parser);
        }
    }

    private void write(RecordField field) throws IOException {
        out.writeStartObject();
        out.writeStringField("kind", field.field().kind().json());
        out.writeStringField("state", word(field.state()));
        if (field.mark().isPresent()) {
            out.writeStringField("mark", field.mark().get().word());
        } else {
            out.writeNullField("mark");
        }
        out.writeFieldName("value");
        writeValue(field);
        writeText("text", field.value() == FieldValue.NONE ? null : field.value().text());
        writeAgreement(field.agreement());
        out.writeArrayFieldStart("breaches");
        for (String word : field.breachWords()) {
            out.writeString(word);
        }
        out.writeEndArray();
        out.writeNumberField("page", field.field().page());
        writeBox(field.field().box());
        out.writeArrayFieldStart("parts");
        for (Transcript.Part part : field.parts()) {
            write(part);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void writeValue(RecordField field) throws IOException {
        FieldValue value = field.value();
        if (field.mark().isPresent() || !value.isOfKind()) {
            out.writeNull();
            return;
        }
        switch (field.field().kind()) {
            case CHOICE_ANY -> {
                out.writeStartArray();
                for (String chosen : value.chosen()) {
                    out.writeString(chosen);
                }
                out.writeEndArray();
            }
            case SIGNATURE -> out.writeBoolean(!value.isBlank());
            case CHOICE_ONE -> writeTextOrNull(value.chosen().size() == 1 ? value.chosen().get(0) : null);
            case INTEGER -> out.writeNumber(value.isBlank() ? null : new BigInteger(value.text()));
            case DECIMAL, MONEY -> out.writeNumber(value.isBlank() ? null : new BigDecimal(value.text()));
            case TEXT, PERSON_NAME, DATE, PHONE, EMAIL, POSTCODE, CODE ->
                writeTextOrNull(value.isBlank() ? null : value.text());
        }
    }

    private void write(Transcript.Part part) throws IOException {
        out.writeStartObject();
        out.writeStringField("state", word(part.state()));
        if (part.reading() == null) {
            out.writeNullField("verdict");
            out.writeNullField("text");
        } else {
            write(part.reading());
        }
        writeAgreement(RecordField.agreement(part));
        out.writeArrayFieldStart("keyings");
        for (Reading keying : part.keyings()) {
            out.writeStartObject();
            write(keying);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("machineReadings");
        for (MachineReading machine : part.machineReadings()) {
            out.writeStartObject();
            writeText("reader", machine.reader());
            write(machine.reading());
            writeShare("confidence", machine.confidence());
            out.writeEndObject();
        }
        out.writeEndArray();
        writeText("flag", part.flag().isEmpty() ? null : part.flag());
        if (part.spot().isPresent()) {
            write(part.spot().get());
        } else {
            out.writeNullField("spot");
        }
        out.writeEndObject();
    }

    private void write(Spot spot) throws IOException {
        out.writeObjectFieldStart("spot");
        out.writeNumberField("block", spot.block());
        out.writeNumberField("line", spot.line());
        writeShare("x", spot.x());
        writeShare("y", spot.y());
        writeShare("width", spot.width());
        writeShare("height", spot.height());
        out.writeEndObject();
    }

    private void write(Reading reading) throws IOException {
        out.writeStringField("verdict", word(reading.verdict()));
        writeText("text", reading.verdict() == Reading.Verdict.VALUE ? reading.text() : null);
    }

    private void writeBox(Box box) throws IOException {
        out.writeObjectFieldStart("box");
        writeNumber("x", BigDecimal.valueOf(box.x()));
        writeNumber("y", BigDecimal.valueOf(box.y()));
        writeNumber("width", BigDecimal.valueOf(box.width()));
        writeNumber("height", BigDecimal.valueOf(box.height()));
        out.writeEndObject();
    }

    private void writeAgreement(OptionalDouble agreement) throws IOException {
        if (agreement.isPresent()) {
            writeShare("agreement", agreement.getAsDouble());
        } else {
            out.writeNullField("agreement");
        }
    }

    private void writeShare(String name, double share) throws IOException {
        writeNumber(name, BigDecimal.valueOf(share).setScale(SHARE_PLACES, RoundingMode.HALF_UP));
    }

    private void writeNumber(String name, BigDecimal number) throws IOException {
        out.writeNumberField(name, number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }

    private void writeText(String name, String text) throws IOException {
        out.writeFieldName(name);
        writeTextOrNull(text);
    }

    private void writeTextOrNull(String text) throws IOException {
        if (text == null) {
            out.writeNull();
        } else {
            out.writeString(wellFormed(text));
        }
    }

    /** Half a surrogate pair, which a hostile client can key, has no UTF-8 and would end the delivery. */
    private static String wellFormed(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Line breaks between documents and nowhere else: small, and still something to look at and to compare. */
    private static final class LinePerDocument extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;
        private static final int DOCUMENTS_DEPTH = 2;

        @Override
        public void beforeArrayValues(JsonGenerator out) throws IOException {
            breakBetweenDocuments(out);
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            super.writeArrayValueSeparator(out);
            breakBetweenDocuments(out);
        }

        @Override
        public void writeEndArray(JsonGenerator out, int values) throws IOException {
            breakBetweenDocuments(out);
            super.writeEndArray(out, values);
        }

        private static void breakBetweenDocuments(JsonGenerator out) throws IOException {
            if (out.getOutputContext().getNestingDepth() == DOCUMENTS_DEPTH) {
                out.writeRaw('\n');
            }
        }
    }
}
