package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stitchwork.engine.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    /** Who may use the routes under each of these beginnings; the longest that fits counts. */
    private static final Map<String, Role> ROLES = Map.of(
            "/api/work", Role.WORKER,
            "/api/templates", Role.CLIENT,
            "/api/batches", Role.CLIENT,
            "/api/limits", Role.CLIENT,
            "/api/keys", Role.CLIENT,
            "/api/office", Role.OPERATOR);

    @TempDir
    Path data;

    private Premises premises;

    @BeforeEach
    void open() {
        premises = new Premises(data);
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void everyRouteBelongsToOneRole() {
        for (String route : premises.server().routes()) {
            String method = route.split(" ")[0];
            String path = route.split(" ")[1];
            ROLES.entrySet().stream().filter(entry -> path.startsWith(entry.getKey())).findFirst().ifPresent(entry -> {
                String address = path.replaceAll("\\{[a-z]+}", "0123456789abcdef0123456789abcdef");
                Map.of(Role.WORKER, premises.worker(), Role.CLIENT, premises.client(), Role.OPERATOR, premises.operator())
                        .forEach((role, person) -> {
                            int status = person.send(method, address, BodyPublishers.noBody()).status();
                            if (role == entry.getValue()) {
                                assertNotEquals(403, status, route + " for " + role);
                            } else {
                                assertEquals(403, status, route + " for " + role);
                            }
                        });
                premises.stranger().send(method, address, BodyPublishers.noBody()).expect(401);
            });
        }
    }

    @Test
    void changingSomethingNeedsTheSessionsToken() {
        String sentence = "Expected the session's token in the header X-CSRF-Token but it is missing or wrong.";
        assertEquals(sentence, premises.worker().without("X-CSRF-Token").post("/api/work/lease").expect(403).detail());
        assertEquals(sentence, premises.worker().with("X-CSRF-Token", "guess").post("/api/work/lease").expect(403).detail());
        assertEquals(sentence, premises.worker().without("X-CSRF-Token").delete("/api/session").expect(403).detail());
        premises.worker().without("X-CSRF-Token").get("/api/work/tally").expect(200);
    }

    @Test
    void anotherSitesPageChangesNothing() {
        assertEquals(
                "Expected a request from a page of this server but it comes from another site.",
                premises.worker().with("Sec-Fetch-Site", "cross-site").post("/api/work/lease").expect(403).detail());
        premises.stranger()
                .with("Sec-Fetch-Site", "same-site")
                .post("/api/session", Map.of("name", "worker", "password", Premises.PASSWORD))
                .expect(403);
    }

    @Test
    void aKeyOpensAClientsRoutesWithoutASession() {
        String key = premises.client().post("/api/keys").expect(201).json().path("key").asText();
        Person program = premises.stranger().with("Authorization", "Bearer " + key);
        program.get("/api/batches").expect(200);
        program.saveTemplate(CardSplitter.TEMPLATE).expect(201);
        program.openBatch("By a program");
    }

    @Test
    void aKeyOpensNothingElse() {
        String key = premises.client().post("/api/keys").expect(201).json().path("key").asText();
        Person program = premises.stranger().with("Authorization", "Bearer " + key);
        assertEquals(
                "Expected a session but was an API key; keys open the routes of clients only.",
                program.post("/api/work/lease").expect(401).detail());
        program.get("/api/office/accounts").expect(401);
        program.get("/api/session").expect(401);
        assertEquals("Expected a session but was an API key; a key cannot make another.", program.post("/api/keys").expect(401).detail());
        assertEquals(
                "Expected a valid API key as 'Authorization: Bearer <key>' but it is not.",
                premises.stranger().with("Authorization", "Bearer nonsense").get("/api/batches").expect(401).detail());
        premises.client().with("Authorization", "Basic x").get("/api/batches").expect(401);
    }

    @Test
    void signingOutEndsTheSession() {
        Person worker = premises.person(Role.WORKER, "leaver");
        worker.get("/api/session").expect(200);
        worker.delete("/api/session").expect(204);
        worker.get("/api/session").expect(401);
    }

    @Test
    void aClosedAccountIsOutAtOnce() {
        Person worker = premises.person(Role.WORKER, "leaver");
        String id = null;
        for (var account : premises.operator().get("/api/office/accounts").expect(200).json()) {
            id = account.path("name").asText().equals("leaver") ? account.path("id").asText() : id;
        }
        premises.operator().delete("/api/office/accounts/" + id).expect(204);
        worker.post("/api/work/lease").expect(401);
    }
}
