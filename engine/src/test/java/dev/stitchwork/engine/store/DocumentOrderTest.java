package dev.stitchwork.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch's documents are paged through by their place: what a page costs does not grow with the batch. */
class DocumentOrderTest {
    private static final int FILES = 100;
    private static final int OF_A_FILE = 50;
    private static final int MIDDLE = FILES / 2;

    /** H2 counts the rows that it looks at, PostgreSQL those that it keeps and those that it does not, for each step. */
    private static final Pattern ROWS = Pattern.compile("scanCount: (\\d+)|actual .*?rows=(\\d+)|Rows Removed by \\w+: (\\d+)");
    private static final Pattern LOOPS = Pattern.compile("loops=(\\d+)");

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aPageIsFoundByItsPlace(TestDatabase database) {
        try (Store store = Store.open(database.settings(data))) {
            long batch = store.database().write(DocumentOrderTest::fill);
            if (database == TestDatabase.POSTGRES) {
                store.database().write(handle -> handle.execute("analyze"));
            }
            assertFew(store, Transcripts.DOCUMENTS, Transcripts.PAGE, batch);
            assertFew(store, Purge.DOCUMENTS, Purge.PAGE, batch);
        }
    }

    /** Files of a batch, each with its documents. */
    private static long fill(Handle handle) {
        handle.execute("""
                insert into template (client, name, version, title, pages, fields, json, owner, wrapped_key, saved)
                values (1, 'card', 1, 'Card', 1, 1, '', 'owner', '', current_timestamp)
                """);
        handle.execute("""
                insert into batch (public_id, client, title, template, agree, answers_max, machine_votes_at, opened)
                select 'batch', 1, 'Members', max(id), 2, 5, 0.8, current_timestamp from template
                """);
        PreparedBatch files = handle.prepareBatch("""
                insert into file (id, batch, name, bytes, state, reason, received, upload, attempt, died)
                select :file, max(id), 'march.pdf', 1, 'SPLIT', '', current_timestamp, 'upload', 1, 0 from batch
                """);
        PreparedBatch documents = handle.prepareBatch("""
                insert into document (batch, file, number, fragments, shown_most, template)
                select max(id), :file, :number, 1, 0, max(template) from batch
                """);
        for (int file = 1; file <= FILES; file++) {
            files.bind("file", file).add();
            for (int number = 1; number <= OF_A_FILE; number++) {
                documents.bind("file", file).bind("number", number).add();
            }
        }
        files.execute();
        documents.execute();
        return handle.createQuery("select max(id) from batch").mapTo(Long.class).one();
    }

    private static void assertFew(Store store, String query, int page, long batch) {
        List<String> plan = store.database().read(handle -> handle.createQuery("explain analyze " + query)
                .bind("batch", batch).bind("file", MIDDLE).bind("number", 7).bind("page", page).mapTo(String.class).list());
        // At most three steps look at each row of the page; the rest is the part of a file before its place.
        assertTrue(looked(plan) < 5 * page, () -> looked(plan) + " rows of " + FILES * OF_A_FILE + ":\n" + String.join("\n", plan));
        List<String> found = store.database().read(handle -> handle.createQuery(query)
                .bind("batch", batch).bind("file", MIDDLE).bind("number", 7).bind("page", page)
                .map((row, context) -> row.getLong("file") - MIDDLE + " " + row.getInt("number")).list());
        assertEquals(page, found.size());
        assertEquals("0 8", found.get(0));
        assertEquals("1 " + (page - OF_A_FILE + 7), found.get(page - 1));
    }

    private static long looked(List<String> plan) {
        return plan.stream().flatMap(String::lines).mapToLong(line -> {
            long loops = LOOPS.matcher(line).results().mapToLong(each -> Long.parseLong(each.group(1))).findFirst().orElse(1);
            return loops * ROWS.matcher(line).results().mapToLong(DocumentOrderTest::number).sum();
        }).sum();
    }

    private static long number(MatchResult counted) {
        for (int group = 1; group <= counted.groupCount(); group++) {
            if (counted.group(group) != null) {
                return Long.parseLong(counted.group(group));
            }
        }
        throw new IllegalStateException("one of them matched");
    }
}
