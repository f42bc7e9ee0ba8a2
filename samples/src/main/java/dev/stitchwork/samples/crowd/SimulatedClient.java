package dev.stitchwork.samples.crowd;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A client at work over HTTP: sends in a template and scans, watches the batch, fetches what was keyed. */
public final class SimulatedClient {
    /** Rules for a handful of forms and workers: whoever is there may see whatever there is. */
    public static final Map<String, ?> UNBOUND = Map.of(
            "fragmentsPerWorkerMax", 1_000,
            "inkPerWorkerMaxPercent", 100,
            "coalition", 0,
            "classesApart", false,
            "poolMin", 1,
            "batchPerWorkerMaxPercent", 100);

    private static final String BOUNDARY = "stitchwork-part-7f1c";

    private final Connection connection;

    public SimulatedClient(Connection connection) {
        this.connection = connection;
    }

    /** Saves a template with the pictures of the empty form that it names. */
    public void saveTemplate(byte[] template, Map<String, byte[]> references) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "template", "template.json", "application/json", template);
        references.forEach((name, bytes) -> part(body, "reference", name, "application/octet-stream", bytes));
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        connection.post("/api/templates", "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray()).expect(201);
    }

    /**
     * Opens a batch and gives its id.
     *
     * @param rules what is not as usual, such as {@code agree} or {@code fragmentsPerWorkerMax}
     */
    public String open(String title, String template, Map<String, ?> rules) {
        return open(title, Map.of("template", template), rules);
    }

    /** Opens a batch that mixes forms, and gives its id. */
    public String open(String title, List<String> templates, Map<String, ?> rules) {
        return open(title, Map.of("templates", templates), rules);
    }

    private String open(String title, Map<String, ?> forms, Map<String, ?> rules) {
        Map<String, Object> batch = new HashMap<>(rules);
        batch.put("title", title);
        batch.putAll(forms);
        return connection.post("/api/batches", batch).expect(201).json().get("id").asText();
    }

    public Connection.Reply send(String batch, String fileName, byte[] bytes) {
        return connection.post("/api/batches/" + batch + "/files?name=" + URLEncoder.encode(fileName, StandardCharsets.UTF_8),
                "application/octet-stream", bytes);
    }

    public JsonNode progress(String batch) {
        return connection.get("/api/batches/" + batch).expect(200).json();
    }

    /** Says that all files are sent in. */
    public void close(String batch) {
        connection.post("/api/batches/" + batch + "/closing", Map.of()).expect(204);
    }

    public byte[] exposureLog(String batch) {
        return connection.get("/api/batches/" + batch + "/exposure.log").expect(200).body();
    }

    /** @param ending {@code csv}, {@code json}, or {@code csv?template=NAME} for one form of several */
    public byte[] download(String batch, String ending) {
        return connection.get("/api/batches/" + batch + "/delivery." + ending).expect(200).body();
    }

    private static void part(ByteArrayOutputStream body, String name, String file, String mediaType, byte[] bytes) {
        String head = "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                .formatted(BOUNDARY, name, file, mediaType);
        try {
            body.write(head.getBytes(StandardCharsets.UTF_8));
            body.write(bytes);
            body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
    }
}
