package dev.stitchwork.engine.store;

import dev.stitchwork.engine.NotFoundException;
import dev.stitchwork.engine.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Readings as two columns, {@code verdict} and {@code text}; the text is null unless there is one to keep. */
final class Readings {
    private Readings() {}

    static String text(Reading reading) {
        return reading.verdict() == Reading.Verdict.VALUE ? reading.text() : null;
    }

    static boolean purged(ResultSet row) throws SQLException {
        return row.getString("verdict").equals(Reading.Verdict.VALUE.name()) && row.getString("text") == null;
    }

    static Reading of(String verdict, String text) {
        Reading.Verdict said = Reading.Verdict.valueOf(verdict);
        return said == Reading.Verdict.VALUE ? Reading.of(text == null ? "" : text) : new Reading(said, "");
    }

    /** @throws NotFoundException where the text was purged */
    static Reading of(ResultSet row) throws SQLException {
        Reading.Verdict verdict = Reading.Verdict.valueOf(row.getString("verdict"));
        if (verdict != Reading.Verdict.VALUE) {
            return new Reading(verdict, "");
        }
        if (purged(row)) {
            throw new NotFoundException("Expected a batch with its answers but it was purged.");
        }
        return Reading.of(row.getString("text"));
    }
}
