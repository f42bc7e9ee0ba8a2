package dev.stitchwork.engine;

import dev.stitchwork.engine.store.TestDatabase;

class PostgresSecretsTest extends SecretsLaws {
    PostgresSecretsTest() {
        super(TestDatabase.POSTGRES);
    }
}
