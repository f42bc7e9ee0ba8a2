package dev.stitchwork.samples.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.scan.FilledForm;
import dev.stitchwork.samples.scan.PrintedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WitnessTest {
    private static final PrintedFile FILE = new PrintedFile("two.pdf", new byte[0], List.of(
            new FilledForm(Map.of("town", "Lindenau", "insurance_no", "QQ123456A", "email", "")),
            new FilledForm(Map.of("town", "Marlsea", "insurance_no", "QQ654321B", "email", ""))));

    @Test
    void aPictureShowsWhatWasWrittenInItsPieceOfTheField() throws Exception {
        Witness witness = witness(shreds("town", 1, "first town"), shreds("insurance_no", 2, "second number"));
        assertEquals(Optional.of(Reading.of("Lindenau")), seen(witness, "first town"));
        assertEquals(Optional.of(Reading.of("543")), seen(witness, "second number"));
        assertEquals(Optional.empty(), seen(witness, "a picture of something else"));
    }

    @Test
    void emptyFieldsLookAlikeAndAreAllBlank() throws Exception {
        Witness witness = witness(shreds("email", 1, "white"), shreds("email", 1, "white"));
        assertEquals(Optional.of(Reading.BLANK), seen(witness, "white"));
    }

    @Test
    void onePictureWithTwoTruthsCannotBeReadByAnybody() throws Exception {
        Witness witness = witness(shreds("town", 1, "the same dots"), shreds("town", 1, "the same dots"));
        assertEquals(Optional.of(Reading.ILLEGIBLE), seen(witness, "the same dots"));
    }

    @Test
    void theSplittersWorkIsPassedOnUntouched() throws Exception {
        List<ShreddedDocument> documents = new ArrayList<>();
        Witness witness = new Witness(new Fixed(shreds("town", 1, "one"), shreds("town", 1, "two")));
        witness.split(scan(), into(documents));
        assertEquals(List.of("one", "two"),
                documents.stream().map(each -> new String(each.shreds().get(0).picture(), StandardCharsets.UTF_8)).toList());
        assertTrue(witness.look("one".getBytes(StandardCharsets.UTF_8)).isEmpty(), "nobody told it what is written");
    }

    private static Witness witness(List<Shred> first, List<Shred> second) throws Exception {
        Witness witness = new Witness(new Fixed(first, second));
        witness.learn(FILE);
        witness.split(scan(), into(new ArrayList<>()));
        return witness;
    }

    private static Optional<Reading> seen(Witness witness, String picture) {
        return witness.look(picture.getBytes(StandardCharsets.UTF_8)).map(Truth::reading);
    }

    private static List<Shred> shreds(String field, int part, String picture) {
        return List.of(new Shred(field, part, picture.getBytes(StandardCharsets.UTF_8), 0, List.of(), Optional.empty()));
    }

    private static Scan scan() {
        return new Scan("two.pdf", () -> {
            throw new AssertionError("nobody reads it");
        }, BenefitForm.template(), Map.of(), Optional.empty());
    }

    private static Splitter.Pieces into(List<ShreddedDocument> documents) {
        return new Splitter.Pieces() {
            @Override
            public void document(ShreddedDocument document) {
                documents.add(document);
            }

            @Override
            public void refused(List<Integer> filePages, String reason) {
                throw new AssertionError(reason);
            }
        };
    }

    /** A splitter that always cuts the same two documents. */
    private record Fixed(List<Shred> first, List<Shred> second) implements Splitter {
        @Override
        public void split(Scan scan, Pieces pieces) {
            pieces.document(new ShreddedDocument(List.of(new PageFit(1, 0)), first));
            pieces.document(new ShreddedDocument(List.of(new PageFit(2, 0)), second));
        }

        @Override
        public List<ExposureLog.Canvas> canvases() {
            return List.of();
        }

        @Override
        public List<String> checkReferences(Scan emptyForm) {
            return List.of();
        }

        @Override
        public Optional<String> machineReadingUnavailable() {
            return Optional.empty();
        }
    }
}
