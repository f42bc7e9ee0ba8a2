package dev.stitchwork.engine.store;

import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.Office;
import java.security.SecureRandom;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** The open database with its tables as this release wants them. */
public final class Store implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:dev/stitchwork/engine/store/migration";

    private final Database database;
    private final Templates templates;
    private final Batches batches;
    private final Uploads uploads;
    private final Documents documents;
    private final Checks checks;
    private final Leases leases;
    private final Answers answers;
    private final Disputes disputes;
    private final Transcripts transcripts;
    private final Progress progress;
    private final Exposures exposures;
    private final Machines machines;
    private final KeyShelf keys;
    private final Suspicions suspicions;
    private final Crowds crowds;
    private final Deliveries deliveries;
    private final Certificates certificates;
    private final Objections objections;
    private final Golds golds;
    private final OddWorks oddWorks;

    private Store(Database database, EngineSettings settings) {
        this.database = database;
        this.templates = new Templates(database);
        this.batches = new Batches(database);
        this.uploads = new Uploads(database);
        SecureRandom random = new SecureRandom();
        this.documents = new Documents(database, templates, random);
        Voters voters = new Voters(new Checkers(random), settings.adjudicationAnswers());
        Settling settling = new Settling(templates, voters, random);
        this.checks = new Checks(database, templates, voters, random);
        this.leases = new Leases(database, random, settings.leaseTime(), settings.leasesMax(), checks);
        this.answers = new Answers(database, settling);
        this.disputes = new Disputes(database, templates, settling);
        this.transcripts = new Transcripts(database);
        this.progress = new Progress(database, uploads);
        this.exposures = new Exposures(database);
        this.machines = new Machines(database);
        this.keys = new KeyShelf(database);
        this.suspicions = new Suspicions(database);
        this.crowds = new Crowds(database);
        this.deliveries = new Deliveries(database);
        this.certificates = new Certificates(database);
        this.objections = new Objections(database);
        this.golds = new Golds(database, random);
        this.oddWorks = new OddWorks(database, templates);
    }

    /**
     * Opens the database an installation names and brings its tables up to date.
     *
     * @throws StoreException where the address is of neither H2 in a file nor PostgreSQL, there is no such database, it is
     *     in use, or it does not let us in
     */
    public static Store open(EngineSettings settings) {
        try {
            return migrate(connect(settings), settings);
        } catch (StoreException said) {
            throw said;
        } catch (RuntimeException refused) {
            String reason = refused.getMessage();
            for (Throwable at = refused; at != null; at = at.getCause()) {
                reason = at instanceof SQLException ? at.getMessage() : reason;
            }
            // What follows the address may be a password.
            throw new StoreException(
                    "Expected to open the database %s but it cannot be opened: %s"
                            .formatted(settings.database().replaceAll("[?;].*", ""), reason),
                    refused);
        }
    }

    private static Store migrate(Database database, EngineSettings settings) {
        try {
            Flyway.configure(Store.class.getClassLoader())
                    .dataSource(database.dataSource())
                    .locations(MIGRATIONS)
                    .javaMigrations(new V15__PoolOfEachForm())
                    .load()
                    .migrate();
            return new Store(database, settings);
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

    public Templates templates() {
        return templates;
    }

    public Batches batches() {
        return batches;
    }

    public Uploads uploads() {
        return uploads;
    }

    public Documents documents() {
        return documents;
    }

    public Office.Checking checking() {
        return checks.checking();
    }

    public Leases leases() {
        return leases;
    }

    public Answers answers() {
        return answers;
    }

    public Disputes disputes() {
        return disputes;
    }

    public Transcripts transcripts() {
        return transcripts;
    }

    public Progress progress() {
        return progress;
    }

    public Machines machines() {
        return machines;
    }

    public Exposures exposures() {
        return exposures;
    }

    public Suspicions suspicions() {
        return suspicions;
    }

    public Crowds crowds() {
        return crowds;
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Certificates certificates() {
        return certificates;
    }

    public Objections objections() {
        return objections;
    }

    public Golds golds() {
        return golds;
    }

    public OddWorks oddWorks() {
        return oddWorks;
    }

    public KeyShelf keys() {
        return keys;
    }

    @Override
    public void close() {
        database.close();
    }
}
