package dev.stitchwork.samples.crowd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.Reading;
import java.util.Map;

/** An operator who decides what the crowd could not agree on, and looks carefully. */
public final class SimulatedOperator {
    private final Connection connection;
    private final SimulatedWorker.Eyes eyes;

    public SimulatedOperator(Connection connection, SimulatedWorker.Eyes eyes) {
        this.connection = connection;
        this.eyes = eyes;
    }

    /** Decides every dispute that waits. */
    public void decideAll() {
        while (true) {
            Connection.Reply next = connection.post("/api/office/disputes/next", Map.of());
            if (next.status() == 204) {
                return;
            }
            JsonNode dispute = next.expect(200).json();
            String path = "/api/office/disputes/" + dispute.get("token").asText();
            byte[] picture = connection.get(path + "/picture").expect(200).body();
            Reading reading = eyes.look(picture).map(Truth::reading).orElse(Reading.ILLEGIBLE);
            connection.post(path, Map.of("verdict", SimulatedWorker.verdict(reading), "text", reading.text())).expect(204);
        }
    }
}
