package dev.stitchwork.ui;

import dev.stitchwork.engine.form.FieldKind;

/**
 * The one sentence that tells a worker what to do. It depends on the kind of field and nothing else, so that no word of
 * a client can reach a worker.
 */
final class Prompts {
    private Prompts() {}

    static String of(FieldKind kind) {
        return switch (kind) {
            case TEXT -> "Type what is written";
            case PERSON_NAME -> "Type the name as written";
            case INTEGER -> "Type the whole number";
            case DECIMAL -> "Type the number as written";
            case MONEY -> "Type the amount as written";
            case DATE -> "Type the date as written";
            case PHONE -> "Type the phone number as written";
            case EMAIL -> "Type the e-mail address as written";
            case POSTCODE -> "Type the postcode as written";
            case CODE -> "Type every letter and digit as written";
            case CHOICE_ONE -> "Which box is marked?";
            case CHOICE_ANY -> "Which boxes are marked?";
            case SIGNATURE -> "Is there a signature?";
        };
    }
}
