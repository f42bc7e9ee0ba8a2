package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.store.TestDatabase;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClosingTest {
    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void closingAWorkersAccountPutsItsTurnsBackOnOffer(TestDatabase kind) {
        try (House house = new House(kind.settings(data))) {
            AccountId leaver =
                    house.office().accept(house.office().invite("leaver", Role.WORKER), "correct horse battery").account().id();
            house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(2, "name"));
            Lease first = house.work().lease(leaver).orElseThrow();
            house.work().lease(leaver).orElseThrow();
            AccountId stayer = House.worker(900_077);
            assertFalse(house.work().lease(stayer).isPresent(), "both turns are taken");
            house.office().close(leaver);
            assertEquals(Optional.empty(), house.work().picture(leaver, first.token()));
            assertEquals(AnswerOutcome.LEASE_OVER, house.work().answer(leaver, first.token(), "key", Reading.of("late")));
            assertTrue(house.work().lease(stayer).isPresent());
            assertTrue(house.work().lease(stayer).isPresent());
        }
    }
}
