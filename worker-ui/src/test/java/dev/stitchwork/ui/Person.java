package dev.stitchwork.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Somebody at a browser: keeps the cookie and the token, and sends both with every request. */
final class Person {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Premises premises;
    private final String name;
    private final Map<String, String> headers = new LinkedHashMap<>();

    Person(Premises premises, String name) {
        this.premises = premises;
        this.name = name;
    }

    Person signIn() {
        Reply reply = post("/api/session", Map.of("name", name, "password", Premises.PASSWORD)).expect(200);
        String cookie = reply.header("Set-Cookie");
        headers.put("Cookie", cookie.substring(0, cookie.indexOf(';')));
        headers.put("X-CSRF-Token", reply.json().path("csrf").asText());
        return this;
    }

    /** The same person with one header more, or another value of it. */
    Person with(String header, String value) {
        Person changed = new Person(premises, name);
        changed.headers.putAll(headers);
        changed.headers.put(header, value);
        return changed;
    }

    Person without(String header) {
        Person changed = new Person(premises, name);
        changed.headers.putAll(headers);
        changed.headers.remove(header);
        return changed;
    }

    Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Reply post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    Reply post(String path, Object json) {
        try {
            return with("Content-Type", "application/json")
                    .send("POST", path, BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply postText(String path, String contentType, String body) {
        return with("Content-Type", contentType).send("POST", path, BodyPublishers.ofString(body));
    }

    Reply upload(String batch, String file, String content) {
        return send("POST", "/api/batches/" + batch + "/files?name=" + encoded(file), BodyPublishers.ofString(content));
    }

    String openBatch(String title) {
        return post("/api/batches", Map.of("title", title, "template", "card", "fragmentsPerWorkerMax", 3,
                        "inkPerWorkerMaxPercent", 100, "classesApart", false, "poolMin", 1, "batchPerWorkerMaxPercent", 100))
                .expect(201).json().path("id").asText();
    }

    /** One with the pictures of the empty form that it names. */
    Reply saveTemplate(String json, String picture) {
        return postText("/api/templates", "multipart/form-data; boundary=cut", """
                --cut\r
                Content-Disposition: form-data; name="template"; filename="card.json"\r
                Content-Type: application/json\r
                \r
                %s\r
                --cut\r
                Content-Disposition: form-data; name="reference"; filename="%s"\r
                Content-Type: image/png\r
                \r
                picture\r
                --cut--\r
                """.formatted(json, picture));
    }

    Reply saveTemplate(String json) {
        return postText("/api/templates", "multipart/form-data; boundary=cut", """
                --cut\r
                Content-Disposition: form-data; name="template"; filename="card.json"\r
                Content-Type: application/json\r
                \r
                %s\r
                --cut--\r
                """.formatted(json));
    }

    Reply send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(premises.server().address() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        headers.forEach(request::header);
        try {
            return new Reply(premises.http().send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
