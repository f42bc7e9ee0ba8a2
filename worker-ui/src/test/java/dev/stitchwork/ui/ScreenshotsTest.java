package dev.stitchwork.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.stitchwork.engine.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every state of every page, made once and looked at in two widths: none may be wider than the screen. With
 * {@code -Dstitchwork.screenshots=DIR} it leaves a picture of each, light and dark, to be looked at.
 */
@Tag("ui")
class ScreenshotsTest {
    private static final List<Integer> WIDTHS = List.of(1280, 390);
    private static final String FOLDER = System.getProperty("stitchwork.screenshots", "");

    @TempDir
    Path data;

    @Test
    void noPageIsWiderThanItsScreen() {
        try (Chromium chromium = Chromium.open();
                Premises premises = new Premises(data)) {
            doors(premises, chromium.page());
            emptyClient(premises, chromium.page());
            String batch = premises.batch(
                    "Hannah O'Brien|1 3|yes", "Bela Kun|2|no", "Maximiliane Freifrau von Hohenstein-Waldburg|1|yes", "one field only");
            disputeSomething(premises);
            premises.client().upload(batch, "empty.pdf", "").expect(201);
            client(premises, chromium.page());
            office(premises, chromium.page());
            objections(premises, chromium.page(), batch);
            mixed(premises, chromium.page());
            work(premises, chromium.page());
            assertEquals(List.of(), chromium.complaints);
        }
    }

    private static void doors(Premises premises, Page page) {
        page.navigate(premises.server().address() + "/login");
        keep(page, "login");
        Chromium.signIn(page, premises, "nobody");
        assertThat(page.locator("#problem")).isVisible();
        keep(page, "login-refused");
        page.navigate(premises.server().address() + "/invitation#0");
        keep(page, "invitation");
    }

    private static void emptyClient(Premises premises, Page page) {
        premises.client();
        Chromium.signIn(page, premises, "client");
        assertThat(page.locator("#batches .empty")).isVisible();
        keep(page, "client-no-batch");
        page.navigate(premises.server().address() + "/client#templates");
        String wrong = CardSplitter.TEMPLATE.replace("person-name", "person").replace("\"page\": 1", "\"page\": 0");
        page.locator("#template-file").setInputFiles(new FilePayload("card.json", "application/json", wrong.getBytes(StandardCharsets.UTF_8)));
        page.locator("#template-form button").click();
        assertThat(page.locator("#template-problem li").first()).isVisible();
        keep(page, "client-template-refused");
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        premises.client().openBatch("Membership, spring");
        page.navigate(premises.server().address() + "/client#batches");
        page.locator("#batches a[href^='#batch/']").click();
        assertThat(page.locator("#upload-card")).isVisible();
        keep(page, "client-batch-empty");
    }

    private static void client(Premises premises, Page page) {
        Chromium.signIn(page, premises, "client");
        assertThat(page.locator("#batches li")).hasCount(2);
        keep(page, "client-batches");
        page.locator("#new-batch").click();
        page.locator("#answers-taken").click();
        keep(page, "client-new-batch");
        page.locator("#title").fill("Membership, autumn");
        page.locator("#documents").fill("100");
        page.locator("#new-dialog .primary").click();
        assertThat(page.locator("#quote button")).hasCount(1);
        keep(page, "client-new-batch-too-few-people");
        page.locator("#quote button").click();
        assertThat(page.locator("#upload-card")).isVisible(); // the choice does, and the batch is open
        page.navigate(premises.server().address() + "/client#batches");
        assertThat(page.locator("#batches li")).hasCount(3);
        page.locator("#batches a").nth(1).click();
        assertThat(page.locator("#batch-files tr")).hasCount(2);
        keep(page, "client-batch");
        FilePayload large = new FilePayload("ward-3-april.pdf", "application/pdf", new byte[(int) Premises.UPLOAD_BYTES_MAX + 1]);
        page.locator("#files").setInputFiles(large);
        assertThat(page.locator("#uploads .reason")).isVisible();
        keep(page, "client-upload-refused");
        page.locator("#purge").click();
        keep(page, "client-purge");
        page.navigate(premises.server().address() + "/client#templates");
        assertThat(page.locator("#templates tr")).hasCount(1);
        keep(page, "client-templates");
        page.navigate(premises.server().address() + "/client#keys");
        page.locator("#make-key").click();
        assertThat(page.locator("#key")).isVisible();
        keep(page, "client-key");
    }

    private static void office(Premises premises, Page page) {
        Chromium.signIn(page, premises, "operator");
        assertThat(page.locator("#dispute")).isVisible();
        page.keyboard().press("1");
        keep(page, "operator-disputes");
        page.navigate(premises.server().address() + "/office#accounts");
        page.locator("#name").fill("jo.newcomer");
        page.locator("#invite .primary").click();
        assertThat(page.locator("#invitation")).isVisible();
        assertThat(page.locator("#suspects tr")).hasCount(1);
        keep(page, "operator-accounts");
        page.locator("#suspects button").first().click();
        assertThat(page.locator("#joined li")).hasCount(1);
        keep(page, "operator-joined");
        for (JsonNode dispute = next(premises); dispute != null; dispute = next(premises)) {
            premises.operator().post("/api/office/disputes/" + dispute.path("token").asText(), Map.of("verdict", "blank", "text", "")).expect(204);
        }
        page.navigate(premises.server().address() + "/office#disputes");
        page.reload();
        assertThat(page.locator("#none")).isVisible();
        keep(page, "operator-no-dispute");
    }

