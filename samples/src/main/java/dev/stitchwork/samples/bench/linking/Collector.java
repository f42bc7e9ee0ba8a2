package dev.stitchwork.samples.bench.linking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.samples.crowd.Connection;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * Takes turns as workers do and writes down everything that their clients receive: addresses, names, every header, times,
 * sizes, dimensions and the order of it all. What is in the pictures' pixels is kept apart.
 */
final class Collector {
    /** What is compared of two servings, in this order; the words after the numbers. */
    static final List<String> CLUES = List.of("name's value", "order", "time", "turn's end", "bytes", "width", "height",
            "bytes of the lease", "kind", "marks to choose", "headers of the lease", "headers of the picture", "prompt");

    private static final int TOKEN_BITS = 128;

    private final List<HttpResponse<byte[]>> heard = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();

    /** One serving before its document is looked up. */
    record Taken(String token, List<Double> traits, List<String> marks, List<Double> pixels) {
        Served of(long document) {
            return new Served(document, traits, marks);
        }
    }

    List<Taken> taken() {
        return taken;
    }

    void hear(HttpResponse<byte[]> response) {
        heard.add(response);
    }

    /** Takes a turn and gives it back; false where there is none. */
    boolean take(Connection worker) {
        heard.clear();
        Connection.Reply lease = worker.post("/api/work/lease", Map.of());
        if (lease.status() == 204) {
            return false;
        }
        JsonNode turn = lease.expect(200).json();
        String token = turn.get("token").asText();
        byte[] png = worker.get("/api/work/leases/" + token + "/picture").expect(200).body();
        BufferedImage picture = picture(png);
        HttpResponse<byte[]> leased = heard.get(0);
        HttpResponse<byte[]> shown = heard.get(1);
        taken.add(new Taken(
                token,
                List.of(value(token), (double) taken.size(), (double) System.nanoTime(),
                        (double) Instant.parse(turn.get("until").asText()).toEpochMilli(), (double) png.length,
                        (double) picture.getWidth(), (double) picture.getHeight(), (double) leased.body().length),
                List.of(turn.get("kind").asText(), turn.get("options").asText(), headers(leased), headers(shown),
                        turn.get("prompt").asText()),
                PictureTraits.of(picture)));
        worker.delete("/api/work/leases/" + token).expect(204);
        return true;
    }

    private static double value(String token) {
        return new BigInteger(token, 16).doubleValue() / Math.pow(2, TOKEN_BITS);
    }

    /** All but the time and the length, which are clues of their own. */
    private static String headers(HttpResponse<byte[]> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("date") || name.equalsIgnoreCase("content-length"));
        return headers.toString();
    }

    private static BufferedImage picture(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
