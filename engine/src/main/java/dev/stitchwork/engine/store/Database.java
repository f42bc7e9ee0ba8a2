package dev.stitchwork.engine.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** One database, and how a write to it becomes durable: once {@link #write} has returned, it survives a kill. */
public sealed interface Database extends AutoCloseable permits H2Database, PostgresDatabase {
    /** Runs queries that change nothing. */
    <T> T read(Work<T> work);

    /**
     * Runs one unit of work in one transaction: all of it is durable when this returns, none of it is kept where it
     * throws. May be run again from the start after a deadlock, so it must change nothing but the database. Must not be
     * nested.
     */
    <T> T write(Work<T> work);

    /** For migrations and the job queue. */
    DataSource dataSource();

    /** Takes jobs away from servers that cannot be running, so that nobody has to wait for their heartbeats to stop. */
    void forgetOtherServers();

    @Override
    void close();

    /** The database's clock, the only one that leases go by. */
    static Instant now(Handle handle) {
        return handle.createQuery("select current_timestamp")
                .map((row, context) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .one();
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T in(Handle handle);
    }
}
