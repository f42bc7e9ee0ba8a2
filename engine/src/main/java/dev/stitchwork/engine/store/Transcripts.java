package dev.stitchwork.engine.store;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.PageSize;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FormTemplate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * A batch's documents with what is answered so far, in the order of the files, a page of them in memory at a time. What was
 * settled stands while it is asked about again.
 */
public final class Transcripts {
    static final int PAGE = 64;
    static final String DOCUMENTS = """
            select d.id, d.file, d.number, d.template, u.name from document d join file u on u.id = d.file
            where d.batch = :batch and d.file >= :file and (d.file > :file or d.number > :number) and u.state = 'SPLIT'
            order by d.batch, d.file, d.number fetch first :page rows only
            """;

    private final Database database;

    Transcripts(Database database) {
        this.database = database;
    }

    /** Each page is read when it is asked for; throws {@link dev.stitchwork.engine.NotFoundException} after a purge. */
    public Iterator<Transcript> of(Batches.Opened batch, List<FormTemplate> forms) {
        List<Long> templates = batch.forms().stream().map(Batches.Form::template).toList();
        List<Comparator<Transcript.Part>> orders = forms.stream().map(Transcripts::templateOrder).toList();
        return new Iterator<>() {
            private final Deque<Transcript> page = new ArrayDeque<>();
            private long file;
            private int number;
            private boolean ended;

            @Override
            public boolean hasNext() {
                if (page.isEmpty() && !ended) {
                    List<Row> rows = database.read(handle -> documents(handle, batch.row(), file, number));
                    ended = rows.size() < PAGE;
                    if (!rows.isEmpty()) {
                        Row last = rows.get(rows.size() - 1);
                        file = last.file();
                        number = last.number();
                        page.addAll(database.<List<Transcript>>read(handle -> transcripts(handle, rows, templates, orders)));
                    }
                }
                return !page.isEmpty();
            }

            @Override
            public Transcript next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.remove();
            }
        };
    }

    private static Comparator<Transcript.Part> templateOrder(FormTemplate form) {
        Map<String, Integer> columns = new HashMap<>();
        form.fields().forEach(field -> columns.put(field.name(), columns.size()));
        return Comparator.<Transcript.Part>comparingInt(part -> columns.getOrDefault(part.field(), Integer.MAX_VALUE))
                .thenComparingInt(Transcript.Part::part);
    }

    /**
     * A file's documents are numbered when it is split, which may be in another order than the files came. These follow the
     * one of this number in this file, and are found by the index: whole batches are neither read nor sorted for each page.
     */
    private static List<Row> documents(Handle handle, long batch, long file, int number) {
        return handle.createQuery(DOCUMENTS)
                .bind("batch", batch)
                .bind("file", file)
                .bind("number", number)
                .bind("page", PAGE)
                .map((row, context) -> new Row(row.getLong("id"), row.getLong("template"), row.getLong("file"), row.getString("name"),
                        row.getInt("number")))
                .list();
    }

    private static List<Transcript> transcripts(
            Handle handle, List<Row> rows, List<Long> templates, List<Comparator<Transcript.Part>> orders) {
        List<Long> ids = rows.stream().map(Row::document).toList();
        Map<Long, List<PageFit>> pages = pages(handle, ids);
        Map<Long, List<Transcript.Part>> parts = parts(handle, ids);
        return rows.stream()
                .map(row -> {
                    List<Transcript.Part> ordered = new ArrayList<>(parts.getOrDefault(row.document(), List.of()));
                    int form = templates.indexOf(row.template());
                    ordered.sort(orders.get(form));
                    List<PageFit> own = pages.getOrDefault(row.document(), List.of());
                    return new Transcript(form, row.fileName(), row.number(), own.stream().map(PageFit::filePage).toList(),
                            own.stream().findFirst().flatMap(PageFit::size), ordered);
                })
                .toList();
    }

    private static Map<Long, List<PageFit>> pages(Handle handle, List<Long> documents) {
        Map<Long, List<PageFit>> pages = new HashMap<>();
        handle.createQuery("select * from page where document in (<documents>) order by document, number")
                .bindList("documents", documents)
                .map((row, context) -> pages.computeIfAbsent(row.getLong("document"), none -> new ArrayList<>())
                        .add(new PageFit(row.getInt("file_page"), row.getDouble("error_px"), size(row))))
                .list();
        return pages;
    }

    private static Optional<PageSize> size(ResultSet row) throws SQLException {
        int widthPx = row.getInt("width_px");
        return widthPx == 0
                ? Optional.empty()
                : Optional.of(new PageSize(widthPx, row.getInt("height_px"), row.getInt("quarter_turns")));
    }

    private static Map<Long, List<Transcript.Part>> parts(Handle handle, List<Long> documents) {
        Map<Long, Answered> answered = answers(handle, documents);
        Map<Long, List<Transcript.Part>> parts = new HashMap<>();
        handle.createQuery("""
                        select t.id, t.document,
                               case when a.task is not null then 'ADJUDICATED'
                                    when c.task is not null then 'AGREED' else t.state end as state, f.field, f.part, f.flag,
                               coalesce(a.verdict, c.verdict) as verdict,
                               case when a.task is null then c.text else a.text end as text,
                               coalesce(c.agreement, 0) as agreement,
                               s.block, s.line, s.x, s.y, s.width, s.height
                        from task t join fragment f on f.id = t.fragment
                             left join consensus c on c.task = t.id
                             left join adjudication a on a.task = t.id
                             left join spot s on s.fragment = f.id
                        where t.document in (<documents>)
                        """)
                .bindList("documents", documents)
                .map((row, context) -> {
                    Answered all = answered.getOrDefault(row.getLong("id"), Answered.NONE);
                    Transcript.Part part = new Transcript.Part(
                            row.getString("field"),
                            row.getInt("part"),
                            TaskState.valueOf(row.getString("state")),
                            settled(TaskState.valueOf(row.getString("state"))) ? Readings.of(row) : null,
                            row.getDouble("agreement"),
                            all.keyings(),
                            all.machineReadings(),
                            row.getString("flag"),
                            spot(row));
                    return parts.computeIfAbsent(row.getLong("document"), none -> new ArrayList<>()).add(part);
                })
                .list();
        return parts;
    }

    private static boolean settled(TaskState state) {
        return state == TaskState.AGREED || state == TaskState.ADJUDICATED;
    }

    private static Optional<Spot> spot(ResultSet row) throws SQLException {
        int line = row.getInt("line");
        return line == 0
                ? Optional.empty()
                : Optional.of(new Spot(
                        row.getInt("block"), line, row.getDouble("x"), row.getDouble("y"), row.getDouble("width"), row.getDouble("height")));
    }

    private static Map<Long, Answered> answers(Handle handle, List<Long> documents) {
        Map<Long, Answered> answers = new LinkedHashMap<>();
        handle.createQuery("""
                        select a.task, a.reader, a.confidence, a.verdict, a.text
                        from answer a join task t on t.id = a.task where t.document in (<documents>) and not %s order by a.id
                        """.formatted(Answers.DECEIVED))
                .bindList("documents", documents)
                .map((row, context) -> {
                    Answered all = answers.computeIfAbsent(
                            row.getLong("task"), none -> new Answered(new ArrayList<>(), new ArrayList<>()));
                    String reader = row.getString("reader");
                    Reading reading = Readings.of(row);
                    return reader == null
                            ? all.keyings().add(reading)
                            : all.machineReadings().add(new MachineReading(reader, reading, row.getDouble("confidence")));
                })
                .list();
        return answers;
    }

    private record Row(long document, long template, long file, String fileName, int number) {}

    private record Answered(List<Reading> keyings, List<MachineReading> machineReadings) {
        static final Answered NONE = new Answered(List.of(), List.of());
    }
}
