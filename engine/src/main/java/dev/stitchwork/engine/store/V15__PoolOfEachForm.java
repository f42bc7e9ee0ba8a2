package dev.stitchwork.engine.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Lets a batch have several pools of one sensitivity class, one for each of its forms. The rule that there was one only has a
 * name that each database chose by itself, so it is looked up; that is why this migration is no SQL file.
 */
public final class V15__PoolOfEachForm extends BaseJavaMigration {
    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                        select constraint_name from information_schema.table_constraints
                        where lower(table_name) = 'pool' and constraint_type = 'UNIQUE' and table_schema = current_schema
                        """);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String name : names) {
                statement.execute("alter table pool drop constraint \"%s\"".formatted(name));
            }
        }
    }
}
