package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/** A server as a client's program sees it: HTTP with an API key; every refusal becomes its sentence. */
final class Remote {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** For a server that has much to do before it answers. */
    private static final Duration LONG = Duration.ofMinutes(5);
    /** A line slower than this counts as broken; a server that has stopped reading would keep us for ever. */
    private static final long SLOWEST_BYTES_PER_SECOND = 32 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final String base;
    private final String key;

    Remote(URI server, String key) {
        this.base = server.toString().replaceAll("/+$", "");
        this.key = key;
    }

    String address() {
        return base;
    }

    JsonNode get(String path) {
        return json(send(request(path).timeout(Duration.ofMinutes(1)).GET()));
    }

    JsonNode post(String path, Object body) {
        try {
            return json(send(request(path)
                    .timeout(Duration.ofMinutes(1))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts and numbers can be written as JSON.", e);
        }
    }

    /** @param sent told of the bytes as they leave */
    JsonNode upload(String batch, Path file, Optional<String> password, LongConsumer sent) throws IOException {
        HttpRequest.Builder request = request("/api/batches/%s/files?name=%s".formatted(batch, encoded(file.getFileName().toString())))
                .header("Content-Type", "application/octet-stream");
        password.ifPresent(secret -> request.header(
                "X-File-Password", Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))));
        long size = Files.size(file);
        HttpRequest.BodyPublisher body = size == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> counted(file, sent)), size);
        return json(send(request.timeout(LONG.plusSeconds(size / SLOWEST_BYTES_PER_SECOND)).POST(body)));
    }

    JsonNode saveTemplate(Path template, List<Path> references) throws IOException {
        String boundary = UUID.randomUUID().toString();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, boundary, "template", template);
        for (Path reference : references) {
            part(body, boundary, "reference", reference);
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return json(send(request("/api/templates")
                .timeout(LONG)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))));
    }

    /** The reply's body as it comes; the caller closes it. */
    InputStream open(String path) {
        return send(request(path).timeout(LONG).GET()).body();
    }

    /** The same; empty where the server has no such thing. */
    Optional<InputStream> find(String path) throws IOException {
        HttpResponse<InputStream> response = exchange(request(path).timeout(LONG).GET());
        if (response.statusCode() == 404) {
            response.body().close();
            return Optional.empty();
        }
        return Optional.of(accepted(response).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + key);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) {
        return accepted(exchange(request));
    }

    private HttpResponse<InputStream> accepted(HttpResponse<InputStream> response) {
        try {
            if (response.statusCode() / 100 != 2) {
                throw new CommandFailure(Exit.REFUSED, sentence(response));
            }
            return response;
        } catch (IOException e) {
            throw unreachable();
        }
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(Exit.UNREACHABLE, "Interrupted.");
        }
    }

    private CommandFailure unreachable() {
        return new CommandFailure(
                Exit.UNREACHABLE, "Expected a server at %s but it cannot be reached: is it running, and is --server right?".formatted(base));
    }

    private static String sentence(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            JsonNode problem = MAPPER.readTree(body);
            StringBuilder sentence = new StringBuilder(problem.path("detail").asText("The server refused without a reason."));
            problem.path("problems").forEach(line -> sentence.append(System.lineSeparator()).append("  ").append(line.asText()));
            return sentence.toString();
        } catch (JsonProcessingException e) {
            return "Expected an answer of Stitchwork but status %d came with something else: is --server right?"
                    .formatted(response.statusCode());
        }
    }

    private JsonNode json(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new CommandFailure(Exit.UNREACHABLE, "Expected a whole answer from %s but it broke off.".formatted(base));
        }
    }

    private static void part(ByteArrayOutputStream body, String boundary, String name, Path file) throws IOException {
        String fileName = file.getFileName().toString().replace("\"", "%22");
        body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                .formatted(boundary, name, fileName)
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Files.readAllBytes(file));
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static InputStream counted(Path file, LongConsumer sent) {
        try {
            return new FilterInputStream(Files.newInputStream(file)) {
                @Override
                public int read() throws IOException {
                    int one = super.read();
                    sent.accept(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int count = super.read(into, offset, length);
                    sent.accept(Math.max(0, count));
                    return count;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
