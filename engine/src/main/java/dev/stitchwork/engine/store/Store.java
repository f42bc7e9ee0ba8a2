package dev.stitchwork.engine.store;

import dev.stitchwork.engine.EngineSettings;
import org.flywaydb.core.Flyway;

/** The open database with its tables as this release wants them. */
public final class Store implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:dev/stitchwork/engine/store/migration";

    private final Database database;

    private Store(Database database) {
        this.database = database;
    }

    /**
     * Opens the database an installation names and brings its tables up to date.
     *
     * @throws StoreException where the address is of neither H2 in a file nor PostgreSQL
     */
    public static Store open(EngineSettings settings) {
        Database database = connect(settings);
        try {
            Flyway.configure(Store.class.getClassLoader())
                    .dataSource(database.dataSource())
                    .locations(MIGRATIONS)
                    .load()
                    .migrate();
            return new Store(database);
        } catch (Throwable unusable) {
            database.close();
            throw unusable;
        }
    }

    private static Database connect(EngineSettings settings) {
        String address = settings.database();
        if (address.startsWith("jdbc:postgresql:")) {
            return new PostgresDatabase(address, settings.databaseUser(), settings.databasePassword());
        }
        if (address.startsWith("jdbc:h2:")) {
            return new H2Database(
                    address, settings.databaseUser(), settings.databasePassword(), !settings.unsafeH2Defaults());
        }
        throw new StoreException(
                "Expected a database address 'jdbc:h2:file:...' or 'jdbc:postgresql:...' but was '%s'.".formatted(address));
    }

    public Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
