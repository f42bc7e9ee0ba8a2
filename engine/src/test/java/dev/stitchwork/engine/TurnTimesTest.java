package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a turn lasts is learned from how long such turns took, with a floor. */
class TurnTimesTest extends OnEachDatabase {
    private static final Duration FLOOR = Duration.ofMinutes(1);
    private static final int ENOUGH = 200;

    @Test
    void untilEnoughIsKnownATurnLastsAsTheInstallationSays() {
        keyed(ENOUGH - 1, 0);
        assertLasts(settings().leaseTime());
    }

    @Test
    void aTurnNeverLastsLessThanTheFloorHoweverQuicklyPeopleKey() {
        keyed(ENOUGH, 0);
        assertLasts(FLOOR);
    }

    @Test
    void aTurnLastsFourTimesWhatNineteenOfTwentyTook() {
        keyed(ENOUGH, 100);
        assertLasts(Duration.ofSeconds(400));
    }

    @Test
    void aTurnNeverLastsMoreThanAQuarterOfAnHour() {
        keyed(ENOUGH, 1_000);
        assertLasts(Duration.ofMinutes(15));
    }

    /** So many texts keyed, each after so many seconds. */
    private void keyed(int count, int seconds) {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(count + 1, "town"));
        for (int i = 0; i < count; i++) {
            house.key(1, "x");
        }
        house.execute("update lease set leased = leased - interval '%d' second".formatted(seconds));
        house.makeRound();
    }

    private void assertLasts(Duration wanted) {
        Duration lasts = Duration.between(Instant.now(), house.lease(1).until());
        // It took a few milliseconds to be given; four times what the quickest keying took may be added.
        assertTrue(lasts.compareTo(wanted.minusSeconds(20)) > 0 && lasts.compareTo(wanted.plusSeconds(20)) < 0, lasts::toString);
    }
}
