package dev.stitchwork.engine.form;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the fields of a template lie on a page, and so what one document is and how many pieces a field has.
 *
 * <p>Only on a form does the template say how many pieces there are; elsewhere each document has as many as its page
 * shows, numbered in the order one reads.
 */
public sealed interface Layout {
    /** A printed form: a document is one copy of all its pages, and each field stands in its own box. */
    record Form() implements Layout {}

    /**
     * Running text: a document is one page, and its one field is all that is written in the field's box, word by word
     * where it is print and line by line where it is handwriting.
     *
     * @param writing what it is written with
     * @param languages names of Tesseract's data to read print with; empty for the language of the template's locale
     */
    record FreeText(Writing writing, List<String> languages) implements Layout {
        public FreeText {
            languages = List.copyOf(languages);
        }
    }

    /**
     * A ruled table: a document is one row, and each field a column, whose box is the column from below its heading to
     * the end of the table. A cell of several lines has a piece for each.
     *
     * @param headingMm height of the heading, from the top of the upright rules down to the first row; with it the table is
     *     found wherever it lies on its page
     * @param rowPitchMm how far rows are apart where no rules part them; empty where rules do
     * @param rowsMin fewest rows that a page can have, empty ones counted
     * @param rowsMax most rows that a page can have
     */
    record Register(OptionalDouble headingMm, OptionalDouble rowPitchMm, int rowsMin, int rowsMax) implements Layout {
        /** So many rows fit no page. */
        public static final int ROWS_MAX = 500;

        public Register() {
            this(OptionalDouble.empty(), OptionalDouble.empty(), 1, ROWS_MAX);
        }
    }

    Layout FORM = new Form();

    /** The word for it in template files. */
    default String json() {
        return this instanceof Form ? "form" : this instanceof FreeText ? "free-text" : "register";
    }

    /** Whether the template itself says how many pieces each field has. */
    default boolean fixed() {
        return this instanceof Form;
    }
}
