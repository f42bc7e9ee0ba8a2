package dev.stitchwork.stitcher;

/** What stands in a cell in place of a value that nobody may guess. */
enum Mark {
    /** At least one part waits for more answers. */
    OPEN("open"),
    /** At least one part waits for an adjudicator. */
    DISPUTED("disputed"),
    /** People agree that it cannot be read. */
    ILLEGIBLE("illegible"),
    /** People agree that the picture does not show the whole answer. */
    WRONG_CROP("wrong-crop"),
    /** People agree on an answer that the field cannot have, such as option 7 of 3. */
    IMPOSSIBLE("impossible");

    private final String word;

    Mark(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    String cell() {
        return "[" + word + "]";
    }
}
