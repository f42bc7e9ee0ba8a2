package dev.stitchwork.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.FilePayload;
import dev.stitchwork.engine.Role;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages as people use them, in a real browser, against the real server and engine. */
@Tag("ui")
class BrowserTest {
    @TempDir
    static Path data;

    private static Premises premises;
    private static int workers;

    private Chromium chromium;

    @BeforeAll
    static void openPremises() {
        Chromium.open().close(); // where there is no browser nothing else is started
        premises = new Premises(data);
    }

    @AfterAll
    static void closePremises() {
        if (premises != null) {
            premises.close();
        }
    }

    @BeforeEach
    void open() {
        chromium = Chromium.open();
    }

    @AfterEach
    void close() {
        chromium.close();
        premises.purgeAll();
        assertEquals(List.of(), chromium.complaints);
    }

    @Test
    void aWorkerKeysEverythingByKeyboardWithoutAPageLoad() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes", "Bela Kun|2|no");
        String maria = worker();
        Page page = chromium.page();
        Chromium.signIn(page, premises, maria);
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
        Awaitility.await().untilAsserted(() -> assertEquals(6, progress(batch).path("humanAnswers").asInt()));
    }

    @Test
    void aValueShownIsAnsweredByOneKeyAndARefusedOneIsTypedInTheSameTurn() {
        String batch = premises.checked("Hannah~Hannah", "Hannah~Hannah", "Hannah~Hannah", "Hannah~Hannah", "Hannah~Hannah", "Hannah~Hannah");
        String maria = worker();
        Page page = chromium.page();
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        boolean refuses = false;
        int shown = 0;
        for (int done = 0; done < 6; done++) {
            assertThat(page.locator("#tally")).hasText(done + " today");
            waitUntilSettled(page);
            if (page.locator(".proposed").count() == 1) {
                shown++;
                assertThat(page.locator("#asked")).hasText("Is this what is written?");
                String proposed = page.locator(".proposed").textContent();
                boolean right = proposed.equals("Hannah");
                if (shown == 1) {
                    page.reload();
                    assertThat(page.locator(".proposed")).hasText(proposed);
                    waitUntilSettled(page);
                }
                page.keyboard().press("Enter"); // neither yes nor no
                assertThat(page.locator("#tally")).hasText(done + " today");
                page.keyboard().press(right && !refuses ? "y" : "n");
                refuses = !refuses;
            }
            if (page.locator("textarea").count() == 1) {
                assertThat(page.locator("#asked")).hasText("Type the name as written");
                assertThat(page.locator("textarea")).hasValue("");
                page.keyboard().type("Hannah");
                page.keyboard().press("Enter");
            }
        }
        assertTrue(shown > 1, shown + " were shown");
        Awaitility.await().untilAsserted(() -> assertEquals(6, progress(batch).path("humanAnswers").asInt()));
        String kept = (String) page.evaluate("JSON.stringify(localStorage)");
        assertTrue(!kept.contains("Hannah"), kept);
    }

    @Test
    void whatIsNoTextHasItsOwnKey() {
        premises.batch("Hannah O'Brien|1 3|yes", "Bela Kun|2|no");
        String maria = worker();
        Page page = chromium.page();
        List<String> sent = sentAnswers(page);
        Chromium.signIn(page, premises, maria);
        Set<String> wanted = Set.of("blank", "illegible", "wrong-crop");
        for (String letter : List.of("B", "I", "W")) {
            assertThat(page.locator("#turn")).isVisible();
            String before = page.locator("#picture").getAttribute("src");
            waitUntilSettled(page);
            boolean typed = page.locator("textarea").count() == 1;
            page.keyboard().press(typed ? "Alt+" + letter : letter.toLowerCase(java.util.Locale.ROOT));
            assertThat(page.locator("#picture")).not().hasAttribute("src", before);
        }
        page.locator("#sign-out").click(); // sends what could still be taken back
        Awaitility.await().until(() -> sent.size() == 3);
        Set<String> verdicts = new HashSet<>();
        sent.forEach(body -> verdicts.add(body.replaceAll(".*\"verdict\":\"([^\"]+)\".*", "$1")));
        assertEquals(wanted, verdicts);
    }

    @Test
    void anEmptyBoxIsNotSent() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        premises.batch("Hannah O'Brien|1 3|yes");
        String maria = worker();
        Page page = chromium.page();
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        waitUntilSettled(page);
        page.keyboard().press("Enter");
        assertThat(page.locator("#status")).hasText(Pattern.compile("choose Blank|or Blank|Choose Yes"));
        assertThat(page.locator("#tally")).hasText("0 today");
    }

    @Test
    void anAnswerLostOnTheWayIsSentAgainUnderTheSameKey() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes");
        String maria = worker();
        Page page = chromium.page();
        Chromium.signIn(page, premises, maria);
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
        page.locator(".verdicts button", new Page.LocatorOptions().setHasText("Illegible")).click();
        assertThat(page.locator("#trouble")).containsText("The server cannot be reached. Your answer waits here");
        assertThat(page.locator("#trouble")).isHidden();
        assertEquals(2, sent.size());
        assertEquals(sent.get(0), sent.get(1));
        assertEquals(1, progress(batch).path("humanAnswers").asInt());
    }

    @Test
    void signingOutGivesTheTurnsBack() {
        premises.batch("Hannah O'Brien|1 3|yes");
        String maria = worker();
        Page page = chromium.page();
        Set<String> pictures = pictures(page);
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        page.waitForCondition(() -> pictures.size() == 2);
        Person herself = new Person(premises, maria).signIn();
        pictures.forEach(picture -> herself.get(picture).expect(200));
        page.locator("#sign-out").click();
        assertThat(page.locator("#login")).isVisible();
        pictures.forEach(picture -> herself.get(picture).expect(410));
    }

    @Test
    void aReloadShowsTheSameFragmentAndTakesNoOther() {
        premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien", "Bela Kun", "Jo March", "Amy March");
        String maria = worker();
        Page page = chromium.page();
        Set<String> pictures = pictures(page);
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        page.waitForCondition(() -> pictures.size() == 2);
        for (int times = 0; times < 3; times++) {
            page.reload();
            assertThat(page.locator("#turn")).isVisible();
        }
        page.keyboard().type("Hannah O'Brien");
        page.keyboard().press("Enter");
        assertThat(page.locator("#tally")).hasText("1 today");
        page.waitForCondition(() -> pictures.size() == 3);
    }

    @Test
    void whatAClosedTabHeldIsOnOfferAgainWithinHalfAMinute() {
        premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien");
        String maria = worker();
        Page page = chromium.page();
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        premises.worker().post("/api/work/lease").expect(200); // two are to answer, and here is the second
        Person other = premises.person(Role.WORKER, "other");
        other.post("/api/work/lease").expect(204);
        page.close(new Page.CloseOptions().setRunBeforeUnload(true));
        Awaitility.await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> other.post("/api/work/lease").status() == 200);
    }

    @Test
    void anAnswerOnItsWayIsSentWhenThePageIsLeft() {
        String batch = premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien", "Bela Kun", "Jo March");
        String maria = worker();
        Page page = chromium.page();
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        page.keyboard().type("Hannah O'Brien");
        page.keyboard().press("Enter");
        assertThat(page.locator("#back")).isVisible();
        assertEquals(0, progress(batch).path("humanAnswers").asInt());
        page.navigate(premises.server().address() + "/parts/mark.svg");
        Awaitility.await().untilAsserted(() -> assertEquals(1, progress(batch).path("humanAnswers").asInt()));
    }

    @Test
    void theLastAnswerCanBeTakenBackAndChanged() {
        String batch = premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien", "Bela Kun", "Jo March");
        String maria = worker();
        Page page = chromium.page();
        List<String> sent = sentAnswers(page);
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        String first = page.locator("#picture").getAttribute("src");
        page.keyboard().type("Hanna");
        page.keyboard().press("Enter");
        assertThat(page.locator("#picture")).not().hasAttribute("src", first);
        page.keyboard().type("Be");
        page.keyboard().press("Alt+z");
        assertThat(page.locator("#picture")).hasAttribute("src", first);
        assertThat(page.locator("textarea")).hasValue("Hanna");
        page.keyboard().press("End");
        page.keyboard().type("h");
        page.keyboard().press("Enter");
        assertThat(page.locator("textarea")).hasValue("Be");
        assertThat(page.locator("#tally")).hasText("1 today");
        page.keyboard().press("Enter");
        assertThat(page.locator("#tally")).hasText("2 today");
        page.locator("#sign-out").click();
        assertThat(page.locator("#login")).isVisible();
        assertEquals(List.of("Hannah", "Be"), sent.stream().map(body -> body.replaceAll(".*\"text\":\"([^\"]+)\".*", "$1")).toList());
        assertEquals(2, progress(batch).path("humanAnswers").asInt());
    }

    @Test
    void aSecondTabKeysOnlyWhenItIsAsked() {
        premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien", "Bela Kun", "Jo March", "Amy March");
        String maria = worker();
        BrowserContext browser = chromium.context();
        Page first = browser.newPage();
        Chromium.signIn(first, premises, maria);
        assertThat(first.locator("#turn")).isVisible();
        Page second = browser.newPage();
        Set<String> pictures = pictures(second);
        second.navigate(premises.server().address() + "/work");
        assertThat(second.locator("#elsewhere")).isVisible();
        assertEquals(Set.of(), pictures);
        second.locator("#here").click();
        assertThat(second.locator("#turn")).isVisible();
        assertThat(first.locator("#elsewhere")).isVisible();
    }

    @Test
    void whileTheServerIsAwayAnswersWaitOnThePage() {
        String batch = premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien", "Bela Kun", "Jo March", "Amy March");
        String maria = worker();
        BrowserContext browser = chromium.context();
        Page page = browser.newPage();
        Set<String> pictures = pictures(page);
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        page.waitForCondition(() -> pictures.size() == 2);
        browser.setOffline(true);
        for (int name = 0; name < 2; name++) {
            assertThat(page.locator("#turn textarea")).isEnabled();
            assertThat(page.locator("#turn textarea")).hasValue("");
            page.keyboard().type("Hannah O'Brien");
            page.keyboard().press("Enter");
        }
        assertThat(page.locator("#trouble")).containsText("The server cannot be reached.");
        browser.setOffline(false);
        assertThat(page.locator("#trouble")).isHidden();
        assertThat(page.locator("#turn textarea")).isEnabled();
        assertThat(page.locator("#tally")).hasText("2 today");
        page.locator("#sign-out").click();
        Awaitility.await().untilAsserted(() -> assertEquals(2, progress(batch).path("humanAnswers").asInt()));
    }

    @Test
    void aPictureIsMadeLargerByKeyAndTheNextIsAsLarge() {
        premises.batchOf(CardSplitter.NAMES_ONLY, "Hannah O'Brien", "Bela Kun", "Jo March");
        String maria = worker();
        Page page = chromium.page();
        Chromium.signIn(page, premises, maria);
        assertThat(page.locator("#turn")).isVisible();
        String before = page.locator("#picture").getAttribute("style");
        page.keyboard().press("Alt+=");
        String larger = page.locator("#picture").getAttribute("style");
        assertNotEquals(before, larger);
        page.keyboard().type("Hannah O'Brien");
        page.keyboard().press("Enter");
        assertThat(page.locator("#tally")).hasText("1 today");
        assertThat(page.locator("#picture")).hasAttribute("style", larger);
        page.keyboard().press("Alt+-");
        assertThat(page.locator("#picture")).hasAttribute("style", before);
    }

    @Test
    void filesDroppedAnywhereOnTheBatchAreUploaded() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE).expect(201);
        premises.client().openBatch("Household benefit, March");
        Page page = chromium.page();
        Chromium.signIn(page, premises, "client");
        page.locator("#batches a").first().click();
        assertThat(page.locator("#drop")).isVisible();
        JSHandle dropped = page.evaluateHandle("""
                () => {
                  const data = new DataTransfer();
                  for (const name of ["a.txt", "b.txt"]) data.items.add(new File(["Hannah O'Brien|1 3|yes"], name));
                  return data;
                }""");
        page.dispatchEvent("h1#batch-title", "drop", Map.of("dataTransfer", dropped));
        assertThat(page.locator("#uploads-status")).hasText("2 files sent.");
        assertThat(page.locator("#batch-files tr")).hasCount(2);
    }

    @Test
    void goingBackLeavesTheQuestionBehind() {
        premises.batch("Hannah O'Brien|1 3|yes");
        Page page = chromium.page();
        Chromium.signIn(page, premises, "client");
        page.locator("#batches a").first().click();
        page.locator("#purge").click();
        assertThat(page.locator("#purge-dialog")).isVisible();
        page.goBack();
        assertThat(page.locator("#purge-dialog")).isHidden();
        assertThat(page.locator("#batches-title")).isVisible();
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
        page.locator("#batches a").first().click();
        page.locator("#purge").click();
        page.keyboard().type("Household benefit");
        assertThat(page.locator("#purge-yes")).isDisabled();
        page.keyboard().type(", March");
        page.keyboard().press("Enter");
        assertThat(page.locator("#batches .tag").first()).hasText("purged");
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
        page.locator("#name").fill("jo.newcomer");
        page.locator("#invite .primary").click();
        assertThat(page.locator("#accounts tr", new Page.LocatorOptions().setHasText("jo.newcomer"))).containsText("invited");
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
            Person person = new Person(premises, worker()).signIn();
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

    /** A worker whom no other test has shown anything. */
    private static String worker() {
        String name = "maria-" + ++workers;
        premises.account(Role.WORKER, name);
        return name;
    }

    /** Where the pictures of the turns come from that a page takes, each once. */
    private static Set<String> pictures(Page page) {
        Set<String> pictures = ConcurrentHashMap.newKeySet();
        page.onRequest(request -> {
            if (request.url().endsWith("/picture")) {
                pictures.add(URI.create(request.url()).getPath());
            }
        });
        return pictures;
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
