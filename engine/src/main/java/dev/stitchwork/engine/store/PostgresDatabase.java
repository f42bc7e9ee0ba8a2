package dev.stitchwork.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** PostgreSQL: writes run side by side, each its own transaction, kept apart by row locks; a commit is durable by itself. */
final class PostgresDatabase implements Database {
    private static final int CONNECTIONS_MAX = 16;
    private static final int RUNS_MAX = 5;
    /**
     * Serialization failure, deadlock, and two that inserted one key at the same moment: the transaction did nothing and
     * may be run again, and then it sees what the other wrote.
     */
    private static final Set<String> WORTH_ANOTHER_RUN = Set.of("40001", "40P01", "23505");

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    PostgresDatabase(String address, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgres");
        config.setJdbcUrl(address);
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword(password);
        }
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // A server may be set to acknowledge before it has written; what we acknowledge must be there after a crash.
        config.setConnectionInitSql("set synchronous_commit = on");
        pool = new HikariDataSource(config);
        jdbi = Statements.to(pool);
    }

    @Override
    public <T> T read(Work<T> work) {
        return jdbi.withHandle(work::in);
    }

    @Override
    public <T> T write(Work<T> work) {
        for (int run = 1; ; run++) {
            try {
                return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::in);
            } catch (JdbiException failed) {
                if (run == RUNS_MAX || !worthAnotherRun(failed)) {
                    throw failed;
                }
            }
        }
    }

    private static boolean worthAnotherRun(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && WORTH_ANOTHER_RUN.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    /** Others may well be running: their heartbeats tell. */
    @Override
    public void forgetOtherServers() {}

    @Override
    public void close() {
        pool.close();
    }
}
