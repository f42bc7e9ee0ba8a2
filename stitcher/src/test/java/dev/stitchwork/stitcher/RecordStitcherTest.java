package dev.stitchwork.stitcher;

import static dev.stitchwork.stitcher.Claims.adjudicated;
import static dev.stitchwork.stitcher.Claims.agreed;
import static dev.stitchwork.stitcher.Claims.claim;
import static dev.stitchwork.stitcher.Claims.flagged;
import static dev.stitchwork.stitcher.Claims.settledAs;
import static dev.stitchwork.stitcher.Claims.stitched;
import static dev.stitchwork.stitcher.Claims.unsettled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stitchwork.engine.Delivery;
import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordStitcherTest {
    /** All that is right, all that is wrong, and all that is not settled. */
    private static final List<Delivery.Paper> PAPERS = List.of(
            Delivery.Paper.of("privacy.json", "application/json",
                    "{\"verdict\": \"held\", \"bounds\": {\"coalition\": 3}}".getBytes(StandardCharsets.UTF_8)),
            Delivery.Paper.of("exposure.log", "text/plain", "open 1\n".getBytes(StandardCharsets.UTF_8)));

    private static final Transcript[] CLAIMS = {
        claim("march.pdf", 1, Map.ofEntries(
                Map.entry("surname", flagged("Núñez, \"Ann\"", "Nunez", "a stroke crosses the edge")),
                Map.entry("born1", agreed("29/02")),
                Map.entry("born2", agreed("/1984")),
                Map.entry("journeys", agreed("12")),
                Map.entry("miles", agreed("-0.5")),
                Map.entry("amount", agreed("1234.50")),
                Map.entry("phone", agreed("+442079460018")),
                Map.entry("email", agreed("ann@example.org")),
                Map.entry("postcode", agreed("SW1A 1AA")),
                Map.entry("staff-no", agreed("AB1234")),
                Map.entry("department", adjudicated("Post", Reading.of("Pest"), Reading.of("Past"))),
                Map.entry("paid-by", agreed("2")),
                Map.entry("means", agreed("1 2 3")),
                Map.entry("signed", agreed("yes")))),
        claim("march.pdf", 2, Map.ofEntries(
                Map.entry("surname", agreed("=cmd|' /C calc'!A0 and Sons")),
                Map.entry("born1", agreed("31/02")),
                Map.entry("born2", agreed("1984")),
                Map.entry("journeys", agreed("32")),
                Map.entry("miles", agreed("-few")),
                Map.entry("amount", agreed("12 or 13")),
                Map.entry("phone", agreed("555-0134")),
                Map.entry("email", agreed("ann at home")),
                Map.entry("postcode", agreed("-SW1A")),
                Map.entry("staff-no", agreed("007")),
                Map.entry("department", agreed("[disputed]")),
                Map.entry("paid-by", agreed("1 2")),
                Map.entry("means", agreed("7")))),
        claim("=april.pdf", 1, Map.ofEntries(
                Map.entry("surname", unsettled(TaskState.OPEN)),
                Map.entry("born1", agreed("29/02")),
                Map.entry("born2", unsettled(TaskState.DISPUTED, Reading.of("1984"), Reading.of("1989"))),
                Map.entry("journeys", settledAs(Reading.ILLEGIBLE)),
                Map.entry("miles", settledAs(Reading.WRONG_CROP)),
                Map.entry("means", unsettled(TaskState.OPEN, Reading.of("1"))),
                Map.entry("signed", unsettled(TaskState.DISPUTED)))),
        claim("blank.pdf", 1, Map.of()),
    };

    @Test
    void theCsvIsTheExpectedFile() {
        assertEquals(text(Claims.resource("claim.csv")), stitched(DeliveryFormat.CSV, CLAIMS));
    }

    @Test
    void theJsonIsTheExpectedFile() {
        assertEquals(text(Claims.resource("claim.json")), stitched(DeliveryFormat.JSON, CLAIMS));
    }

    @Test
    void bothSayTheSame() throws IOException {
        JsonNode documents = new ObjectMapper().readTree(stitched(DeliveryFormat.JSON, CLAIMS)).path("documents");
        List<CSVRecord> rows = rows(CLAIMS);
        assertEquals(documents.size(), rows.size());
        for (int at = 0; at < rows.size(); at++) {
            CSVRecord row = rows.get(at);
            documents.get(at).path("fields").fields().forEachRemaining(field -> {
                String mark = field.getValue().path("mark").asText();
                String cell = field.getValue().path("mark").isNull()
                        ? field.getValue().path("text").textValue()
                        : "[" + mark + "]";
                assertEquals(cell, row.get(field.getKey()).replaceFirst("^'(?='*\\s*[=+@-])", ""));
                boolean marked = List.of(row.get("_marked").split(" ")).contains(field.getKey());
                assertEquals(!field.getValue().path("mark").isNull(), marked, field.getKey());
            });
        }
    }

    @Test
    void aRealValueThatLooksLikeAMarkIsNotMarked() throws IOException {
        CSVRecord row = rows(claim("a.pdf", 1, Map.of("surname", agreed("[disputed]")))).get(0);
        assertEquals("[disputed]", row.get("surname"));
        assertEquals("", row.get("_marked"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "''-x"})
    void noCellBeginsAsAFormulaAndOneApostropheLessIsTheValue(String text) throws IOException {
        CSVRecord row = rows(claim(text, 1, Map.of("surname", agreed(text)))).get(0);
        assertEquals("'" + text, row.get("surname"));
        assertEquals("'" + text, row.get("_file"));
    }

    @ParameterizedTest
    @CsvSource({"miles,-12.5", "journeys,-3", "amount,-0.50", "phone,+442079460018", "surname,'t Hooft", "surname,a=b"})
    void whatIsNoFormulaStaysAsItIs(String field, String text) throws IOException {
        assertEquals(text, rows(claim("a.pdf", 1, Map.of(field, agreed(text)))).get(0).get(field));
    }

    @Test
    void theLinesAndQuotesAreThoseOfRfc4180() {
        String csv = stitched(DeliveryFormat.CSV, claim("a\n\"b\",c.pdf", 1, Map.of()));
        assertTrue(csv.startsWith("_file,_document,_marked,_breaches,surname,born,"), csv);
        assertTrue(csv.contains("\r\n\"a\n\"\"b\"\",c.pdf\",1,,"), csv);
        assertTrue(csv.endsWith("\r\n"), csv);
    }

    @ParameterizedTest
    @CsvSource({
        "AGREED,      AGREED,      AGREED",
        "AGREED,      ADJUDICATED, ADJUDICATED",
        "ADJUDICATED, OPEN,        OPEN",
        "OPEN,        AGREED,      OPEN",
        "OPEN,        DISPUTED,    DISPUTED",
        "DISPUTED,    AGREED,      DISPUTED",
    })
    void aFieldIsAsFarAsItsLastPart(TaskState one, TaskState other, TaskState whole) {
        assertEquals(whole, born(inState(one, "29/02/"), inState(other, "1984")).state());
    }

    @Test
    void theWholeIsNormalisedAfterItsPartsAreJoined() {
        assertEquals("1984-02-29", born(agreed("29 Fe"), agreed("b 84")).text());
        assertEquals("1984-02-29", born(agreed("29/02/1984"), agreed("")).text());
        assertEquals("", born(agreed(""), agreed("")).text());
        assertEquals("[illegible]", born(agreed("29/02/"), settledAs(Reading.ILLEGIBLE)).text());
        assertEquals("[wrong-crop]", born(settledAs(Reading.WRONG_CROP), settledAs(Reading.ILLEGIBLE)).text());
    }

    @Test
    void partsAreJoinedInTheOrderOfThePaper() {
        Transcript turned = claim("a.pdf", 1, Map.of("born1", agreed("29/02/"), "born2", agreed("1984")));
        List<Transcript.Part> parts = new ArrayList<>(turned.parts());
        Collections.reverse(parts);
        FormRecord document = FormRecord.of(Claims.TEMPLATE, new Transcript("a.pdf", 1, List.of(1), parts));
        assertEquals("1984-02-29", document.fields().get(1).text());
        assertEquals("surname", document.fields().get(0).field().name());
    }

    @Test
    void partsTogetherLongerThanAnyReadingAreCutAndNotAnError() {
        String longest = "9".repeat(Reading.CHARACTERS_MAX);
        assertEquals(longest, born(agreed(longest), agreed(longest)).text());
    }

    @Test
    void aTranscriptWithoutAPartIsRefused() {
        Transcript whole = claim("a.pdf", 3, Map.of());
        Transcript torn = new Transcript("a.pdf", 3, List.of(3), whole.parts().stream()
                .filter(part -> !part.field().equals("born") || part.part() == 1)
                .toList());
        assertEquals(
                "Expected parts 1 to 2 of field 'born' once each but was [1] in document 3 of file 'a.pdf'.",
                assertThrows(IllegalArgumentException.class, () -> FormRecord.of(Claims.TEMPLATE, torn)).getMessage());
    }

    @Test
    void moneyIsExactInJson() throws IOException {
        String json = stitched(DeliveryFormat.JSON, claim("a.pdf", 1, Map.of("amount", agreed("12345678901234567890.10"))));
        assertTrue(json.contains("\"value\":12345678901234567890.10,"), json);
    }

    @Test
    void halfASurrogatePairDoesNotEndADelivery() throws IOException {
        Transcript hostile = claim("a\ud800.pdf", 1, Map.of("surname", agreed("\ud83d!\ude00")));
        JsonNode field = new ObjectMapper().readTree(stitched(DeliveryFormat.JSON, hostile))
                .at("/documents/0/fields/surname");
        assertEquals("\uFFFD!\uFFFD", field.path("value").textValue());
        assertEquals(1, rows(hostile).size());
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "JSON", "ZIP"})
    void theStreamIsLeftOpen(DeliveryFormat format) throws IOException {
        boolean[] closed = {false};
        OutputStream out = new FilterOutputStream(new ByteArrayOutputStream()) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        new RecordStitcher().stitch(Claims.delivery(Claims.TEMPLATE, CLAIMS), format, out);
        assertFalse(closed[0]);
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "JSON"})
    void oneDocumentIsHeldAtATime(DeliveryFormat format) throws IOException {
        int[] written = {0};
        int[] most = {0};
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                written[0] += length;
            }
        };
        Iterator<Transcript> many = IntStream.rangeClosed(1, 2_000)
                .mapToObj(number -> {
                    most[0] = Math.max(most[0], number * 100 - written[0]);
                    return claim("a.pdf", number, Map.of("surname", agreed("x".repeat(100))));
                })
                .iterator();
        new RecordStitcher().stitch(new Delivery(Claims.TEMPLATE, () -> many, List.of()), format, counting);
        assertTrue(most[0] < 64_000, "Expected a delivery that flows but up to %d bytes were held back.".formatted(most[0]));
    }

    @Test
    void aZipHoldsTheRecordsInBothFormatsAndEveryPaper() throws IOException {
        Delivery delivery = new Delivery(Claims.TEMPLATE, () -> List.of(CLAIMS).iterator(), PAPERS);
        Map<String, String> files = unzipped(delivery);
        assertEquals(List.of("records.csv", "records.json", "privacy.json", "exposure.log"), List.copyOf(files.keySet()));
        assertEquals(stitched(DeliveryFormat.CSV, CLAIMS), files.get("records.csv"));
        assertEquals("open 1\n", files.get("exposure.log"));
    }

    @Test
    void ofSeveralFormsEachHasATableOfItsOwnAndJsonNamesTheFormOfEachDocument() throws IOException {
        FormTemplate slip = new FormTemplate("slip", "Slip", Locale.UK, Claims.TEMPLATE.pages(), List.of(Claims.TEMPLATE.fields().get(0)));
        String field = slip.fields().get(0).name();
        Transcript second = new Transcript(1, "a.pdf", 2, List.of(2), Optional.empty(), List.of(new Transcript.Part(
                field, 1, TaskState.AGREED, Reading.of("Ada"), 1, List.of(), List.of(), "")));
        Transcript first = claim("a.pdf", 1, Map.of());
        Delivery delivery = new Delivery(List.of(Claims.TEMPLATE, slip), () -> List.of(first, second).iterator(), PAPERS);
        Map<String, String> files = unzipped(delivery);

        assertEquals(List.of("records-claim.csv", "records-slip.csv", "records.json", "privacy.json", "exposure.log"), List.copyOf(files.keySet()));
        assertEquals(stitched(DeliveryFormat.CSV, first), files.get("records-claim.csv"));
        assertEquals("_file,_document,_marked,_breaches,%s\r\na.pdf,2,,,Ada\r\n".formatted(field), files.get("records-slip.csv"));
        JsonNode records = new ObjectMapper().readTree(files.get("records.json"));
        assertEquals("[\"claim\",\"slip\"]", records.path("templates").toString());
        assertEquals(List.of("claim", "slip"), records.findValuesAsText("template"));
        assertEquals("Expected one template for a table but the documents are of 'claim', 'slip': say which, or take the ZIP.",
                assertThrows(IllegalArgumentException.class,
                        () -> new RecordStitcher().stitch(delivery, DeliveryFormat.CSV, new ByteArrayOutputStream())).getMessage());
    }

    private static Map<String, String> unzipped(Delivery delivery) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RecordStitcher().stitch(delivery, DeliveryFormat.ZIP, out);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), text(zip.readAllBytes()));
            }
        }
        return files;
    }

    @Test
    void recordsAsJsonHoldThePapersThatAreJson() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RecordStitcher()
                .stitch(new Delivery(Claims.TEMPLATE, () -> List.of(CLAIMS).iterator(), PAPERS), DeliveryFormat.JSON, out);
        JsonNode records = new ObjectMapper().readTree(out.toByteArray());
        assertEquals("held", records.at("/privacy/verdict").asText());
        assertEquals(3, records.at("/privacy/bounds/coalition").asInt());
        assertTrue(records.path("exposure").isMissingNode());
        assertEquals(CLAIMS.length, records.path("documents").size());
    }

    @Test
    void theLanguageOfTheServerChangesNothing() {
        String here = stitched(DeliveryFormat.CSV, CLAIMS) + stitched(DeliveryFormat.JSON, CLAIMS);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals(here, stitched(DeliveryFormat.CSV, CLAIMS) + stitched(DeliveryFormat.JSON, CLAIMS));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static RecordField born(Transcript.Part left, Transcript.Part right) {
        return FormRecord.of(Claims.TEMPLATE, claim("a.pdf", 1, Map.of("born1", left, "born2", right))).fields().get(1);
    }

    private static Transcript.Part inState(TaskState state, String text) {
        return switch (state) {
            case AGREED -> agreed(text);
            case ADJUDICATED -> adjudicated(text);
            case OPEN, DISPUTED -> unsettled(state);
        };
    }

    private static List<CSVRecord> rows(Transcript... transcripts) throws IOException {
        return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(new StringReader(stitched(DeliveryFormat.CSV, transcripts)))
                .getRecords();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
