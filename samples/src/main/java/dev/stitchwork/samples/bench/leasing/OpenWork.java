package dev.stitchwork.samples.bench.leasing;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.Engine;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.stitcher.RecordStitcher;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A database full of open fragments and of workers with a history, as if their files had been split and their turns
 * taken: the batches are opened through the engine, all else is written past it, since a million pictures are not what is
 * measured. Their logs hold no rows of it, so they prove nothing.
 */
final class OpenWork {
    /** Pieces of the form, and so fragments of a document. */
    static final int PIECES = 40;

    /** Of them, those of plain fields, which come last. */
    private static final int PLAIN = 26;

    private static final int DOCUMENTS_AT_ONCE = 500;
    private static final AccountId CLIENT = new AccountId(900_001);

    private OpenWork() {}

    /**
     * Fills a new installation.
     *
     * @param fragments open ones, shared out among the batches
     * @param shown fragments that each worker was shown before, of different documents
     */
    static void fill(EngineSettings settings, int batches, int fragments, int workers, int shown) throws SQLException {
        FormTemplate form;
        try (Engine engine = Engine.open(settings, new ScanSplitter(settings.data().resolveSibling("natives")), new RecordStitcher())) {
            form = engine.batchDesk().saveTemplate(CLIENT, template().getBytes(StandardCharsets.UTF_8), Map.of());
            for (int batch = 0; batch < batches; batch++) {
                engine.batchDesk().open(CLIENT, NewBatch.usual("Batch " + batch, form.name()));
            }
        }
        String address = settings.database() + ";CACHE_SIZE=400000;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        try (Connection connection = DriverManager.getConnection(address, "sa", "");
                Statement statement = connection.createStatement()) {
            int each = fragments / PIECES / batches;
            statement.execute("set referential_integrity false");
            pieces(connection, form);
            documents(statement, batches * each, each);
            history(statement, batches * each, workers, shown);
            statement.execute("drop table bench_piece");
            statement.execute("set referential_integrity true");
            statement.execute("analyze");
            // As a server that is stopped leaves it.
            statement.execute("shutdown compact");
        }
    }

    /** Seven sensitive fields in fourteen pieces, and twenty-six plain ones. */
    private static String template() {
        StringBuilder fields = new StringBuilder();
        field(fields, "given", "person-name", "name", "name", 2, 0);
        field(fields, "family", "person-name", "name", "name", 3, 0);
        field(fields, "identifier", "code", "identifier", "number", 5, 11);
        field(fields, "postcode", "postcode", "postcode", "person", 1, 0);
        field(fields, "born", "date", "birth", "person", 3, 8);
        for (int i = 0; i < PLAIN; i++) {
            field(fields, "plain" + i, "text", "plain", null, 1, 0);
        }
        return """
                {"name": "open-work", "title": "Open work", "locale": "en-GB",
                 "pages": [{"widthMm": 210, "heightMm": 2000}], "fields": [%s]}
                """.formatted(fields.substring(2));
    }

    private static void field(
            StringBuilder fields, String name, String kind, String sensitivity, String group, int parts, int comb) {
        long place = fields.chars().filter(c -> c == '\n').count();
        fields.append(",\n").append("""
                {"name": "%s", "page": 1, "kind": "%s", "parts": %d, "comb": %d%s,
                "box": {"x": 10, "y": %d, "width": 90, "height": 8}, "sensitivity": {"class": "%s"%s}}"""
                .formatted(name, kind, parts, comb, kind.equals("date") ? ", \"rules\": {\"dateFormat\": \"dd/MM/yyyy\"}" : "",
                        10 + 12 * place, sensitivity, group == null ? "" : ", \"group\": \"" + group + "\"")
                .replace('\n', ' '));
    }

    private static void pieces(Connection connection, FormTemplate form) throws SQLException {
        Pieces pieces = Pieces.of(form);
        if (pieces.count() != PIECES) {
            throw new IllegalStateException("Expected a form of %d pieces but it has %d.".formatted(PIECES, pieces.count()));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table bench_piece (piece integer primary key, field_number integer, field varchar(64), part integer,
                                              sensitivity varchar(12))
                    """);
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into bench_piece values (?, ?, ?, ?, ?)")) {
            for (int piece = 0; piece < pieces.count(); piece++) {
                int field = pieces.fieldOf(piece);
                insert.setInt(1, piece);
                insert.setInt(2, field);
                insert.setString(3, form.fields().get(field).name());
                insert.setInt(4, 1 + piece - pieces.firstOf(field));
                insert.setString(5, pieces.classOf(piece).name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void documents(Statement statement, int documents, int each) throws SQLException {
        statement.execute("""
                insert into file (batch, name, bytes, state, reason, received, upload, attempt, died)
                select id, 'a', 1, 'SPLIT', '', current_timestamp, 'none', 1, 0 from batch
                """);
        statement.execute("""
                insert into document (batch, file, number, template, fragments, shown_most, number_in_log)
                select f.batch, f.id, r."X", b.template, %d, 1, r."X" - 1
                from file f join batch b on b.id = f.batch cross join system_range(1, %d) r
                """.formatted(PIECES, each));
        // A fragment and its task carry one number, counted through all documents: a join of the tables would take longer
        // than writing them.
        for (int from = 0; from < documents; from += DOCUMENTS_AT_ONCE) {
            String some = "from document d cross join bench_piece p where d.id > %d and d.id <= %d"
                    .formatted(from, from + DOCUMENTS_AT_ONCE);
            statement.execute("""
                    insert into fragment (id, document, field, part, place, length, ink_share, flag)
                    select (d.id - 1) * %d + p.piece + 1, d.id, p.field, p.part, 0, 100, 0.02, '' %s
                    """.formatted(PIECES, some));
            statement.execute("""
                    insert into task (id, batch, document, fragment, kind, options, state, wanted, kept, readings, disputed,
                                      field, piece, sensitivity, ink_ppm, canvas, audience)
                    select (d.id - 1) * %1$d + p.piece + 1, d.batch, d.id, (d.id - 1) * %1$d + p.piece + 1, 'TEXT', 0, 'OPEN', 2, 0, 0,
                           null, p.field_number, p.piece, p.sensitivity, 20000, 0, 'CROWD' %2$s
                    """.formatted(PIECES, some));
        }
        for (String filled : new String[] {
            """
            insert into pool_entry (document, pool, released, settled, ord, opened)
            select d.id, p.id, true, false, cast(rand() * 9.2e18 as bigint), current_timestamp
            from document d join pool p on p.batch = d.batch
            """,
            "update pool_entry set open_ord = ord",
            """
            update pool set documents = %d, working = %d,
                   turns_most = 2 * (select count(*) from bench_piece p where p.sensitivity = pool.sensitivity)
            """.formatted(each, each),
            """
            update exposure_log set documents = %d, released = %d, opened = dateadd('HOUR', -2, current_timestamp)
            """.formatted(each, each * PIECES)
        }) {
            statement.execute(filled);
        }
    }

    /** Each worker was shown one plain fragment of so many documents, spread over all batches. */
    private static void history(Statement statement, int documents, int workers, int shown) throws SQLException {
        statement.execute("""
                insert into account (id, name, name_key, role, password, since)
                select "X", 'w' || "X", 'w' || "X", 'WORKER', 'none', current_timestamp from system_range(1, %d)
                """.formatted(workers));
        statement.execute("insert into worker (account, cluster) select \"X\", \"X\" from system_range(1, %d)".formatted(workers));
        statement.execute("""
                insert into exposure (account, document, fragment, reason, shown)
                select h.account, h.document, (h.document - 1) * %d + 1 + h.piece, 'LEASE', dateadd('HOUR', -1, current_timestamp)
                from (select w.account, 1 + mod(w.account * 7919 + r."X" * %d, %d) as document,
                             %d + mod(w.account + r."X", %d) as piece
                      from worker w cross join system_range(0, %d) r) h
                """.formatted(PIECES, documents / shown, documents, PIECES - PLAIN, PLAIN, shown - 1));
        statement.execute("""
                insert into batch_cluster (cluster, batch, number, classes, last_class, last_seconds, fragments)
                select x.account, d.batch, x.account - 1, %d, 'PLAIN', 3600, count(*)
                from exposure x join document d on d.id = x.document group by x.account, d.batch
                """.formatted(ClassSet.of(SensitivityClass.PLAIN)));
        statement.execute("update exposure_log set clusters = %d".formatted(workers));
    }
}
