package dev.stitchwork.engine.form;

/** What kind of thing a field reveals about a person; the scheduler keeps some classes apart. */
public enum SensitivityClass {
    PLAIN, NAME, IDENTIFIER, ACCOUNT, CONTACT, POSTCODE, BIRTH, SEX, CONFIDENTIAL;

    /** The word for this class in template files. */
    public String json() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
