package dev.stitchwork.engine;

import dev.stitchwork.engine.store.TestDatabase;

class H2SecretsTest extends SecretsLaws {
    H2SecretsTest() {
        super(TestDatabase.H2);
    }
}