    private static void objections(Premises premises, Page page, String batch) {
        Chromium.signIn(page, premises, "client");
        page.locator("#batches a[href='#batch/%s']".formatted(batch)).click();
        page.locator("#objections summary").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#objection-field option")).hasCount(3);
        page.locator("#objection-number").fill("1");
        page.locator("#objection-field").selectOption("name");
        page.locator("#objection-says").fill("Hannah O'Brien");
        page.keyboard().press("Enter");
        assertThat(page.locator("#objections-list tr")).hasCount(1);
        page.locator("#objection-number").fill("1");
        page.keyboard().press("Enter");
        assertThat(page.locator("#objection-problem")).isVisible();
        keep(page, "client-objections");
    }

    /** A batch of two forms, opened on the page. */
    private static void mixed(Premises premises, Page page) {
        String bare = "\"heightMm\": 297}";
        String pictured = "\"heightMm\": 297, \"reference\": {\"file\": \"blank.png\"}}";
        premises.client().saveTemplate(CardSplitter.TEMPLATE.replace(bare, pictured), "blank.png").expect(201);
        premises.client().saveTemplate(CardSplitter.NAMES_ONLY.replace(bare, pictured).replace("card", "slip")
                .replace("Membership card", "Slip for a guest"), "blank.png").expect(201);
        Chromium.signIn(page, premises, "client");
        page.locator("#new-batch").click();
        page.locator("#more-templates summary").click();
        page.locator("#title").fill("The post of March");
        page.locator("#template-list label:visible input").check();
        keep(page, "client-new-batch-mixed");
        page.locator("#new-dialog .primary").click();
        assertThat(page.locator("#upload-card")).isVisible();
        page.locator("#files").setInputFiles(new FilePayload("post.txt", "text/plain", "Ada|1|yes\nBen\nCleo\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#download-tables a")).hasCount(2);
        assertThat(page.locator("#facts")).containsText("1 card, 2 slip");
        page.locator("#certificate summary").click();
        assertThat(page.locator("#certificate-fields tr")).hasCount(7);
        keep(page, "client-batch-mixed");
    }

    private static JsonNode next(Premises premises) {
        Reply reply = premises.operator().post("/api/office/disputes/next");
        return reply.status() == 204 ? null : reply.json();
    }

    private static void work(Premises premises, Page page) {
        premises.purgeAll();
        premises.person(Role.WORKER, "maria");
        Chromium.signIn(page, premises, "maria");
        assertThat(page.locator("#idle")).isVisible();
        keep(page, "worker-idle");
        premises.batch("Hannah O'Brien|1 3|yes", "Maximiliane Freifrau von Hohenstein-Waldburg|2|no", "Bela Kun|2|no", "Jo March|1|yes");
        page.locator("#look").click();
        Map<String, String> wanted = new HashMap<>(Map.of(
                "Type the name as written", "worker-text", "Which boxes are marked?", "worker-choice", "Is there a signature?", "worker-signature"));
        assertThat(page.locator("#turn")).isVisible();
        wanted.put("Is this what is written?", "worker-check");
        premises.checked("Maximiliane Freifrau von Hohenstein-Waldburg~Maximiliane Freifrau von Hohenstein-Waldberg");
        while (!wanted.isEmpty()) {
            String state = wanted.remove(page.locator("#asked").textContent());
            if (state != null) {
                page.keyboard().type(state.equals("worker-text") ? "Hannah" : state.equals("worker-choice") ? "1" : "");
                keep(page, state);
            }
            if (wanted.isEmpty()) {
                return; // it may have been the last there is
            }
            String before = page.locator("#picture").getAttribute("src");
            page.locator(".verdicts .last").click();
            assertThat(page.locator("#picture")).not().hasAttribute("src", before);
        }
    }

    private static void disputeSomething(Premises premises) {
        for (int worker = 1; worker <= 5; worker++) {
            Person person = premises.person(Role.WORKER, "maria-" + worker);
            person.post("/api/work/device", Map.of("device", worker <= 2 ? "shared" : "own-" + worker)).expect(204);
            for (int turn = 0; turn < 9; turn++) {
                JsonNode lease = premises.turn(person);
                String path = "/api/work/leases/" + lease.path("token").asText();
                if (lease.path("kind").asText().equals("person-name")) {
                    Map<String, String> answer = Map.of("key", "k" + turn, "verdict", "value", "text", "Hannah O'Br" + "ieny".substring(0, worker - 1));
                    person.post(path + "/answer", answer).expect(200);
                } else {
                    person.delete(path).expect(204);
                }
            }
        }
    }

    private static void keep(Page page, String name) {
        for (int width : WIDTHS) {
            page.setViewportSize(width, width < 600 ? 844 : 800);
            int wide = (Integer) page.evaluate("document.documentElement.scrollWidth");
            assertTrue(wide <= width, "%s at %d pixels is %d wide".formatted(name, width, wide));
            if (!FOLDER.isEmpty()) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of(FOLDER, "%s-%d-%s.png".formatted(name, width, Json.word(scheme)))));
                }
            }
        }
        page.setViewportSize(WIDTHS.get(0), 800);
    }
}
