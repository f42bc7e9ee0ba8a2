package dev.stitchwork.splitter.registration;

/**
 * A spot of a picture that is found again at another size, turn and light.
 *
 * @param x centre, pixels of the picture
 * @param y centre, pixels of the picture
 * @param strength contrast to its surroundings
 * @param looks 128 numbers, a vector of length one, alike for the same spot in another picture
 */
record Feature(double x, double y, double strength, float[] looks) {
    private static final int CELLS = 8;

    /** How alike two are, 1 for the same. */
    double likeness(Feature other) {
        float one = 0;
        float two = 0;
        float three = 0;
        float four = 0;
        float[] there = other.looks;
        for (int i = 0; i < looks.length; i += 4) {
            one += looks[i] * there[i];
            two += looks[i + 1] * there[i + 1];
            three += looks[i + 2] * there[i + 2];
            four += looks[i + 3] * there[i + 3];
        }
        return one + two + (three + four);
    }

    /** The number of its cell where a picture is parted into eight by eight. */
    static int cell(double x, double y, int width, int height) {
        return (int) (y * CELLS / height) * CELLS + (int) (x * CELLS / width);
    }

    static int cells() {
        return CELLS * CELLS;
    }
}
