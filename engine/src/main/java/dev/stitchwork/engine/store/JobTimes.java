package dev.stitchwork.engine.store;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** The job queue's times, kept as all others are: without a detour through the JVM's time zone. */
final class JobTimes extends DefaultJdbcCustomization {
    JobTimes() {
        super(false);
    }

    @Override
    public void setInstant(PreparedStatement statement, int position, Instant time) throws SQLException {
        statement.setObject(position, time == null ? null : time.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Instant getInstant(ResultSet row, String column) throws SQLException {
        return Instants.of(row, column);
    }
}
