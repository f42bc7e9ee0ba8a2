package dev.stitchwork.samples.crowd;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes accounts over HTTP as an operator does, and accepts the invitations as those invited do. */
public final class FrontDesk {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpClient http;
    private final URI server;
    private final Connection operator;

    public FrontDesk(HttpClient http, URI server, Connection operator) {
        this.http = http;
        this.server = server;
        this.operator = operator;
    }

    /** A name and the password that opens it. */
    public record LogIn(String name, String password) {}

    /** Invites somebody and accepts for them. */
    public LogIn hire(String name, String role) {
        LogIn logIn = new LogIn(name, password());
        String invitation = operator.post("/api/office/invitations", Map.of("name", name, "role", role))
                .expect(201).json().get("invitation").asText();
        Connection.to(http, server)
                .post("/api/invitations/accept", Map.of("invitation", invitation, "password", logIn.password())).expect(200);
        return logIn;
    }

    public Connection signIn(LogIn logIn) {
        return Connection.to(http, server).signIn(logIn.name(), logIn.password());
    }

    /** Hires and signs in workers, some at a time: most of it is the server working on passwords. */
    public List<Connection> hireWorkers(String prefix, int count) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
        try {
            List<Future<Connection>> hired = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                String name = "%s-%03d".formatted(prefix, i);
                hired.add(threads.submit(() -> signIn(hire(name, "worker"))));
            }
            List<Connection> workers = new ArrayList<>();
            for (Future<Connection> each : hired) {
                workers.add(each.get());
            }
            return workers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker could not be hired", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hiring", e);
        } finally {
            threads.shutdown();
        }
    }

    /** 120 random bits in letters that can be read out. */
    public static String password() {
        byte[] bits = new byte[15];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
