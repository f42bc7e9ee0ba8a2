package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a turn lasts is learned from how long such turns took, with a floor. */
class TurnTimesTest extends OnEachDatabase {
    private static final int ENOUGH = 200;

    @Test
    void aTurnLastsFourTimesWhatNineteenOfTwentyTookButNeitherLessThanTheFloorNorMoreThanAQuarterOfAnHour() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(ENOUGH + 4, "town"));
        keyed(ENOUGH - 1);
        took(100);
        assertLasts(settings().leaseTime(), "too little is known yet: as the installation says");

        keyed(1);
        took(0);
        assertLasts(Duration.ofMinutes(1), "the floor, however quickly people key");
        took(100);
        assertLasts(Duration.ofSeconds(400), "four times what they took");
        took(1_000);
        assertLasts(Duration.ofMinutes(15), "never more than a quarter of an hour");
    }

    /** So many texts more. */
    private void keyed(int count) {
        for (int i = 0; i < count; i++) {
            house.key(1, "x");
        }
    }

    /** Each text so far was keyed so many seconds after it was shown. */
    private void took(int seconds) {
        house.execute("""
                update lease set leased = (select given from answer where answer.token = lease.token) - interval '%d' second
                where token in (select token from answer)""".formatted(seconds));
        house.makeRound();
    }

    /** @param why a turn should last so long */
    private void assertLasts(Duration wanted, String why) {
        Lease lease = house.lease(1);
        Duration lasts = Duration.between(Instant.now(), lease.until());
        assertTrue(lasts.minus(wanted).abs().toSeconds() < 20, () -> why + ": expected " + wanted + " but was " + lasts);
        house.work().giveBack(House.worker(1), lease.token());
    }
}
