package dev.stitchwork.samples.form;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.SensitivityClass;
import dev.stitchwork.engine.form.TemplatePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The sample form: a one-page application to a society that does not exist, with a field of every kind. This class is
 * the one place where its boxes stand; the drawing, the template file and the printed copies all follow it.
 */
public final class BenefitForm {
    public static final String NAME = "benefit-application";
    public static final String BLANK_PDF = NAME + ".pdf";
    public static final String TEMPLATE_JSON = NAME + ".json";
    public static final String TITLE = "Application for a household benefit";
    public static final double WIDTH_MM = 210;
    public static final double HEIGHT_MM = 297;

    static final double LEFT = 16;
    static final double RIGHT = 194;
    static final double TICK_BOX = 4.4;
    private static final double LINE = 8.5;
    private static final double CELL = 7;

    /** Marks, signatures and empty fields are settled by ink alone when it is this sure; whatever is written is not. */
    private static final MachinePolicy INK_DECIDES = new MachinePolicy(true, OptionalDouble.of(0.98));

    private BenefitForm() {}

    /** A heading of the form and where its line begins, mm from the top. */
    record Section(String heading, double y) {}

    static List<Section> sections() {
        return List.of(
                new Section("A   About you", 47),
                new Section("B   Where you live", 101),
                new Section("C   Household and income", 142),
                new Section("D   What you ask for", 183),
                new Section("E   Declaration", 247));
    }

    public static FormTemplate template() {
        return new FormTemplate(
                NAME,
                TITLE,
                Locale.UK,
                List.of(new TemplatePage(WIDTH_MM, HEIGHT_MM, Optional.of(new TemplatePage.Reference(BLANK_PDF, 1)))),
                fields());
    }

    private static List<Field> fields() {
        List<Field> all = new ArrayList<>();
        all.add(line("family_name", "Family name", LEFT, 58, 86, FieldKind.PERSON_NAME)
                .sensitive(SensitivityClass.NAME, "identity").done());
        all.add(line("given_names", "Given names", 108, 58, 86, FieldKind.PERSON_NAME)
                .sensitive(SensitivityClass.NAME, "identity").done());
        all.add(line("birth_date", "Date of birth (day / month / year)", LEFT, 73, 44, FieldKind.DATE)
                .date("1920-01-01", "2008-12-31").sensitive(SensitivityClass.BIRTH, "identity").done());
        all.add(comb("insurance_no", "Insurance number", 66, 73, 9, 3).pattern("[A-Z]{2}[0-9]{6}[A-D]")
                .sensitive(SensitivityClass.IDENTIFIER, "identity").done());
        all.add(ticks("family_status", "Family status", FieldKind.CHOICE_ONE, 89.5, List.of(LEFT, 56.0, 96.0, 136.0),
                List.of("single", "married", "separated", "widowed")));

        all.add(line("street", "House number and street", LEFT, 112, 90, FieldKind.TEXT).done());
        all.add(line("town", "Town", 110, 112, 50, FieldKind.TEXT).done());
        all.add(line("postcode", "Postcode", 164, 112, 30, FieldKind.POSTCODE)
                .sensitive(SensitivityClass.POSTCODE, "identity").done());
        all.add(line("phone", "Telephone", LEFT, 128, 62, FieldKind.PHONE)
                .sensitive(SensitivityClass.CONTACT).optional().done());
        all.add(line("email", "E-mail", 82, 128, 112, FieldKind.EMAIL)
                .sensitive(SensitivityClass.CONTACT).optional().done());

        all.add(line("household", "People in the household", LEFT, 153, 36, FieldKind.INTEGER).range("1", "15").done());
        all.add(line("hours", "Hours worked a week", 56, 153, 36, FieldKind.DECIMAL).range("0", "80").optional().done());
        all.add(line("income", "Monthly income, \u00a3", 96, 153, 47, FieldKind.MONEY).range("0", "9999").done());
        all.add(line("rent", "Monthly rent, \u00a3", 147, 153, 47, FieldKind.MONEY).range("0", "9999").done());
        all.add(line("employer", "Employer, if any", LEFT, 169, 178, FieldKind.TEXT).optional().done());

        all.add(ticks("support", "Support with (tick all that apply)", FieldKind.CHOICE_ANY, 195,
                List.of(LEFT, 52.0, 88.0, 124.0, 160.0),
                List.of("heating", "rent", "childcare", "care at home", "travel")));
        all.add(line("start_date", "Wanted from (day / month / year)", LEFT, 210, 44, FieldKind.DATE)
                .date("2026-01-01", "2027-12-31").done());
        all.add(ticks("pay_by", "To be paid by", FieldKind.CHOICE_ONE, 212, List.of(66.0, 98.0),
                List.of("bank", "post")));
        all.add(comb("account_no", "Account number", 138, 210, 8, 4).pattern("[0-9]{8}")
                .sensitive(SensitivityClass.ACCOUNT, "account").optional().done());
        all.add(line("remarks", "Anything else we should know", LEFT, 226, 178, FieldKind.TEXT).lengthMax(80)
                .sensitive(SensitivityClass.CONFIDENTIAL).optional().done());
        all.add(new Draft("signature", "Signature", new Box(LEFT, 263, 110, 15), FieldKind.SIGNATURE).optional().done());
        all.add(line("signed_on", "Date (day / month / year)", 150, 269.5, 44, FieldKind.DATE)
                .date("2026-01-01", "2027-12-31").done());
        return all;
    }

