package dev.stitchwork.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.engine.Constants;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2 in a file of ours, written by one thread, which commits what has queued up and forces it to disk once for the whole
 * group before anyone is told.
 *
 * <p>As it comes, H2 acknowledges a commit up to half a second before it is written, and loses up to a quarter of what it
 * acknowledged when the process is killed. {@code WRITE_DELAY=0} writes at each commit, and {@code CHECKPOINT SYNC} makes
 * the system force the file, which H2 does by itself about once a second only. As it comes, it also keeps 16 MB of the file
 * in memory whatever there is, and 8 prepared statements, where one lease takes thirty. The release after 2.4.240 still loses
 * rows this way and leaves others locked for ever after a kill, so no other release is accepted.
 */
final class H2Database implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);
    private static final String VERSION = "2.4.240";
    private static final int READERS_MAX = 8;
    /** Writes forced together at most; the last of them waits for all the others. */
    private static final int GROUP_MAX = 256;

    /** One part in so many of the memory that there may be holds pages of the file. */
    private static final int CACHE_SHARE = 4;
    /** Prepared statements that each connection keeps: more than there are. */
    private static final int STATEMENTS_MAX = 512;

    private final HikariDataSource readers;
    private final Jdbi jdbi;
    private final Handle writer;
    private final LinkedBlockingQueue<Unit<?>> queue = new LinkedBlockingQueue<>();
    private final Thread writing;
    private final Consumer<Handle> force;
    private boolean closed;
    /** Set once the file could not be forced: what is durable is not known any more, so nothing is acknowledged again. */
    private Throwable unforced;

    /**
     * @param safe false leaves H2's own settings as they come, which lose acknowledged writes; for the test that shows
     *     it
     */
    H2Database(String address, String user, String password, boolean safe) {
        this(address, user, password, safe, safe ? writer -> writer.execute("checkpoint sync") : writer -> {});
    }

    /** @param force makes what was committed durable; throws where it cannot */
    H2Database(String address, String user, String password, boolean safe, Consumer<Handle> force) {
        this.force = force;
        HikariConfig config = new HikariConfig();
        config.setPoolName("h2");
        config.setJdbcUrl(completed(address, safe));
        config.setUsername(user.isEmpty() ? "sa" : user);
        config.setPassword(password);
        config.setMaximumPoolSize(READERS_MAX + 1);
        config.setMaxLifetime(0);
        readers = new HikariDataSource(config);
        jdbi = Statements.to(readers);
        writer = jdbi.open();
        writing = new Thread(this::writeGroups, "h2-writer");
        writing.start();
    }

    private static String completed(String address, boolean safe) {
        if (!Constants.VERSION.equals(VERSION)) {
            throw new StoreException(
                    "Expected H2 %s but the class path has %s, which is not known to keep what it acknowledged."
                            .formatted(VERSION, Constants.VERSION));
        }
        String settings = address.toUpperCase(Locale.ROOT);
        if (!settings.startsWith("JDBC:H2:FILE:") || settings.contains(";")) {
            throw new StoreException(
                    "Expected an H2 database in a file of this machine, 'jdbc:h2:file:...', without settings of its own but was '%s'."
                            .formatted(address));
        }
        String common = address + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE"
                + ";CACHE_SIZE=" + Runtime.getRuntime().maxMemory() / 1024 / CACHE_SHARE + ";QUERY_CACHE_SIZE=" + STATEMENTS_MAX;
        return safe ? common + ";WRITE_DELAY=0;RETENTION_TIME=1000" : common;
    }

    @Override
    public <T> T read(Work<T> work) {
        return jdbi.withHandle(work::in);
    }

    @Override
    public <T> T write(Work<T> work) {
        if (Thread.currentThread() == writing) {
            throw new IllegalStateException("Expected a write by itself but it was inside another write.");
        }
        Unit<T> unit = new Unit<>(work);
        enqueue(unit);
        return unit.await();
    }

    private synchronized void enqueue(Unit<?> unit) {
        if (closed) {
            throw new StoreException("Expected an open database but it is closed.");
        }
        queue.add(unit);
    }

    private void writeGroups() {
        List<Unit<?>> group = new ArrayList<>();
        for (boolean last = false; !last; group.clear()) {
            try {
                group.add(queue.take());
            } catch (InterruptedException nobodyInterruptsThisThread) {
                continue;
            }
            queue.drainTo(group, GROUP_MAX - 1);
            last = group.removeIf(unit -> unit == Unit.LAST);
            write(group);
        }
    }

    private void write(List<Unit<?>> group) {
        if (unforced == null) {
            group.forEach(unit -> unit.commit(writer));
            try {
                force.accept(writer);
            } catch (Throwable broken) {
                // The system may have dropped the pages it could not write: forcing again would succeed and prove nothing.
                LOG.error("The database file could not be forced to disk; nothing is written until the service is started again.", broken);
                unforced = broken;
            }
        }
        if (unforced == null) {
            group.forEach(Unit::acknowledge);
        } else {
            group.forEach(unit -> unit.done.completeExceptionally(new StoreException(
                    "Expected the database file to be forced to disk but it was not: see to the disk and start the service again.",
                    unforced)));
        }
    }

    @Override
    public DataSource dataSource() {
        return readers;
    }

    /** The file is locked by this process, so any other server that had picked a job is gone. */
    @Override
    public void forgetOtherServers() {
        write(handle -> handle.execute(
                "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null where picked"));
    }

    /** Lets what is queued be written, then packs the file, which grows far beyond its rows while it is written to. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(Unit.LAST);
        }
        boolean interrupted = false;
        while (writing.isAlive()) {
            try {
                writing.join();
            } catch (InterruptedException laterPlease) {
                interrupted = true;
            }
        }
        try (Connection last = DriverManager.getConnection(
                readers.getJdbcUrl(), readers.getUsername(), readers.getPassword())) {
            writer.close();
            readers.close();
            try (Statement packing = last.createStatement()) {
                packing.execute("shutdown compact");
            }
        } catch (SQLException unpacked) {
            LOG.warn("The database file was not packed; nothing in it is lost.", unpacked);
        } finally {
            readers.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One write waiting for its turn, and then for its group to be forced. */
    private static final class Unit<T> {
        static final Unit<?> LAST = new Unit<Void>(null);

        private final Work<T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private T result;
        private Throwable failed;

        Unit(Work<T> work) {
            this.work = work;
        }

        /** Its own transaction, so that its failure leaves its neighbours alone. */
        void commit(Handle writer) {
            try {
                result = writer.inTransaction(work::in);
            } catch (Throwable thrown) {
                failed = thrown;
            }
        }

        void acknowledge() {
            if (failed == null) {
                done.complete(result);
            } else {
                done.completeExceptionally(failed);
            }
        }

        /** Waits until the group is forced; what the work threw is thrown again, with the waiting caller in its trace. */
        T await() {
            try {
                return done.join();
            } catch (CompletionException failure) {
                Throwable cause = failure.getCause();
                cause.addSuppressed(new StoreException("The write was asked for here."));
                if (cause instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) cause;
            }
        }
    }
}
