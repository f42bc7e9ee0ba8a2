package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What came back. */
record Reply(HttpResponse<byte[]> response) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    int status() {
        return response.statusCode();
    }

    Reply expect(int status) {
        assertEquals(status, status(), () -> response.request().method() + " " + response.uri().getPath() + ": " + text());
        return this;
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(text(), e);
        }
    }

    /** The sentence of a problem. */
    String detail() {
        return json().path("detail").asText();
    }

    /** A header's value; empty where it is missing. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
