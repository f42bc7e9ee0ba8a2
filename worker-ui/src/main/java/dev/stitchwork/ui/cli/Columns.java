package dev.stitchwork.ui.cli;

import java.util.ArrayList;
import java.util.List;

/** A table for the terminal: columns as wide as they must be, two blanks between. */
public final class Columns {
    private final List<List<String>> rows = new ArrayList<>();

    public Columns(String... heads) {
        rows.add(List.of(heads));
    }

    public void add(Object... cells) {
        rows.add(java.util.Arrays.stream(cells).map(String::valueOf).toList());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int last = rows.get(0).size() - 1;
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < last; column++) {
                line.append(row.get(column)).append(" ".repeat(width(column) - row.get(column).length() + 2));
            }
            text.append(line.append(row.get(last)).toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
