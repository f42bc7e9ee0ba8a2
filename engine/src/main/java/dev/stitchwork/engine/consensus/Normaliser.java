package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Brings two keyings of the same ink to the same text: case, blanks, punctuation, dates, numbers, phone, e-mail, by the
 * field's kind. The raw keying is never replaced; this is only what votes are compared by and what the output holds.
 *
 * <p>Where a keying can be read in one way only, that is taken; where the field's rules or the template's locale decide
 * between two, they do; what cannot be read as the field's kind at all stays text, and text never shares a ballot with
 * a value that could be read.
 */
public final class Normaliser {
    private Normaliser() {}

    /**
     * The reading in the field's canonical form.
     *
     * <p>INTEGER {@code 1234}; DECIMAL {@code 1234.5}; MONEY {@code 1234.50}; DATE ISO {@code 1984-02-29}, as far as the
     * paper asks; PHONE E.164; EMAIL lower case; POSTCODE and CODE upper case; CHOICE option numbers rising,
     * {@code 1 3}; SIGNATURE {@code yes}; text NFC with blanks folded and case kept; a text of the field's list as the
     * list spells it. A piece of a field that is cut into parts is only folded, since a part of a date is no date.
     *
     * <p>Takes raw readings only: {@code 1.234}, the canonical form of a German's {@code 1,234}, is itself a German's
     * one thousand two hundred and thirty-four. What is canonical already has its ballot by {@link #ballotOfCanonical}.
     */
    public static Reading normalise(Reading raw, Field field, Locale locale) {
        if (raw.verdict() != Reading.Verdict.VALUE) {
            return raw;
        }
        return field.parts() > 1 ? reading(Folding.fold(raw.text()), raw) : whole(raw, field, locale);
    }

    /** The canonical form of a whole field, also where the field is cut into parts and this is the parts joined. */
    public static Reading whole(Reading raw, Field field, Locale locale) {
        if (raw.verdict() != Reading.Verdict.VALUE) {
            return raw;
        }
        String folded = Folding.fold(raw.text());
        if (field.kind() == FieldKind.SIGNATURE && WrittenMarks.saysNo(folded)) {
            return Reading.BLANK;
        }
        return reading(listed(folded, field, locale).or(() -> typed(folded, field, locale)).orElse(folded), raw);
    }

    /**
     * What two raw readings must share to count as the same answer: the canonical form without case and punctuation.
     * Only equality means anything, and only between ballots of one field.
     */
    public static String ballot(Reading raw, Field field, Locale locale) {
        Reading.Verdict verdict = normalise(raw, field, locale).verdict();
        if (verdict != Reading.Verdict.VALUE) {
            return "!" + verdict;
        }
        String folded = Folding.fold(raw.text());
        return field.parts() > 1 ? "~" + pieceKey(folded, field) : wholeBallot(folded, field, locale);
    }

    /** The same of a reading that was brought to its canonical form before: what a task was settled on. */
    public static String ballotOfCanonical(Reading canonical, Field field, Locale locale) {
        return isNumber(canonical, field) ? "=" + canonical.text() : ballot(canonical, field, locale);
    }

    /**
     * What is canonical as somebody of this locale would write it, to be shown and read again: {@code 1,234} for a German's
     * {@code 1.234}.
     */
    public static String written(Reading canonical, Field field, Locale locale) {
        return isNumber(canonical, field)
                ? canonical.text().replace('.', WrittenNumber.decimalSeparator(locale))
                : canonical.text();
    }

    private static boolean isNumber(Reading canonical, Field field) {
        return field.kind().isNumber() && field.parts() == 1
                && WrittenNumber.isCanonical(canonical.text(), field.kind() == FieldKind.INTEGER);
    }

    private static String wholeBallot(String folded, Field field, Locale locale) {
        return switch (field.kind()) {
            case TEXT, PERSON_NAME -> "~" + Folding.key(folded);
            case CODE, POSTCODE -> "~" + Folding.alphanumeric(folded);
            case INTEGER, DECIMAL, MONEY, DATE, PHONE, EMAIL, CHOICE_ONE, CHOICE_ANY, SIGNATURE ->
                typed(folded, field, locale).map(value -> "=" + value).orElseGet(() -> "~" + untypedKey(folded, field));
        };
    }

    /** How text is compared that should have been a number, a date, an address or a mark, and is not. */
    private static String untypedKey(String folded, Field field) {
        return switch (field.kind()) {
            case DATE, PHONE -> Folding.alphanumeric(folded);
            case EMAIL -> Folding.caseless(Folding.withoutBlanks(folded));
            default -> Folding.key(folded);
        };
    }

    private static String pieceKey(String piece, Field field) {
        return switch (field.kind()) {
            case CODE, POSTCODE, DATE, PHONE, INTEGER -> Folding.alphanumeric(piece);
            case EMAIL -> Folding.caseless(Folding.withoutBlanks(piece));
            default -> Folding.key(piece);
        };
    }

    private static Optional<String> typed(String folded, Field field, Locale locale) {
        return switch (field.kind()) {
            case TEXT, PERSON_NAME -> Optional.of(folded);
            case INTEGER -> WrittenNumber.integer(folded);
            case DECIMAL -> WrittenNumber.decimal(folded, locale);
            case MONEY -> WrittenNumber.money(folded, locale);
            case DATE -> WrittenDate.canonical(folded, field.rules(), locale);
            case PHONE -> WrittenPhone.canonical(folded, locale);
            case EMAIL -> WrittenAddress.email(folded);
            case POSTCODE -> Optional.of(WrittenAddress.postcode(folded, locale));
            case CODE -> Optional.of(folded.toUpperCase(Locale.ROOT));
            case CHOICE_ONE, CHOICE_ANY -> WrittenMarks.options(folded, field.options().size());
            case SIGNATURE -> WrittenMarks.signature(folded);
        };
    }

    /** The list's spelling of a text, the nearest where it has several; a number or a date has one spelling already. */
    private static Optional<String> listed(String folded, Field field, Locale locale) {
        if (field.rules().values().isEmpty() || field.kind().isNumber() || field.kind() == FieldKind.DATE) {
            return Optional.empty();
        }
        String keyed = Folding.caseless(folded);
        String ballot = wholeBallot(folded, field, locale);
        return spelled(field, value -> Folding.caseless(value).equals(keyed))
                .or(() -> spelled(field, value -> wholeBallot(value, field, locale).equals(ballot)));
    }

    private static Optional<String> spelled(Field field, Predicate<String> isMeant) {
        return field.rules().values().stream().filter(value -> isMeant.test(Folding.fold(value))).findFirst();
    }

    /** Folding may lengthen a text past what a reading holds, or leave nothing of it; neither may end the vote. */
    private static Reading reading(String text, Reading raw) {
        if (text.isBlank()) {
            return Reading.BLANK;
        }
        return text.length() > Reading.CHARACTERS_MAX ? raw : Reading.of(text);
    }
}
