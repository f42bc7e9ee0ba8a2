package dev.stitchwork.engine.consensus.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Texts laid side by side: a column for every place of the line, and in each column the place of the word that each
 * text has there, or {@link #GAP}.
 *
 * <p>Texts are added one after the other to what stands already (progressive alignment, as ROVER does: Fiscus, ASRU
 * 1997), by the cheapest path: a word in a column costs the weighted mean of what it costs against the words there.
 */
final class Columns {
    static final int GAP = -1;

    private static final byte BOTH = 0;
    private static final byte COLUMN = 1;
    private static final byte WORD = 2;

    private final List<Keying> texts;
    private final double[] weights;
    private final Cost cost;
    private final List<Integer> added = new ArrayList<>();
    private List<int[]> columns = new ArrayList<>();

    /** What two words in one column cost. */
    interface Cost {
        double of(int word, int other);
    }

    Columns(List<Keying> texts, double[] weights, Cost cost) {
        this.texts = texts;
        this.weights = weights;
        this.cost = cost;
    }

    /** The columns, each with a place for every text. */
    List<int[]> all() {
        return columns;
    }

    /** The word that a text has in a column, or {@link #GAP}. */
    int word(int[] column, int text) {
        return column[text] == GAP ? GAP : texts.get(text).words()[column[text]];
    }

    /** Lays one more text beside the others. */
    void add(int text) {
        byte[][] steps = cheapest(text);
        List<int[]> merged = new ArrayList<>();
        int at = columns.size();
        int word = texts.get(text).size();
        while (at > 0 || word > 0) {
            byte step = steps[at][word];
            int[] column = step == WORD ? empty() : columns.get(--at);
            if (step != COLUMN) {
                column[text] = --word;
            }
            merged.add(column);
        }
        Collections.reverse(merged);
        columns = merged;
        added.add(text);
    }

    private int[] empty() {
        int[] column = new int[texts.size()];
        Arrays.fill(column, GAP);
        return column;
    }

    private byte[][] cheapest(int text) {
        int[] words = texts.get(text).words();
        byte[][] steps = new byte[columns.size() + 1][words.length + 1];
        double[] above = new double[words.length + 1];
        for (int j = 1; j <= words.length; j++) {
            above[j] = j;
            steps[0][j] = WORD;
        }
        double all = 0;
        for (int other : added) {
            all += weights[other];
        }
        double[] row = new double[words.length + 1];
        int[] there = new int[added.size()];
        double[] shares = new double[added.size()];
        for (int i = 1; i <= columns.size(); i++) {
            int size = 0;
            double filled = 0;
            for (int other : added) {
                int word = word(columns.get(i - 1), other);
                if (word != GAP) {
                    there[size] = word;
                    shares[size] = weights[other] / all;
                    filled += shares[size++];
                }
            }
            row[0] = above[0] + filled;
            steps[i][0] = COLUMN;
            for (int j = 1; j <= words.length; j++) {
                double both = above[j - 1] + 1 - filled;
                for (int other = 0; other < size; other++) {
                    both += shares[other] * cost.of(there[other], words[j - 1]);
                }
                double skip = above[j] + filled;
                double insert = row[j - 1] + 1;
                row[j] = Math.min(both, Math.min(skip, insert));
                steps[i][j] = both <= row[j] + 1e-9 ? BOTH : skip <= row[j] + 1e-9 ? COLUMN : WORD;
            }
            double[] spare = above;
            above = row;
            row = spare;
        }
        return steps;
    }
}
