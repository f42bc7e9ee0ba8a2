package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.Role;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficeRoutesTest {
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
    void anInvitationOpensOneAccount() {
        JsonNode made = premises.operator().post("/api/office/invitations", Map.of("name", "maria", "role", "worker")).expect(201).json();
        String invitation = made.path("invitation").asText();
        assertEquals("/invitation#" + invitation, made.path("link").asText());
        Map<String, String> acceptance = Map.of("invitation", invitation, "password", Premises.PASSWORD);
        Reply reply = premises.stranger().post("/api/invitations/accept", acceptance).expect(200);
        assertEquals("maria", reply.json().path("name").asText());
        assertEquals("worker", reply.json().path("role").asText());
        assertTrue(reply.json().path("csrf").asText().length() > 20, "whoever accepts is signed in");
        assertTrue(reply.response().headers().firstValue("Set-Cookie").orElseThrow().contains("HttpOnly; SameSite=Strict"));
        premises.stranger().post("/api/invitations/accept", acceptance).expect(404);
        new Person(premises, "maria").signIn().get("/api/work/tally").expect(200);
    }

    @Test
    void aRoleThatIsNoneIsRefused() {
        assertEquals(
                "Expected a role of worker, client, operator but was 'king'.",
                premises.operator().post("/api/office/invitations", Map.of("name", "maria", "role", "king")).expect(400).detail());
    }

    @Test
    void nobodyClosesTheirOwnAccount() {
        String own = premises.operator().get("/api/office/accounts").json().path(0).path("id").asText();
        assertEquals(
                "Expected another operator to close this account: nobody closes their own.",
                premises.operator().delete("/api/office/accounts/" + own).expect(409).detail());
    }

    @Test
    void whereNobodyStandsOutNobodyIsShown() {
        assertEquals("[]", premises.operator().get("/api/office/odd-work").expect(200).text());
        assertEquals("[]", premises.operator().post("/api/office/odd-work").expect(200).text());
    }

    @Test
    void aDisputeShowsTheKeyingsAndTakesTheOperatorsWord() {
        premises.batch("Hannah O'Brien|1 3|yes");
        // Nobody agrees with anybody: each field is keyed in five ways and becomes a dispute.
        for (int worker = 1; worker <= 5; worker++) {
            Person person = premises.person(Role.WORKER, "worker-" + worker);
            for (int turn = 0; turn < 3; turn++) {
                String token = person.post("/api/work/lease").expect(200).json().path("token").asText();
                person.post("/api/work/leases/" + token + "/answer", Map.of("key", token, "verdict", "value", "text", "way " + worker))
                        .expect(200);
            }
        }
        assertEquals("{\"waiting\":3}", premises.operator().get("/api/office/disputes").text());
        JsonNode dispute = premises.operator().post("/api/office/disputes/next").expect(200).json();
        assertEquals(5, dispute.path("keyings").size());
        assertFalse(dispute.toString().contains("worker-"));
        String token = dispute.path("token").asText();
        premises.operator().get("/api/office/disputes/" + token + "/picture").expect(200);
        premises.operator().post("/api/office/disputes/" + token, Map.of("verdict", "blank", "text", "")).expect(204);
        premises.operator().get("/api/office/disputes/" + token + "/picture").expect(410);
        assertEquals("{\"waiting\":2}", premises.operator().get("/api/office/disputes").text());
    }

    @Test
    void withoutDisputesThereIsNothingToDecide() {
        premises.operator().post("/api/office/disputes/next").expect(204);
        premises.operator().post("/api/office/disputes/0123", Map.of("verdict", "blank", "text", "")).expect(404);
    }
}
