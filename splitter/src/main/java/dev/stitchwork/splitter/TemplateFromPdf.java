package dev.stitchwork.splitter;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.splitter.intake.PageFrame;
import dev.stitchwork.splitter.intake.PdfForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.form.PDCheckBox;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDRadioButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/**
 * Drafts a template from a blank PDF: its pages, and a field for each of its electronic form fields.
 *
 * <p>What a PDF does not say is guessed from names and left to the client to check; nothing is guessed that would make a
 * wrong value look right.
 */
public final class TemplateFromPdf {
    /**
     * A template to begin with.
     *
     * @param notes what is left to do, one sentence each
     */
    public record Draft(FormTemplate template, List<String> notes) {
        public Draft {
            notes = List.copyOf(notes);
        }
    }

    private final String file;
    private final List<Field> fields = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private TemplateFromPdf(String file) {
        this.file = file;
    }

    /**
     * Reads a blank form.
     *
     * @param password opens an encrypted file
     * @throws IOException with one sentence where the file cannot be read
     */
    public static Draft read(Path pdf, Optional<String> password) throws IOException {
        String file = pdf.getFileName().toString();
        try (PDDocument document = Loader.loadPDF(pdf.toFile(), password.orElse(""))) {
            return new TemplateFromPdf(file).draft(document);
        } catch (InvalidPasswordException locked) {
            throw new IOException(password.isPresent()
                    ? "Expected the password of '%s' but the one given does not open it.".formatted(file)
                    : "Expected an open PDF but '%s' is locked: give its password.".formatted(file), locked);
        } catch (IOException unreadable) {
            throw new IOException("Expected a PDF but '%s' cannot be read as one.".formatted(file), unreadable);
        }
    }

    private Draft draft(PDDocument document) throws IOException {
        PdfForm form = new PdfForm(document);
        List<TemplatePage> pages = new ArrayList<>();
        for (PDPage page : document.getPages()) {
            PageFrame frame = new PageFrame(page);
            pages.add(new TemplatePage(rounded(frame.widthMm()), rounded(frame.heightMm()),
                    Optional.of(new TemplatePage.Reference(file, pages.size() + 1))));
            Map<PDField, List<PdfForm.Placed>> placed = new LinkedHashMap<>();
            form.on(page).forEach(place -> placed.computeIfAbsent(place.field(), key -> new ArrayList<>()).add(place));
            placed.forEach((field, places) -> add(field, places, frame, pages.size()));
        }
        if (form.isEmpty()) {
            notes.add("'%s' has no electronic form fields: draw each field's box, in millimetres from the top left, "
                    .formatted(file) + "into \"fields\".");
        } else {
            notes.add("Check each field's kind, and say which are sensitive; a PDF knows neither.");
        }
        String name = name(file.replaceFirst("(?i)\\.pdf$", ""));
        String title = document.getDocumentInformation().getTitle();
        FormTemplate template = new FormTemplate(
                name, title == null || title.isBlank() ? name : title.strip(), Locale.UK, pages, fields);
        return new Draft(template, notes);
    }

    private void add(PDField field, List<PdfForm.Placed> places, PageFrame frame, int page) {
        List<Box> boxes = places.stream().map(place -> rounded(frame.box(place.widget().getRectangle()))).toList();
        if (field instanceof PDRadioButton) {
            List<Option> options = options(field, places, boxes);
            addField(field, page, boxes.stream().reduce(Box::union).orElseThrow(), FieldKind.CHOICE_ONE, 0,
                    Rules.NONE, options);
            return;
        }
        if (field instanceof PDCheckBox) {
            List<Option> options = options(field, places, boxes);
            addField(field, page, boxes.stream().reduce(Box::union).orElseThrow(), FieldKind.CHOICE_ANY, 0,
                    Rules.NONE, options);
            return;
        }
        if (boxes.size() > 1) {
            notes.add("Field '%s' is drawn %d times on page %d; only the first is taken."
                    .formatted(field.getFullyQualifiedName(), boxes.size(), page));
        }
        if (field instanceof PDSignatureField) {
            addField(field, page, boxes.get(0), FieldKind.SIGNATURE, 0, Rules.NONE, List.of());
        } else if (field instanceof PDTextField text) {
            int most = text.getMaxLen();
            OptionalInt lengthMax = most > 0 ? OptionalInt.of(most) : OptionalInt.empty();
            Rules rules = new Rules(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), lengthMax);
            addField(field, page, boxes.get(0), kind(field), text.isComb() && most > 0 ? most : 0, rules, List.of());
        } else {
            addField(field, page, boxes.get(0), kind(field), 0, Rules.NONE, List.of());
        }
    }

    private void addField(
            PDField field, int page, Box box, FieldKind kind, int comb, Rules rules, List<Option> options) {
        String label = field.getAlternateFieldName();
        fields.add(new Field(unique(name(field.getFullyQualifiedName())),
                label == null || label.isBlank() ? field.getFullyQualifiedName() : label.strip(), page, box, kind,
                field.isRequired(), rules, Sensitivity.NONE, 1, comb, options, MachinePolicy.VOTER));
    }

    private static List<Option> options(PDField field, List<PdfForm.Placed> places, List<Box> boxes) {
        List<Option> options = new ArrayList<>();
        Set<String> values = new HashSet<>();
        for (int i = 0; i < places.size(); i++) {
            String state = places.get(i).onState().orElse(String.valueOf(i + 1));
            String value = places.size() == 1 && state.equalsIgnoreCase("yes") ? field.getPartialName() : state;
            options.add(new Option(values.add(value) ? value : value + " " + (i + 1), value, boxes.get(i)));
        }
        return options;
    }

    /** A kind that the name makes plain; text for all others. */
    private static FieldKind kind(PDField field) {
        String label = field.getAlternateFieldName();
        String words = (field.getFullyQualifiedName() + " " + (label == null ? "" : label)).toLowerCase(Locale.ROOT);
        if (words.contains("mail")) {
            return FieldKind.EMAIL;
        }
        if (words.contains("phone") || words.contains("mobile")) {
            return FieldKind.PHONE;
        }
        if (words.matches(".*\\b(date|dob)\\b.*") || words.contains("birth")) {
            return FieldKind.DATE;
        }
        if (words.contains("postcode") || words.contains("post code") || words.matches(".*\\bzip\\b.*")) {
            return FieldKind.POSTCODE;
        }
        if (words.contains("surname") || words.matches(".*\\b(first|last|family|full)[ _.]?name\\b.*")) {
            return FieldKind.PERSON_NAME;
        }
        return FieldKind.TEXT;
    }

    private static String name(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_.-]+", "_").replaceFirst("^[^A-Za-z]+", "");
        String named = plain.isEmpty() ? "form" : plain;
        return named.length() <= 60 ? named : named.substring(0, 60);
    }

    private String unique(String name) {
        String free = name;
        for (int i = 2; !names.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private static Box rounded(Box box) {
        return new Box(rounded(box.x()), rounded(box.y()), rounded(box.width()), rounded(box.height()));
    }

    private static double rounded(double mm) {
        return Math.round(mm * 100) / 100.0;
    }
}
