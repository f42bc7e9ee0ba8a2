package dev.stitchwork.engine;

import dev.stitchwork.engine.store.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws that hold on H2 and on PostgreSQL alike: each is tried on a new house over an empty database of either. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabase.class)
abstract class OnEachDatabase {
    @Parameter
    TestDatabase database;

    @TempDir
    Path data;

    House house;

    EngineSettings settings() {
        return database.settings(data);
    }

    @BeforeEach
    void open() {
        house = new House(settings());
    }

    @AfterEach
    void close() {
        if (house != null) { // where there is no such database here
            house.close();
        }
    }
}
