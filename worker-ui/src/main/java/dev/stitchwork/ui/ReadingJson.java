package dev.stitchwork.ui;

import dev.stitchwork.engine.Reading;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A {@link Reading} as it goes over the wire.
 *
 * @param verdict {@code value}, {@code blank}, {@code illegible} or {@code wrong-crop}
 * @param text empty unless the verdict is {@code value}
 */
record ReadingJson(String verdict, String text) {
    static ReadingJson of(Reading reading) {
        return new ReadingJson(Json.word(reading.verdict()), reading.text());
    }

    Reading reading() {
        return reading(verdict, text);
    }

    static Reading reading(String verdict, String text) {
        return Arrays.stream(Reading.Verdict.values())
                .filter(candidate -> Json.word(candidate).equals(verdict))
                .findFirst()
                .map(found -> new Reading(found, text == null ? "" : text))
                .orElseThrow(() -> new Problem(400, "Expected a verdict of %s but was '%s'.".formatted(
                        Arrays.stream(Reading.Verdict.values()).map(Json::word).collect(Collectors.joining(", ")), verdict)));
    }
}
