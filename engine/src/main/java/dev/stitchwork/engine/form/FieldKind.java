package dev.stitchwork.engine.form;

import java.util.Arrays;
import java.util.Optional;

/** What a field holds, and so how it is keyed, normalised and typed in the output. */
public enum FieldKind {
    TEXT("text"),
    PERSON_NAME("person-name"),
    INTEGER("integer"),
    DECIMAL("decimal"),
    MONEY("money"),
    DATE("date"),
    PHONE("phone"),
    EMAIL("email"),
    POSTCODE("postcode"),
    CODE("code"),
    /** One of several boxes is marked; the answer is the number of that option, counted from 1. */
    CHOICE_ONE("choice-one"),
    /** Any number of boxes may be marked; the answer is their numbers in rising order, "1 3". */
    CHOICE_ANY("choice-any"),
    /** A signature is there or not; the answer is "yes", or blank. */
    SIGNATURE("signature");

    private final String json;

    FieldKind(String json) {
        this.json = json;
    }

    /** The word for this kind in template files and over HTTP. */
    public String json() {
        return json;
    }

    public static Optional<FieldKind> ofJson(String json) {
        return Arrays.stream(values()).filter(kind -> kind.json.equals(json)).findFirst();
    }

    public boolean isChoice() {
        return this == CHOICE_ONE || this == CHOICE_ANY;
    }

    /** Kinds whose canonical form is a number with a decimal point. */
    public boolean isNumber() {
        return this == INTEGER || this == DECIMAL || this == MONEY;
    }

    /** Kinds whose fragment is answered by marks, not by typing. */
    public boolean isMarked() {
        return isChoice() || this == SIGNATURE;
    }
}
