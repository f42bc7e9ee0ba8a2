package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.ui.cli.Columns;
import java.io.PrintWriter;
import java.util.Locale;

/** A table of what was measured against what is wanted; it knows whether all of it was met. */
final class Bar {
    private final Columns table;
    private boolean met = true;

    Bar(String... heads) {
        String[] all = java.util.Arrays.copyOf(heads, heads.length + 1);
        all[heads.length] = "";
        table = new Columns(all);
    }

    /** A line that is met or missed. */
    void line(boolean reached, Object... cells) {
        met &= reached;
        add(reached ? "met" : "MISSED", cells);
    }

    /** A line to compare with. */
    void plain(Object... cells) {
        add("", cells);
    }

    private void add(String verdict, Object... cells) {
        Object[] all = java.util.Arrays.copyOf(cells, cells.length + 1);
        all[cells.length] = verdict;
        table.add(all);
    }

    boolean print(PrintWriter out, String title) {
        out.printf("%n%s%n%s%n", title, table);
        out.flush();
        return met;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
