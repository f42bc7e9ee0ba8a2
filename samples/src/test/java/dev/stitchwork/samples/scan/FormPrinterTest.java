package dev.stitchwork.samples.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

class FormPrinterTest {
    private static final FormTemplate FORM = BenefitForm.template();

    @Test
    void theSameSeedPrintsTheSameScansAndAnswers() throws IOException {
        List<PrintedFile> once = print(4, 5);
        List<PrintedFile> again = print(4, 5);
        for (int i = 0; i < once.size(); i++) {
            assertEquals(once.get(i).forms(), again.get(i).forms());
            if (!once.get(i).name().endsWith(".pdf")) { // a PDF carries the second it was made in
                assertArrayEquals(once.get(i).bytes(), again.get(i).bytes(), once.get(i).name());
            }
        }
        assertTrue(!print(1, 6).get(0).forms().equals(once.get(0).forms()), "another seed gives other people");
    }

    @Test
    void everyFormStandsOnItsOwnPageOfAFileOfAnyKind() throws IOException {
        int formsInFiles = 0;
        List<PrintedFile> files = print(20, 1);
        for (PrintedFile file : files) {
            assertEquals(file.forms().size(), pages(file), file.name());
            formsInFiles += file.forms().size();
        }
        assertEquals(20, formsInFiles);
        assertEquals(Set.of("pdf", "tif", "png", "jpg"),
                files.stream().map(file -> file.name().replaceAll(".*\\.", "")).collect(Collectors.toSet()));
    }

    @Test
    void anApplicantAnswersEveryFieldInItsKind() {
        List<FilledForm> forms = forms(300);
        for (Field field : FORM.fields()) {
            List<String> answers = forms.stream().map(form -> form.answers().get(field.name())).toList();
            assertTrue(!field.required() || !answers.contains(""), () -> field.name() + " is required");
            assertTrue(field.required() || field.kind() == FieldKind.CHOICE_ONE || answers.contains(""),
                    () -> field.name() + " is sometimes left empty");
            for (String answer : answers) {
                assertTrue(answer.isEmpty() || field.rules().pattern().map(answer::matches).orElse(true), answer);
                assertTrue(answer.isEmpty() || field.comb() == 0 || answer.length() == field.comb(), answer);
            }
        }
        assertEquals(FORM.fields().stream().map(Field::name).toList(), List.copyOf(forms.get(0).answers().keySet()));
    }

    @Test
    void theTelephonesRingNowhere() {
        for (FilledForm form : forms(300)) {
            String phone = form.answers().get("phone");
            assertTrue(phone.isEmpty() || phone.startsWith("07700 900") || phone.startsWith("01632 960"), phone);
        }
    }

    @Test
    void thePiecesOfAFieldMakeItWhole() {
        FilledForm form = forms(1).get(0);
        String number = form.answers().get("insurance_no");
        assertEquals(number, form.piece("insurance_no", 1, 3) + form.piece("insurance_no", 2, 3) + form.piece("insurance_no", 3, 3));
        assertEquals(number.substring(3, 6), form.piece("insurance_no", 2, 3));
    }

    private static List<FilledForm> forms(int count) {
        return Stream.generate(new Applicants(new SplittableRandom(2))::next).limit(count).toList();
    }

    private static List<PrintedFile> print(int forms, long seed) throws IOException {
        List<PrintedFile> files = Collections.synchronizedList(new ArrayList<>());
        new FormPrinter(FORM, SampleFormFiles.blankPdf()).print(forms, seed, "scan", files::add);
        files.sort(Comparator.comparing(PrintedFile::name));
        return files;
    }

    private static int pages(PrintedFile file) throws IOException {
        if (file.name().endsWith(".pdf")) {
            try (PDDocument document = Loader.loadPDF(file.bytes())) {
                return document.getNumberOfPages();
            }
        }
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file.bytes()))) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            return reader.getNumImages(true);
        }
    }
}
