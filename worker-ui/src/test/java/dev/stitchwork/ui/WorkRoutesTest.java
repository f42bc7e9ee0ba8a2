package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.Role;
import dev.stitchwork.engine.WorkDesk;
import dev.stitchwork.splitter.cutting.ServedPicture;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkRoutesTest {
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
    void theRoutesOfWorkersHoldTheWorkersDeskAlone() {
        List<Class<?>> held = Arrays.stream(WorkRoutes.class.getDeclaredFields())
                .filter(field -> !java.lang.reflect.Modifier.isStatic(field.getModifiers()))
                .<Class<?>>map(Field::getType)
                .toList();
        assertEquals(List.of(WorkDesk.class), held);
    }

    @Test
    void aTurnTellsItsKindAndNothingElse() {
        premises.batch("Hannah O'Brien|1 3|yes");
        Set<String> kinds = new HashSet<>();
        // Three tasks, two answers wanted of each: whatever two workers draw, a second turn is left for both.
        for (int worker = 1; worker <= 2; worker++) {
            Person person = premises.person(Role.WORKER, "worker-" + worker);
            for (int turn = 1; turn <= 2; turn++) {
                JsonNode lease = person.post("/api/work/lease").expect(200).json();
                List<String> names = new ArrayList<>();
                lease.fieldNames().forEachRemaining(names::add);
                assertEquals(List.of("token", "kind", "prompt", "options", "until", "proposed"), names);
                assertTrue(lease.path("token").asText().matches("[0-9a-f]{32}"));
                assertTrue(Instant.parse(lease.path("until").asText()).isAfter(Instant.now()));
                assertTrue(lease.path("proposed").isNull(), "nothing is shown where the client does not say so");
                assertEquals(lease.path("kind").asText().equals("choice-any") ? 3 : 0, lease.path("options").asInt());
                kinds.add(lease.path("kind").asText());
            }
        }
        assertTrue(Set.of("person-name", "choice-any", "signature").containsAll(kinds), kinds.toString());
    }

    @Test
    void aTurnIsToldAgainAsItWasGivenToWhoHoldsItAlone() {
        premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien");
        JsonNode lease = premises.worker().post("/api/work/lease").expect(200).json();
        String path = "/api/work/leases/" + lease.path("token").asText();
        assertEquals(lease, premises.worker().get(path).expect(200).json());
        premises.person(Role.WORKER, "other").get(path).expect(410);
        answer(lease.path("token").asText(), Map.of("key", "k1", "verdict", "blank", "text", "")).expect(200);
        assertEquals("Expected a live turn but it is over; ask for the next one.",
                premises.worker().get(path).expect(410).json().path("detail").asText());
    }

    @Test
    void thePictureIsTheOneThatWasCut() throws Exception {
        premises.batch("Hannah O'Brien|1 3|yes");
        String token = lease();
        byte[] png = premises.worker().get("/api/work/leases/" + token + "/picture").expect(200).response().body();
        assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(png, 4));
    }

    @Test
    void twoServingsOfOneFragmentShareNeitherBytesNorToken() throws Exception {
        premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien");
        Person other = premises.person(Role.WORKER, "other");
        List<byte[]> seen = new ArrayList<>();
        for (Person worker : List.of(premises.worker(), other)) {
            String path = "/api/work/leases/" + worker.post("/api/work/lease").expect(200).json().path("token").asText() + "/picture";
            byte[] served = worker.get(path).expect(200).response().body();
            assertArrayEquals(served, worker.get(path).expect(200).response().body(), "loaded again it stands still");
            seen.add(served);
        }
        assertArrayEquals(ServedPicture.drawing(seen.get(0)), ServedPicture.drawing(seen.get(1)), "both were shown the same fragment");
        assertFalse(Arrays.equals(seen.get(0), seen.get(1)));
    }

    @Test
    void anAnswerSentTwiceIsOneAnswer() {
        premises.batch("Hannah O'Brien|1 3|yes");
        String token = lease();
        Map<String, String> blank = Map.of("key", "k1", "verdict", "blank", "text", "");
        assertEquals("{\"outcome\":\"kept\"}", answer(token, blank).expect(200).text());
        assertEquals("{\"outcome\":\"kept\"}", answer(token, blank).expect(200).text());
        assertEquals("{\"today\":1,\"inAll\":1}", premises.worker().get("/api/work/tally").text());
    }

    @Test
    void aKeyUsedTwiceForDifferentAnswersIsRefused() {
        premises.batch("Hannah O'Brien|1 3|yes");
        String token = lease();
        answer(token, Map.of("key", "k1", "verdict", "blank", "text", "")).expect(200);
        assertEquals(
                "Expected a new key for a new answer but this one was used with another answer.",
                answer(token, Map.of("key", "k1", "verdict", "illegible", "text", "")).expect(409).detail());
    }

    @Test
    void anothersTurnIsOver() {
        premises.batch("Hannah O'Brien|1 3|yes");
        String token = lease();
        Person thief = premises.person(Role.WORKER, "thief");
        assertEquals(
                "Expected a live turn but it is over; ask for the next one.",
                thief.get("/api/work/leases/" + token + "/picture").expect(410).detail());
        assertEquals(
                "Expected a live turn but it is over; the answer was not needed any more.",
                thief.post("/api/work/leases/" + token + "/answer", Map.of("key", "k", "verdict", "blank", "text", ""))
                        .expect(410).detail());
    }

    @Test
    void aTurnGivenBackIsOver() {
        premises.batch("Hannah O'Brien|1 3|yes");
        String token = lease();
        premises.worker().delete("/api/work/leases/" + token).expect(204);
        premises.worker().get("/api/work/leases/" + token + "/picture").expect(410);
    }

    @Test
    void whereNothingIsLeftThereIsNothingToSay() {
        Reply reply = premises.worker().post("/api/work/lease").expect(204);
        assertEquals("", reply.text());
    }

    @Test
    void anAnswerThatIsNoneIsRefusedWithItsReason() {
        premises.batch("Hannah O'Brien|1 3|yes");
        String token = lease();
        assertEquals(
                "Expected a verdict of value, blank, illegible, wrong-crop but was 'maybe'.",
                answer(token, Map.of("key", "k", "verdict", "maybe", "text", "")).expect(400).detail());
        assertEquals(
                "Expected a text with an answer of kind VALUE but it was empty: an empty field is BLANK.",
                answer(token, Map.of("key", "k", "verdict", "value", "text", " ")).expect(400).detail());
        assertEquals(
                "Expected a key of 1 to 64 letters, digits, dashes or underscores but it is not.",
                answer(token, Map.of("key", "", "verdict", "blank", "text", "")).expect(400).detail());
    }

    @Test
    void noWordOfTheClientReachesAWorker() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes");
        List<Reply> seen = new ArrayList<>();
        Person worker = premises.worker();
        JsonNode lease = worker.post("/api/work/lease").json();
        String token = lease.path("token").asText();
        seen.add(worker.post("/api/work/lease"));
        seen.add(worker.get("/api/work/leases/" + token + "/picture"));
        seen.add(worker.post("/api/work/leases/" + token + "/answer", Map.of("key", "k", "verdict", "blank", "text", "")));
        seen.add(worker.get("/api/work/leases/" + token + "/picture"));
        seen.add(worker.get("/api/work/tally"));
        seen.add(worker.get("/api/session"));
        seen.add(worker.get("/api/batches/" + batch));
        seen.add(worker.get("/work"));
        for (Reply reply : seen) {
            String whole = reply.response().headers().map() + reply.text();
            for (String word : List.of("card", "Membership", "Household", "March", "march.txt", "Hobbies", "hobbies", "chess",
                    "Full name", "client", "Hannah")) {
                if (!(word.equals("client") && reply.status() == 403)) { // the sentence that this is no worker's route
                    assertTrue(!whole.contains(word), () -> "'" + word + "' in " + reply.response().uri().getPath() + ": " + whole);
                }
            }
        }
    }

    private String lease() {
        return premises.worker().post("/api/work/lease").expect(200).json().path("token").asText();
    }

    private Reply answer(String token, Map<String, String> answer) {
        return premises.worker().post("/api/work/leases/" + token + "/answer", answer);
    }
}
