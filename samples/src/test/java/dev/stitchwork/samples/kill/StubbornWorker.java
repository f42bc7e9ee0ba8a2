package dev.stitchwork.samples.kill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.samples.crowd.Connection;
import dev.stitchwork.splitter.cutting.ServedPicture;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A worker who goes on however often the server dies: every request is sent again until it is answered, an answer under
 * the same key. What it keys follows from the picture alone, so that all workers agree; one of them is
 * always wrong about what is written.
 */
final class StubbornWorker implements Runnable {
    private final int number;
    private final Connection connection;
    private final AtomicBoolean stop;
    private final AtomicBoolean rest;
    private final Supplier<Integer> pauseMilliseconds;
    private final BlockingQueue<Acknowledged> acknowledged;

    /** @param rest while it is set, a worker ends what it is at and takes nothing new */
    StubbornWorker(int number, Connection connection, AtomicBoolean stop, AtomicBoolean rest,
            Supplier<Integer> pauseMilliseconds, BlockingQueue<Acknowledged> acknowledged) {
        this.number = number;
        this.connection = connection;
        this.stop = stop;
        this.rest = rest;
        this.pauseMilliseconds = pauseMilliseconds;
        this.acknowledged = acknowledged;
    }

    @Override
    public void run() {
        while (!stop.get()) {
            if (rest.get()) {
                sleep(10);
                continue;
            }
            Connection.Reply reply = until(() -> connection.post("/api/work/lease", Map.of()));
            if (reply.status() == 200) {
                answer(reply.json());
            } else {
                reply.expect(204);
                sleep(60);
            }
            sleep(ThreadLocalRandom.current().nextInt(pauseMilliseconds.get() + 1));
        }
    }

    private void answer(JsonNode lease) {
        String path = "/api/work/leases/" + lease.get("token").asText();
        Connection.Reply picture = until(() -> connection.get(path + "/picture"));
        if (picture.status() == 410) {
            return; // the turn ended while the server was away
        }
        String text = reads(picture.expect(200).body(), lease.get("kind").asText(), lease.get("options").asInt());
        String key = UUID.randomUUID().toString();
        Map<String, String> body = Map.of("key", key, "verdict", "value", "text", text);
        Connection.Reply reply = until(() -> connection.post(path + "/answer", body));
        if (reply.status() != 410) {
            reply.expect(200);
            acknowledged.add(new Acknowledged(number, path + "/answer", key, "value", text));
        }
    }

    /** The text that this worker sees in a picture: made from the hash of what is drawn there, in the manner of the kind. */
    private String reads(byte[] picture, String kind, int options) {
        int right = Math.floorMod(hash(picture), 1_000_000);
        int code = number == 0 ? right + 1 : right;
        return switch (kind) {
            // Nobody errs about marks: whoever erred could agree with what the machine saw, and so decide by luck.
            case "choice-one", "choice-any" -> "" + (1 + right % options);
            case "signature" -> "yes";
            case "date" -> "%02d/%02d/%04d".formatted(1 + code % 28, 1 + code / 28 % 12, 1900 + code / 336 % 120);
            case "integer", "decimal", "money" -> "" + code;
            default -> "k" + code;
        };
    }

    private static int hash(byte[] picture) {
        try {
            String hex = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ServedPicture.drawing(picture)), 0, 4);
            return Integer.parseUnsignedInt(hex, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Connection.Reply until(Supplier<Connection.Reply> request) {
        while (true) {
            try {
                return request.get();
            } catch (UncheckedIOException serverIsGone) {
                sleep(40);
            }
        }
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
