package dev.stitchwork.samples.crowd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** One account's signed-in connection to a Stitchwork server, as a browser would have it: cookie, token, JSON. */
public final class Connection {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REPLY_TIME_MAX = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI server;
    private final Consumer<HttpResponse<byte[]>> witness;
    private volatile String cookie = "";
    private volatile String csrf = "";

    private Connection(HttpClient http, URI server, Consumer<HttpResponse<byte[]>> witness) {
        this.http = http;
        this.server = server;
        this.witness = witness;
    }

    /** A connection of nobody yet. */
    public static Connection to(HttpClient http, URI server) {
        return new Connection(http, server, reply -> {});
    }

    /** The same, with somebody who is shown every reply as it came. */
    public static Connection watched(HttpClient http, URI server, Consumer<HttpResponse<byte[]>> witness) {
        return new Connection(http, server, witness);
    }

    /** What a server said. */
    public record Reply(int status, byte[] body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException("Expected JSON but was %d bytes of something else.".formatted(body.length), e);
            }
        }

        /** This reply, where it has the expected status. */
        public Reply expect(int expected) {
            if (status != expected) {
                throw new IllegalStateException("Expected status %d but was %d: %s".formatted(expected, status, new String(body)));
            }
            return this;
        }
    }

    public Connection signIn(String name, String password) {
        return begin("/api/session", Map.of("name", name, "password", password));
    }

    /** Accepts an invitation, which signs in. */
    public Connection accept(String invitation, String password) {
        return begin("/api/invitations/accept", Map.of("invitation", invitation, "password", password));
    }

    private Connection begin(String path, Map<String, ?> body) {
        HttpResponse<byte[]> response = send("POST", path, "application/json", BodyPublishers.ofByteArray(json(body)));
        Reply reply = new Reply(response.statusCode(), response.body()).expect(200);
        cookie = response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        csrf = reply.json().get("csrf").asText();
        return this;
    }

    public Reply get(String path) {
        return reply(send("GET", path, null, BodyPublishers.noBody()));
    }

    public Reply post(String path, Map<String, ?> body) {
        return reply(send("POST", path, "application/json", BodyPublishers.ofByteArray(json(body))));
    }

    public Reply post(String path, String mediaType, byte[] body) {
        return reply(send("POST", path, mediaType, BodyPublishers.ofByteArray(body)));
    }

    public Reply delete(String path) {
        return reply(send("DELETE", path, null, BodyPublishers.noBody()));
    }

    private HttpResponse<byte[]> send(String method, String path, String mediaType, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(REPLY_TIME_MAX).method(method, body);
        if (mediaType != null) {
            request.header("Content-Type", mediaType);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie).header("X-CSRF-Token", csrf);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            witness.accept(response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        return new Reply(response.statusCode(), response.body());
    }

    private static byte[] json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("maps of texts and numbers can be written as JSON", e);
        }
    }
}
