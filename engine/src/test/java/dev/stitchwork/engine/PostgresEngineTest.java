package dev.stitchwork.engine;

import dev.stitchwork.engine.store.TestDatabase;
import java.nio.file.Path;

class PostgresEngineTest extends EngineLaws {
    @Override
    EngineSettings settings(Path data) {
        return TestDatabase.POSTGRES.settings(data);
    }
}
