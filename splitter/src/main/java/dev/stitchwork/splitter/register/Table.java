package dev.stitchwork.splitter.register;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Layout;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.splitter.freepage.UprightPage;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A register's table as it lies on a page: the template's columns laid on the upright rules that they fit best as a whole, and
 * rows from one level rule to the next.
 *
 * <p>Borders follow their rules, however those run; a border whose rule is not on the page runs beside its nearest
 * neighbour's. What does not fit is refused and not guessed.
 *
 * @param columns in the order of the template's fields
 * @param rows the borders between rows, one more than there are rows, from top to bottom
 */
record Table(List<Column> columns, List<DoubleUnaryOperator> rows) {
    /** Pixels of a millimetre of the template's paper. */
    static final double MM = UprightPage.TABLE_DPI / 25.4;
    /** An upright rule this far inside a column that fills it is another table's. */
    private static final double INSIDE_MM = 3;
    private static final double FILLS = 0.7;

    /** Between two borders, each a place across the page for a place down it. */
    record Column(DoubleUnaryOperator left, DoubleUnaryOperator right) {}

    Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * @param letters ink that is no rule's
     * @param where which page of what, for the sentence of refusal
     */
    static Table find(UprightPage page, List<Rule> level, List<Rule> upright, Mask letters, FormTemplate template, String where)
            throws RefusedException {
        TemplatePage sheet = template.pages().get(0);
        List<Field> fields = template.fields();
        List<double[]> edges = fields.stream().map(field -> edges(page, sheet, field.box())).toList();
        double said = fields.stream().mapToDouble(field -> field.box().y()).min().orElseThrow();
        double height = fields.stream().mapToDouble(field -> field.box().bottom()).max().orElseThrow() - said;
        List<Rule> tall = upright.stream().filter(rule -> rule.length() >= height * MM / 4).toList();
        ColumnFit fit = ColumnFit.of(edges, tall, page.picture().width());
        if (!fit.isFound()) {
            throw new RefusedException(("Expected the table of register '%s' on %s, upright rules at most of the borders of its %d columns,"
                    + " but of %d upright rules on the page %d lie so: send pages of this register, or check the template's columns.")
                    .formatted(template.name(), where, fields.size(), tall.size(), fit.matched()));
        }
        Layout.Register layout = (Layout.Register) template.layout();
        double from = page.at(0.5, said / sheet.heightMm())[1];
        double head = layout.headingMm().isPresent()
                ? fit.top() + layout.headingMm().getAsDouble() * MM * fit.scale()
                : from;
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(new Column(fit.border(edges.get(i)[0]), fit.border(edges.get(i)[1])));
        }
        RowFinder rows = new RowFinder(columns, level, letters, head, height * MM * fit.scale());
        checkColumns(columns, tall, rows, template, where);
        List<DoubleUnaryOperator> borders = layout.rowPitchMm().isPresent()
                ? rows.unruled(layout.rowPitchMm().getAsDouble() * MM * fit.scale())
                : rows.ruled();
        if (borders.size() < 2) {
            throw new RefusedException(("Expected level rules that part the rows of register '%s' on %s but there is none below its heading:"
                    + " where rows are not ruled, have the template say how far apart they are (rowPitchMm).")
                    .formatted(template.name(), where));
        }
        int count = borders.size() - 1;
        if (count < layout.rowsMin() || count > layout.rowsMax()) {
            throw new RefusedException("Expected %d to %d rows in register '%s' on %s but found %d: check the template's rowsMin and rowsMax."
                    .formatted(layout.rowsMin(), layout.rowsMax(), template.name(), where, count));
        }
        return new Table(columns, borders);
    }

    /** A rule down a column that the template does not have would put two columns into one answer. */
    private static void checkColumns(List<Column> columns, List<Rule> upright, RowFinder rows, FormTemplate template, String where)
            throws RefusedException {
        double middle = rows.top() + rows.height() / 2;
        for (int i = 0; i < columns.size(); i++) {
            double left = columns.get(i).left().applyAsDouble(middle) + INSIDE_MM * MM;
            double right = columns.get(i).right().applyAsDouble(middle) - INSIDE_MM * MM;
            long inside = upright.stream()
                    .filter(rule -> rule.at(middle) > left && rule.at(middle) < right)
                    .filter(rule -> rule.coverage(rows.top(), rows.top() + rows.height()) >= FILLS)
                    .count();
            if (inside > 0) {
                throw new RefusedException(String.format(Locale.ROOT,
                        "Expected %d columns in register '%s' on %s but %d more upright rule%s down column '%s': check the template's columns.",
                        columns.size(), template.name(), where, inside, inside == 1 ? " runs" : "s run", template.fields().get(i).name()));
            }
        }
    }

    private static double[] edges(UprightPage page, TemplatePage sheet, Box box) {
        double y = (box.y() + box.height() / 2) / sheet.heightMm();
        return new double[] {page.at(box.x() / sheet.widthMm(), y)[0], page.at(box.right() / sheet.widthMm(), y)[0]};
    }

    int rowCount() {
        return rows.size() - 1;
    }

    /** A place in the cell of a row and a column, both from 0, for what stands nowhere in it. */
    double[] middle(int row, int column) {
        double across = 0;
        double down = 0;
        for (int again = 0; again < 3; again++) {
            down = (rows.get(row).applyAsDouble(across) + rows.get(row + 1).applyAsDouble(across)) / 2;
            across = (columns.get(column).left().applyAsDouble(down) + columns.get(column).right().applyAsDouble(down)) / 2;
        }
        return new double[] {across, down};
    }
}
