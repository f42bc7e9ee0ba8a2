package dev.stitchwork.engine.consensus.text;

/** Levenshtein's distance: how many letters, or words, must be put in, left out or changed. */
public final class Distance {
    private Distance() {}

    /** In letters. */
    public static int between(CharSequence a, CharSequence b) {
        return between(a.codePoints().toArray(), b.codePoints().toArray());
    }

    /** In numbered words or letters. */
    public static int between(int[] a, int[] b) {
        int from = 0;
        int aEnd = a.length;
        int bEnd = b.length;
        while (from < aEnd && from < bEnd && a[from] == b[from]) {
            from++;
        }
        while (aEnd > from && bEnd > from && a[aEnd - 1] == b[bEnd - 1]) {
            aEnd--;
            bEnd--;
        }
        int[] row = new int[bEnd - from + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = from; i < aEnd; i++) {
            int diagonal = row[0]++;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (a[i] == b[from + j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[row.length - 1];
    }
}