    private static Draft line(String name, String label, double x, double y, double width, FieldKind kind) {
        return new Draft(name, label, new Box(x, y, width, LINE), kind);
    }

    private static Draft comb(String name, String label, double x, double y, int cells, int parts) {
        return new Draft(name, label, new Box(x, y, cells * CELL, LINE), FieldKind.CODE).cells(cells, parts);
    }

    private static Field ticks(String name, String label, FieldKind kind, double y, List<Double> lefts, List<String> values) {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            options.add(new Option(values.get(i).replace(' ', '-'), values.get(i),
                    new Box(lefts.get(i), y, TICK_BOX, TICK_BOX)));
        }
        Box all = options.stream().map(Option::box).reduce(Box::union).orElseThrow();
        return new Field(name, label, 1, all, kind, false, Rules.NONE, Sensitivity.NONE, 1, 0, options, INK_DECIDES);
    }

    /** A field while it is being described: what most fields do not have is said only where they have it. */
    private static final class Draft {
        private final String name;
        private final String label;
        private final Box box;
        private final FieldKind kind;
        private boolean required = true;
        private Rules rules = Rules.NONE;
        private Sensitivity sensitivity = Sensitivity.NONE;
        private int cells;
        private int parts = 1;

        Draft(String name, String label, Box box, FieldKind kind) {
            this.name = name;
            this.label = label;
            this.box = box;
            this.kind = kind;
        }

        Draft optional() {
            required = false;
            return this;
        }

        Draft sensitive(SensitivityClass what) {
            sensitivity = new Sensitivity(what, Optional.empty());
            return this;
        }

        Draft sensitive(SensitivityClass what, String group) {
            sensitivity = new Sensitivity(what, Optional.of(group));
            return this;
        }

        Draft cells(int count, int pieces) {
            cells = count;
            parts = pieces;
            return this;
        }

        Draft pattern(String expression) {
            rules = new Rules(Optional.of(expression), rules.min(), rules.max(), List.of(), rules.dateFormat(), rules.lengthMax());
            return this;
        }

        Draft range(String min, String max) {
            rules = new Rules(rules.pattern(), Optional.of(min), Optional.of(max), List.of(), rules.dateFormat(), rules.lengthMax());
            return this;
        }

        Draft date(String min, String max) {
            rules = new Rules(rules.pattern(), Optional.of(min), Optional.of(max), List.of(), Optional.of("dd/MM/yyyy"), rules.lengthMax());
            return this;
        }

        Draft lengthMax(int characters) {
            rules = new Rules(rules.pattern(), rules.min(), rules.max(), List.of(), rules.dateFormat(), OptionalInt.of(characters));
            return this;
        }

        Field done() {
            MachinePolicy machine = required ? MachinePolicy.VOTER : INK_DECIDES;
            return new Field(name, label, 1, box, kind, required, rules, sensitivity, parts, cells, List.of(), machine);
        }
    }
}
