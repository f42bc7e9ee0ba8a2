package dev.stitchwork.engine;

import dev.stitchwork.engine.store.TestDatabase;

class H2AccountsTest extends AccountsLaws {
    H2AccountsTest() {
        super(TestDatabase.H2);
    }
}
