package dev.stitchwork.samples.crowd;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;

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
        accept(logIn, role);
        return logIn;
    }

    private Connection accept(LogIn logIn, String role) {
        String invitation = operator.post("/api/office/invitations", Map.of("name", logIn.name(), "role", role))
                .expect(201).json().get("invitation").asText();
        return Connection.to(http, server).accept(invitation, logIn.password());
    }

    public Connection signIn(LogIn logIn) {
        return Connection.to(http, server).signIn(logIn.name(), logIn.password());
    }

    /**
     * Hires workers, who are signed in then, one after the other: most of it is the server working on passwords.
     *
     * @param hired is given each as soon as it is signed in
     */
    public void hireWorkers(String prefix, int count, Consumer<Connection> hired) {
        for (int number = 1; number <= count; number++) {
            hired.accept(accept(new LogIn("%s-%03d".formatted(prefix, number), password()), "worker"));
        }
    }

    /** 120 random bits in letters that can be read out. */
    public static String password() {
        byte[] bits = new byte[15];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
