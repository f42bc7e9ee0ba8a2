package dev.stitchwork.samples.crowd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.FieldKind;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One worker at the work page: takes a turn, looks at the picture, keys what is there, mostly rightly. */
public final class SimulatedWorker {
    private final Connection connection;
    private final Eyes eyes;
    private final Mistakes mistakes;
    private final RandomGenerator random;

    public SimulatedWorker(Connection connection, Eyes eyes, Mistakes mistakes, RandomGenerator random) {
        this.connection = connection;
        this.eyes = eyes;
        this.mistakes = mistakes;
        this.random = random;
    }

    /** What a person would see in a picture. */
    @FunctionalInterface
    public interface Eyes {
        Optional<Truth> look(byte[] picture);
    }

    /** How a turn went. */
    public enum Turn {
        /** There was nothing to do. */
        IDLE,
        /** The turn was given back, or was over before the answer came. */
        UNANSWERED,
        /** The answer was kept, and was right. */
        RIGHT,
        /** The answer was kept, and was wrong. */
        WRONG
    }

    public Turn turn() {
        Connection.Reply reply = connection.post("/api/work/lease", Map.of());
        if (reply.status() == 204) {
            return Turn.IDLE;
        }
        JsonNode lease = reply.expect(200).json();
        String path = "/api/work/leases/" + lease.get("token").asText();
        if (mistakes.skips(random)) {
            connection.delete(path).expect(204);
            return Turn.UNANSWERED;
        }
        Connection.Reply picture = connection.get(path + "/picture");
        if (picture.status() == 410) {
            return Turn.UNANSWERED;
        }
        Truth truth = eyes.look(picture.expect(200).body()).orElseThrow(
                () -> new IllegalStateException("Expected a picture of a form of the demo but nobody knows this one."));
        FieldKind kind = FieldKind.ofJson(lease.get("kind").asText()).orElseThrow();
        Reading keyed = mistakes.key(truth.reading(), kind, lease.get("options").asInt(), random);
        Connection.Reply answer = connection.post(path + "/answer",
                Map.of("key", key(), "verdict", verdict(keyed), "text", keyed.text()));
        if (answer.status() == 410) {
            return Turn.UNANSWERED;
        }
        answer.expect(200);
        return truth.is(keyed) ? Turn.RIGHT : Turn.WRONG;
    }

    static String verdict(Reading reading) {
        return reading.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String key() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
