package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrottleTest {
    @TempDir
    Path data;

    @Test
    void theSixthTryOfANameWaitsForTheMinuteToEnd() {
        try (Premises premises = new Premises(data)) {
            premises.worker();
            for (int tries = 1; tries <= 5; tries++) {
                logIn(premises.stranger(), "worker", "wrong wrong wrong").expect(401);
            }
            premises.nanos.addAndGet(Duration.ofSeconds(20).toNanos());
            Reply reply = logIn(premises.stranger(), "Worker", Premises.PASSWORD).expect(429);
            assertEquals("40", reply.header("Retry-After"));
            assertEquals("Expected at most 5 tries a minute; try again in 40 seconds.", reply.detail());
            logIn(premises.stranger(), "operator", Premises.PASSWORD).expect(200);
            premises.nanos.addAndGet(Duration.ofSeconds(40).toNanos());
            logIn(premises.stranger(), "worker", Premises.PASSWORD).expect(200);
        }
    }

    @Test
    void aRightTryForgivesTheWrongOnesBeforeIt() {
        try (Premises premises = new Premises(data)) {
            for (int round = 0; round < 3; round++) {
                for (int tries = 1; tries <= 4; tries++) {
                    logIn(premises.stranger(), "operator", "wrong wrong wrong").expect(401);
                }
                logIn(premises.stranger(), "operator", Premises.PASSWORD).expect(200);
            }
        }
    }

    @Test
    void oneAddressTriesOnlySoManyNames() {
        try (Premises premises = new Premises(data)) {
            for (int tries = 1; tries <= 30; tries++) {
                premises.stranger()
                        .post("/api/invitations/accept", Map.of("invitation", "guess " + tries, "password", Premises.PASSWORD))
                        .expect(404);
            }
            logIn(premises.stranger(), "operator", Premises.PASSWORD).expect(429);
        }
    }

    @Test
    void behindAProxyTheAddressIsTheOneTheProxySaw() {
        try (Premises premises = new Premises(data, true)) {
            for (int tries = 1; tries <= 31; tries++) {
                premises.stranger()
                        .with("X-Forwarded-For", "invented-" + tries + ", 203.0.113.9")
                        .post("/api/invitations/accept", Map.of("invitation", "guess", "password", Premises.PASSWORD))
                        .expect(tries <= 30 ? 404 : 429);
            }
            logIn(premises.stranger().with("X-Forwarded-For", "203.0.113.10"), "operator", Premises.PASSWORD).expect(200);
        }
    }

    @Test
    void aLineOfTheCallersOwnIsNotTheAddress() throws Exception {
        try (Premises premises = new Premises(data, true)) {
            for (int tries = 1; tries <= 31; tries++) {
                HttpRequest twoLines = HttpRequest.newBuilder(URI.create(premises.server().address() + "/api/invitations/accept"))
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "198.51.100." + tries)
                        .header("X-Forwarded-For", "203.0.113.9")
                        .POST(BodyPublishers.ofString("{\"invitation\":\"guess\",\"password\":\"correct horse battery\"}"))
                        .build();
                assertEquals(tries <= 30 ? 404 : 429, premises.http().send(twoLines, BodyHandlers.discarding()).statusCode());
            }
        }
    }

    @Test
    void theAddressesOfOneNetworkCountTogether() {
        try (Premises premises = new Premises(data, true)) {
            for (int tries = 1; tries <= 31; tries++) {
                premises.stranger()
                        .with("X-Forwarded-For", "2001:db8:1:2::" + tries)
                        .post("/api/invitations/accept", Map.of("invitation", "guess", "password", Premises.PASSWORD))
                        .expect(tries <= 30 ? 404 : 429);
            }
            logIn(premises.stranger().with("X-Forwarded-For", "2001:db8:1:3::1"), "operator", Premises.PASSWORD).expect(200);
        }
    }

    @Test
    void aNameLongerThanAnyIsRefusedBeforeItIsCounted() {
        try (Premises premises = new Premises(data)) {
            assertEquals("Expected a name of at most 200 characters but it has 201.",
                    logIn(premises.stranger(), "a".repeat(201), Premises.PASSWORD).expect(400).detail());
        }
    }

    private static Reply logIn(Person person, String name, String password) {
        return person.post("/api/session", Map.of("name", name, "password", password));
    }
}
