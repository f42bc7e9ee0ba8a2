package dev.stitchwork.engine;

import dev.stitchwork.engine.store.TestDatabase;

class PostgresAccountsTest extends AccountsLaws {
    PostgresAccountsTest() {
        super(TestDatabase.POSTGRES);
    }
}
