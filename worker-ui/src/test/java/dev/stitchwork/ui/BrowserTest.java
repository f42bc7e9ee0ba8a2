package dev.stitchwork.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.FilePayload;
import dev.stitchwork.engine.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as people use them, in a real browser, against the real server and engine. */
@Tag("ui")
class BrowserTest {
    @TempDir
    Path data;

    private Chromium chromium;
    private Premises premises;

    @BeforeEach
    void open() {
        chromium = Chromium.open();
        premises = new Premises(data);
    }

    @AfterEach
    void close() {
        if (premises != null) {
            premises.close();
            chromium.close();
            assertEquals(List.of(), chromium.complaints);
        }
    }

    @Test
    void aWorkerKeysEverythingByKeyboardWithoutAPageLoad() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes", "Bela Kun|2|no");
        premises.person(Role.WORKER, "maria");
        Page page = chromium.page();
        Chromium.signIn(page, premises, "maria");
        assertThat(page.locator("#turn")).isVisible();
        List<String> loads = new ArrayList<>();
        page.onRequest(request -> {
            if (request.isNavigationRequest()) {
                loads.add(request.url());
            }
        });
        for (int done = 0; done < 6; done++) {
            assertThat(page.locator("#tally")).hasText(done + " today");
            waitUntilSettled(page);
            switch (page.locator("#asked").textContent()) {
                case "Type the name as written" -> {
                    page.keyboard().type("Hannah O'Brien");
                    page.keyboard().press("Enter");
                }
                case "Which boxes are marked?" -> {
                    page.keyboard().press("1");
                    page.keyboard().press("2");
                    page.keyboard().press("3");
                    page.keyboard().press("2");
                    page.keyboard().press("Enter");
                }
                case "Is there a signature?" -> page.keyboard().press("y");
                default -> throw new AssertionError(page.locator("#asked").textContent());
            }
        }
        assertThat(page.locator("#idle")).isVisible();
        assertThat(page.locator("#tally")).hasText("6 today");
        assertEquals(List.of(), loads);
        assertEquals(6, progress(batch).path("humanAnswers").asInt());
    }

    @Test
    void whatIsNoTextHasItsOwnKey() {
        premises.batch("Hannah O'Brien|1 3|yes", "Bela Kun|2|no");
        premises.person(Role.WORKER, "maria");
        Page page = chromium.page();
        List<String> sent = sentAnswers(page);
        Chromium.signIn(page, premises, "maria");
        Set<String> wanted = Set.of("blank", "illegible", "wrong-crop");
        for (String letter : List.of("B", "I", "W")) {
            assertThat(page.locator("#turn")).isVisible();
            String before = page.locator("#picture").getAttribute("src");
            waitUntilSettled(page);
            boolean typed = page.locator("textarea").count() == 1;
            page.keyboard().press(typed ? "Alt+" + letter : letter.toLowerCase(java.util.Locale.ROOT));
            assertThat(page.locator("#picture")).not().hasAttribute("src", before);
        }
        Awaitility.await().until(() -> sent.size() == 3);
        Set<String> verdicts = new HashSet<>();
        sent.forEach(body -> verdicts.add(body.replaceAll(".*\"verdict\":\"([^\"]+)\".*", "$1")));
        assertEquals(wanted, verdicts);
    }

    @Test
    void anEmptyBoxIsNotSent() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        premises.batch("Hannah O'Brien|1 3|yes");
        premises.person(Role.WORKER, "maria");
        Page page = chromium.page();
        Chromium.signIn(page, premises, "maria");
        assertThat(page.locator("#turn")).isVisible();
        waitUntilSettled(page);
        page.keyboard().press("Enter");
        assertThat(page.locator("#status")).hasText(Pattern.compile("choose Blank|or Blank|Choose Yes"));
        assertThat(page.locator("#tally")).hasText("0 today");
    }

    @Test
    void anAnswerLostOnTheWayIsSentAgainUnderTheSameKey() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes");
        premises.person(Role.WORKER, "maria");
        Page page = chromium.page();
        Chromium.signIn(page, premises, "maria");
        assertThat(page.locator("#turn")).isVisible();
        List<String> sent = sentAnswers(page);
        boolean[] lost = {false};
        page.route("**/answer", route -> {
            if (lost[0]) {
                route.resume();
            } else {
                lost[0] = true;
                route.abort();
            }
        });
        waitUntilSettled(page);
        page.locator(".verdicts button", new Page.LocatorOptions().setHasText("Illegible")).click();
        assertThat(page.locator("#tally")).hasText("1 today");
        assertEquals(2, sent.size());
        assertEquals(sent.get(0), sent.get(1));
        assertEquals(1, progress(batch).path("humanAnswers").asInt());
    }

    @Test
    void closingThePageGivesTheTurnsBack() {
        premises.batch("Hannah O'Brien|1 3|yes");
        premises.person(Role.WORKER, "maria");
        Page page = chromium.page();
        Set<String> pictures = ConcurrentHashMap.newKeySet();
        page.onRequest(request -> {
            if (request.url().endsWith("/picture")) {
                pictures.add(URI.create(request.url()).getPath());
            }
        });
        Chromium.signIn(page, premises, "maria");
        assertThat(page.locator("#turn")).isVisible();
        page.waitForCondition(() -> pictures.size() == 2);
        Person maria = new Person(premises, "maria").signIn();
        pictures.forEach(picture -> maria.get(picture).expect(200));
        page.navigate(premises.server().address() + "/parts/mark.svg");
        Awaitility.await().untilAsserted(() -> pictures.forEach(picture -> maria.get(picture).expect(410)));
    }

    @Test
    void aClientUploadsByFileChooserAndSeesWhatBecameOfIt() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE).expect(201);
        Page page = chromium.page();
        Chromium.signIn(page, premises, "client");
        page.locator("#new-batch").click();
        page.locator("#title").fill("Household benefit, March");
        page.locator("#new-form .primary").click();
        assertThat(page.locator("#batch-title")).hasText("Household benefit, March");
        FileChooser chooser = page.waitForFileChooser(() -> page.locator("#choose").click());
        chooser.setFiles(new FilePayload[] {
            payload("march.txt", "Hannah O'Brien|1 3|yes\nno fields\n"), payload("empty.txt", ""),
            new FilePayload("huge.pdf", "application/pdf", new byte[(int) Premises.UPLOAD_BYTES_MAX + 1])
        });
        assertThat(page.locator("#uploads .reason")).hasText(
                "Expected a file of at most 2.0 MB but it has 2.0 MB; split it into several files.");
        assertThat(page.locator("#batch-files tr")).hasCount(2);
        assertThat(page.locator("#batch-files")).containsText("Expected 3 fields on page 2 but it has 1.");
        assertThat(page.locator("#batch-files")).containsText("Expected a scan but 'empty.txt' is empty.");
        assertThat(page.locator("#legend")).containsText("3 open");
        assertThat(page.locator("#batch-state")).hasText("being keyed");
    }

    @Test
    void aPurgeWantsTheTitleTyped() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes");
        Page page = chromium.page();
        Chromium.signIn(page, premises, "client");
        page.locator("#batches a").click();
        page.locator("#purge").click();
        page.keyboard().type("Household benefit");
        assertThat(page.locator("#purge-yes")).isDisabled();
        page.keyboard().type(", March");
        page.keyboard().press("Enter");
        assertThat(page.locator("#batches .tag")).hasText("purged");
        assertTrue(progress(batch).path("purged").asBoolean());
    }

    @Test
    void aTemplateWithProblemsShowsEachWithItsPlace() {
        premises.client();
        Page page = chromium.page();
        Chromium.signIn(page, premises, "client");
        page.locator(".top nav a", new Page.LocatorOptions().setHasText("Templates")).click();
        page.locator("#template-file").setInputFiles(payload("card.json", CardSplitter.TEMPLATE.replace("person-name", "person")));
        page.locator("#template-form button").click();
        assertThat(page.locator("#template-problem li").first()).containsText("person");
        page.locator("#template-file").setInputFiles(payload("card.json", CardSplitter.TEMPLATE));
        page.locator("#template-form button").click();
        assertThat(page.locator("#template-problem")).hasText("Saved “Membership card” with 3 fields on 1 page.");
        assertThat(page.locator("#templates tr")).hasCount(1);
    }

    @Test
    void anOperatorInvitesSomebodyWhoThenWorks() {
        Page page = chromium.page();
        Chromium.signIn(page, premises, "operator");
        page.locator(".top nav a", new Page.LocatorOptions().setHasText("Accounts")).click();
        page.locator("#name").fill("maria");
        page.locator("#invite .primary").click();
        assertThat(page.locator("#accounts tr")).hasCount(2);
        String link = page.locator("#invitation-link").inputValue();

        Page invited = chromium.page();
        invited.navigate(link);
        invited.locator("#password").fill(Premises.PASSWORD);
        invited.locator("#again").fill(Premises.PASSWORD);
        invited.keyboard().press("Enter");
        assertThat(invited.locator("#idle")).isVisible();
    }

    @Test
    void anOperatorDecidesByOneDigitAndEnter() {
        premises.batch("Hannah O'Brien|1 3|yes");
        for (int worker = 1; worker <= 5; worker++) {
            Person person = premises.person(Role.WORKER, "worker-" + worker);
            for (int turn = 0; turn < 3; turn++) {
                JsonNode lease = premises.turn(person);
                String text = lease.path("kind").asText().equals("choice-any") ? List.of("1", "2", "3", "1 2", "2 3").get(worker - 1) : "way " + worker;
                person.post("/api/work/leases/" + lease.path("token").asText() + "/answer",
                        Map.of("key", lease.path("token").asText(), "verdict", "value", "text", text)).expect(200);
            }
        }
        Page page = chromium.page();
        Chromium.signIn(page, premises, "operator");
        assertThat(page.locator("#waiting")).hasText("(3)");
        List<String> decisions = new ArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().matches(".*/disputes/[0-9a-f]+")) {
                decisions.add(request.postData());
            }
        });
        assertThat(page.locator(".keyings button")).hasCount(5);
        page.keyboard().press("2");
        assertThat(page.locator(".keyings button[aria-pressed=true]")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(page.locator("#waiting")).hasText("(2)");
        waitUntilSettled(page);
        page.locator(".verdicts button").last().click();
        assertThat(page.locator("#waiting")).hasText("(1)");
        waitUntilSettled(page);
        page.keyboard().press("5");
        page.keyboard().press("Enter");
        assertThat(page.locator("#none")).isVisible();
        assertEquals(3, decisions.size());
        assertTrue(decisions.get(1).contains("\"verdict\":\"wrong-crop\""), decisions.get(1));
    }

    private static List<String> sentAnswers(Page page) {
        List<String> sent = new ArrayList<>();
        page.onRequest((Request request) -> {
            if (request.url().endsWith("/answer")) {
                sent.add(request.postData());
            }
        });
        return sent;
    }

    /** The page takes no single-key answer in the first moment of a fragment, since it was meant for the one before. */
    private static void waitUntilSettled(Page page) {
        page.waitForTimeout(300);
    }

    private JsonNode progress(String batch) {
        return premises.client().get("/api/batches/" + batch).json();
    }

    private static FilePayload payload(String name, String text) {
        return new FilePayload(name, "application/octet-stream", text.getBytes(StandardCharsets.UTF_8));
    }
}
