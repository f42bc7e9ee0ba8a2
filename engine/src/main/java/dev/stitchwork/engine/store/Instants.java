package dev.stitchwork.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Instants as {@code timestamp with time zone}, both ways. Jdbi's own way goes through {@link java.sql.Timestamp} and the
 * JVM's time zone, which on H2 is an hour wrong in the hour when summer time ends.
 */
final class Instants extends AbstractArgumentFactory<Instant> {
    Instants() {
        super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    /** Null where the column is. */
    static Instant of(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
        return (position, statement, context) -> statement.setObject(position, value.atOffset(ZoneOffset.UTC));
    }
}
