package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 finds what a turn asks for by an index, and sorts nothing that an index has in order. */
class QueryPlanTest {
    private static final int DOCUMENTS = 30;

    @TempDir
    private Path data;

    @Test
    void aTurnScansNoTableAndSortsNoPool() throws SQLException {
        try (House house = new House(EngineSettings.inFolder(data).withQuickPasswords())) {
            house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(DOCUMENTS, "town"));
            List<String> asked = asked(house);
            List<String> first = asked.stream().filter(query -> query.contains("open_ord between")).toList();
            assertEquals(1, first.size(), "the query that draws a document, among " + asked);
            assertNoScanAndNoSort(house, asked);
            String unordered = first.get(0).replace("order by e.pool, e.open_ord", "order by e.open_ord");
            assertTrue(!plan(house.settings, unordered).contains("index sorted"), "the planted fault is seen");
        }
    }

    @Test
    void norDoesATurnWherePeopleAreFew() throws SQLException {
        try (House house = new House(EngineSettings.inFolder(data).withQuickPasswords())) {
            List<String> asked = askedByACrowdOf(2, house);
            assertTrue(asked.stream().anyMatch(QueryPlanTest::isOfWhatDocumentsNeed), "what documents need, among " + asked);
            assertTrue(asked.stream().anyMatch(query -> query.contains("x.document in")), "whom they have spent, among " + asked);
            // Accounts are counted twice a minute, and not for a turn.
            assertNoScanAndNoSort(house, asked.stream().filter(query -> !query.contains("from account a")).toList());
        }
    }

    @Test
    void wherePeopleAreManyNobodyAsksWhatDocumentsNeed() {
        try (House house = new House(EngineSettings.inFolder(data).withQuickPasswords())) {
            List<String> asked = askedByACrowdOf(8, house);
            assertTrue(asked.stream().noneMatch(QueryPlanTest::isOfWhatDocumentsNeed), asked::toString);
        }
    }

    private static boolean isOfWhatDocumentsNeed(String query) {
        return query.contains("l.open_document in");
    }

    private static List<String> askedByACrowdOf(int people, House house) {
        for (int id = 1; id <= people; id++) {
            house.execute("""
                    insert into account (id, name, name_key, role, password, since)
                    values (%1$d, 'w%1$d', 'w%1$d', 'WORKER', 'none', current_timestamp)
                    """.formatted(id));
        }
        house.batch(House.ONE_ANSWER, House.alone(1).withClassesApart(true), ScriptedSplitter.documents(DOCUMENTS, "town"));
        return asked(house);
    }

    /** What the database is asked while people take turns and answer. */
    private static List<String> asked(House house) {
        house.execute("set query_statistics_max_entries 1000");
        house.execute("set query_statistics true");
        for (int turn = 0; turn < DOCUMENTS / 2; turn++) {
            house.key(1 + turn % 2, "Ely");
        }
        return house.words("select sql_statement from information_schema.query_statistics");
    }

    private static void assertNoScanAndNoSort(House house, List<String> asked) throws SQLException {
        for (String query : asked) {
            if (query.startsWith("select") && !query.contains("information_schema")) {
                String plan = plan(house.settings, query);
                assertTrue(!plan.contains(".tableScan"), plan);
                assertTrue(!query.contains("fetch first") || !query.contains("order by") || plan.contains("/* index sorted */"), plan);
            }
        }
    }

    private static String plan(EngineSettings settings, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(settings.database(), "sa", "");
                PreparedStatement explain = connection.prepareStatement("explain " + query)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                explain.setNull(i, Types.NULL);
            }
            try (ResultSet row = explain.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
