package dev.stitchwork.engine.store;

import dev.stitchwork.engine.exposure.LogSigner;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A batch's purge: first the key, in one short transaction after which nothing of it can be read, leased or delivered; then
 * what its rows say, a few documents at a time, so that whoever works on other batches waits for a few documents only.
 *
 * <p>The second part says nothing twice: killed anywhere it is done again from its start, which changes what is left to
 * change. An answer that was on its way when the key went is kept, and emptied with its document; one that comes later finds
 * nobody wanted.
 */
final class Purge {
    /** Documents emptied in one transaction: some thousand rows, a fraction of a second. */
    static final int PAGE = 50;
    static final String DOCUMENTS = """
            select id, file, number from document
            where batch = :batch and file >= :file and (file > :file or number > :number)
            order by batch, file, number fetch first :page rows only
            """;

    private static final List<String> KEY = List.of(
            // The files after the key and the documents after the files: a split that is ending waits for one of these rows,
            // or its documents are there when they are counted.
            "update batch set wrapped_key = null, title = '', note = null, purged = current_timestamp where id = :batch and purged is null",
            "delete from refusal where file in (select id from file where batch = :batch)",
            "update file set name = '', reason = '', password = null where batch = :batch",
            """
            update file set state = 'UNREADABLE', reason = 'The batch was purged before this file was split.'
            where batch = :batch and state = 'RECEIVED'
            """,
            "delete from correction where batch = :batch");

    private static final String TASKS = "(select id from task where document in (<documents>))";
    private static final List<String> DOCUMENT = List.of(
            // First, and so locked as everybody else locks them.
            "update document set number_in_log = null where id in (<documents>)",
            "update pool_entry set open_ord = null, full_until = null where document in (<documents>)",
            "update task set wanted = kept, disputed = null, ink_ppm = 0 where document in (<documents>)",
            "delete from spot where fragment in (select id from fragment where document in (<documents>))",
            "update fragment set flag = '', ink_share = 0 where document in (<documents>)",
            "update answer set verdict = 'VALUE', text = null, confidence = 0 where task in " + TASKS,
            "update answer set proposed = null where task in " + TASKS,
            "update lease set proposed = null where document in (<documents>)",
            "update consensus set verdict = 'VALUE', text = null where task in " + TASKS,
            "update adjudication set verdict = 'VALUE', text = null where task in " + TASKS,
            "update reask set verdict = 'VALUE', text = null where task in " + TASKS,
            "delete from objection where task in " + TASKS);

    private Purge() {}

    /** Destroys the key and the names, and ends the log with the key of its pseudonyms. */
    static void destroyKey(Handle handle, long batch, LogSigner signer) {
        for (String statement : KEY) {
            handle.createUpdate(statement).bind("batch", batch).execute();
        }
        Exposures.end(handle, batch, signer, true);
        // Pools are changed under the lock of the log.
        handle.execute("update pool set working = null, waiting = 0 where batch = ?", batch);
    }

    /** Empties every row of a batch whose key is destroyed. */
    static void empty(Database database, long batch) {
        for (List<Row> rows = next(database, batch, new Row(0, 0, 0)); !rows.isEmpty(); rows = next(database, batch, rows.get(rows.size() - 1))) {
            List<Long> documents = rows.stream().map(Row::document).toList();
            database.write(handle -> {
                for (String statement : DOCUMENT) {
                    handle.createUpdate(statement).bindList("documents", documents).execute();
                }
                return null;
            });
        }
    }

    /** Found by the index, however many there are before them. */
    private static List<Row> next(Database database, long batch, Row after) {
        return database.read(handle -> handle.createQuery(DOCUMENTS)
                .bind("batch", batch)
                .bind("file", after.file())
                .bind("number", after.number())
                .bind("page", PAGE)
                .map((row, context) -> new Row(row.getLong("id"), row.getLong("file"), row.getInt("number")))
                .list());
    }

    private record Row(long document, long file, int number) {}
}
