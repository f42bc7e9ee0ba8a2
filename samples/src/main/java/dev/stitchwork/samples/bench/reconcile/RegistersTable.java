package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.consensus.closed.ClosedModel;
import dev.stitchwork.engine.consensus.closed.Tuning;
import dev.stitchwork.engine.consensus.reconcile.Method;
import dev.stitchwork.engine.consensus.reconcile.ModelMethod;
import dev.stitchwork.engine.consensus.reconcile.PluralityMethod;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import dev.stitchwork.engine.consensus.reconcile.StopPolicy;
import dev.stitchwork.engine.consensus.reconcile.TextMethod;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.samples.bench.CorpusOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Handwritten registers keyed by volunteers: cells with three keyings or more, column by column, each by its kind. */
record RegistersTable(CorpusOption corpus, int orders) {
    private static final int KEYINGS = 3;
    private static final Set<String> NUMBERS = Set.of("admission_number", "age", "days_victualled");

    boolean print(PrintWriter out) {
        Path folder = corpus.set("crowd/hospital_registers");
        Map<String, Integer> keyings = new HashMap<>();
        CrowdSet.rows(folder.resolve("answers.csv")).forEach(row -> keyings.merge(row.get("item"), 1, Integer::sum));
        Map<String, CrowdSet> columns = new TreeMap<>();
        keyings.keySet().stream().map(RegistersTable::column).distinct().forEach(column -> {
            CrowdSet set = CrowdSet.read(folder, item -> column(item).equals(column) && keyings.get(item) >= KEYINGS);
            if (set.answers().size() > 0) {
                columns.put(column, set);
            }
        });
        double cells = columns.values().stream().mapToDouble(set -> set.answers().items()).sum();
        double raw = columns.values().stream().mapToDouble(set -> voted(set, answer -> answer)).sum() / cells;
        double typed = columns.entrySet().stream().mapToDouble(column -> voted(column.getValue(), ballot(column.getKey()))).sum() / cells;
        double lines = right(columns, PluralityMethod::new) / cells;
        double aligned = right(columns, RegistersTable::method) / cells;
        double answers = 0;
        double until = 0;
        for (Map.Entry<String, CrowdSet> column : columns.entrySet()) {
            CrowdSet set = column.getValue();
            Poll poll = set.poll(kind(column.getKey()));
            CrowdSet.Point point = set.replay(poll, method(poll), new StopPolicy.Agree(2), KEYINGS, orders);
            answers += point.answers() * set.answers().items() / cells;
            until += point.right() * set.answers().items() / cells;
        }
        Bar bar = new Bar("METHOD", "ANSWERS A CELL", "RIGHT", "WANTED");
        double all = columns.values().stream().mapToDouble(set -> set.answers().size()).sum() / cells;
        bar.plain("plain vote on what was keyed", Bar.number(all), Bar.percent(raw), "");
        bar.plain("plain vote after the typed normaliser", Bar.number(all), Bar.percent(typed), "");
        bar.plain("plain vote, texts compared word by word", Bar.number(all), Bar.percent(lines), "");
        bar.line(aligned >= typed + 0.02, "aligned", Bar.number(all), Bar.percent(aligned), ">= " + Bar.percent(typed + 0.02));
        bar.line(answers <= 2.3 && until >= aligned - 0.01, "until two agree, else aligned; three at most",
                Bar.number(answers), Bar.percent(until), "<= 2.30, as right as all within 1 %");
        return bar.print(out, "%,.0f cells of handwritten registers, mean of %d random orders".formatted(cells, orders));
    }

    private static String column(String item) {
        return item.substring(0, item.indexOf('/'));
    }

    private static String kind(String column) {
        return column.startsWith("date") ? "date" : NUMBERS.contains(column) ? "number" : "text";
    }

    private static double right(Map<String, CrowdSet> columns, Function<Poll, Method> method) {
        double right = 0;
        for (Map.Entry<String, CrowdSet> column : columns.entrySet()) {
            Poll poll = column.getValue().poll(kind(column.getKey()));
            right += column.getValue().all(poll, method.apply(poll)).right();
        }
        return right;
    }

    /** How many items the most frequent ballot, the first of equals, is right about. */
    private static double voted(CrowdSet set, UnaryOperator<String> ballot) {
        double right = 0;
        for (int item = 0; item < set.answers().items(); item++) {
            Map<String, Integer> votes = new LinkedHashMap<>();
            set.answers().of(item).forEach(answer -> votes.merge(ballot.apply(set.answers().answer(answer).text()), 1, Integer::sum));
            String most = votes.entrySet().stream()
                    .reduce((best, next) -> next.getValue() > best.getValue() ? next : best).orElseThrow().getKey();
            right += most.equals(ballot.apply(set.truth().get(set.answers().itemName(item)))) ? 1 : 0;
        }
        return right;
    }

    /** What the engine's vote compares keyings of a column by. */
    private static UnaryOperator<String> ballot(String column) {
        FieldKind kind = column.startsWith("date") ? FieldKind.DATE
                : NUMBERS.contains(column) ? FieldKind.INTEGER
                : column.equals("name") ? FieldKind.PERSON_NAME : FieldKind.TEXT;
        Optional<String> format = kind == FieldKind.DATE ? Optional.of("dd-MM-yyyy") : Optional.empty();
        Rules rules = new Rules(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), format, OptionalInt.empty());
        Field field = new Field("cell", "", 1, new Box(0, 0, 1, 1), kind, false, rules, Sensitivity.NONE, 1, 0, List.of(),
                MachinePolicy.VOTER);
        return answer -> Normaliser.ballot(Reading.of(answer), field, Locale.UK);
    }

    private static Method method(Poll poll) {
        return poll.kind().isText()
                ? new TextMethod(poll, false, ClosedModel.CORRELATION)
                : new ModelMethod(poll, ClosedModel.CORRELATION, false, Tuning.USUAL);
    }
}
