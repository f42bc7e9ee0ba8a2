package dev.stitchwork.engine.store;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;

/** How the store speaks to a database: with its own instants, and with each statement parsed once in the whole process. */
final class Statements {
    /** Keeps what it parsed, and parsing costs more than most statements that it parses. */
    private static final SqlParser PARSER = new ColonPrefixSqlParser();

    private Statements() {}

    static Jdbi to(DataSource database) {
        Jdbi jdbi = Jdbi.create(database);
        jdbi.getConfig(SqlStatements.class).setSqlParser(PARSER);
        jdbi.registerArgument(new Instants());
        return jdbi;
    }
}
