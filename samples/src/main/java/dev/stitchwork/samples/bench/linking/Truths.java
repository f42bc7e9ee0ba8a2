package dev.stitchwork.samples.bench.linking;

import dev.stitchwork.engine.EngineSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Which document each turn's fragment was of: read past the engine, which tells nobody. */
final class Truths {
    private Truths() {}

    static Map<String, Long> documents(EngineSettings settings) throws SQLException {
        Map<String, Long> documents = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(settings.database(), "sa", "");
                ResultSet rows = connection.createStatement().executeQuery("select token, document from lease")) {
            while (rows.next()) {
                documents.put(rows.getString(1), rows.getLong(2));
            }
        }
        return documents;
    }
}
