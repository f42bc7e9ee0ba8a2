package dev.stitchwork.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stitchwork.engine.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page at two widths, light and dark: none may be wider than the screen. With {@code -Dstitchwork.screenshots=DIR}
 * it leaves a picture of each, to be looked at.
 */
@Tag("ui")
class ScreenshotsTest {
    @TempDir
    Path data;

    @Test
    void noPageIsWiderThanItsScreen() {
        try (Chromium chromium = Chromium.open();
                Premises premises = new Premises(data)) {
            premises.batch(
                    "Hannah O'Brien|1 3|yes", "Bela Kun|2|no", "Maximiliane Freifrau von Hohenstein-Waldburg|1|yes", "one field only");
            disputeSomething(premises);
            for (int width : new int[] {1280, 390}) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    login(premises, chromium.page(width, scheme), width, scheme);
                    premises.person(Role.WORKER, "w" + width + scheme);
                    work(premises, chromium.page(width, scheme), width, scheme);
                    client(premises, chromium.page(width, scheme), width, scheme);
                    office(premises, chromium.page(width, scheme), width, scheme);
                }
            }
            assertEquals(List.of(), chromium.complaints);
        }
    }

    private static void login(Premises premises, Page page, int width, ColorScheme scheme) {
        page.navigate(premises.server().address() + "/login");
        keep(page, "login", width, scheme);
        page.navigate(premises.server().address() + "/invitation#0");
        keep(page, "invitation", width, scheme);
    }

    private static void work(Premises premises, Page page, int width, ColorScheme scheme) {
        Chromium.signIn(page, premises, "w" + width + scheme);
        assertThat(page.locator("#turn")).isVisible();
        page.waitForTimeout(300);
        keep(page, "worker", width, scheme);
    }

    private static void client(Premises premises, Page page, int width, ColorScheme scheme) {
        Chromium.signIn(page, premises, "client");
        assertThat(page.locator("#batches li")).hasCount(1);
        keep(page, "client-batches", width, scheme);
        page.locator("#batches a").click();
        assertThat(page.locator("#batch-files tr")).hasCount(1);
        keep(page, "client-batch", width, scheme);
        page.navigate(premises.server().address() + "/client#templates");
        assertThat(page.locator("#templates tr")).hasCount(1);
        keep(page, "client-templates", width, scheme);
        page.navigate(premises.server().address() + "/client#keys");
        keep(page, "client-key", width, scheme);
    }

    private static void office(Premises premises, Page page, int width, ColorScheme scheme) {
        Chromium.signIn(page, premises, "operator");
        assertThat(page.locator("#dispute")).isVisible();
        page.keyboard().press("1");
        keep(page, "operator-disputes", width, scheme);
        page.navigate(premises.server().address() + "/office#accounts");
        assertThat(page.locator("#accounts tr").first()).isVisible();
        keep(page, "operator-accounts", width, scheme);
    }

    private static void disputeSomething(Premises premises) {
        for (int worker = 1; worker <= 5; worker++) {
            Person person = premises.person(Role.WORKER, "maria-" + worker);
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

    private static void keep(Page page, String name, int width, ColorScheme scheme) {
        page.waitForTimeout(150);
        int wide = (Integer) page.evaluate("document.documentElement.scrollWidth");
        assertTrue(wide <= width, "%s at %d pixels is %d wide".formatted(name, width, wide));
        String folder = System.getProperty("stitchwork.screenshots", "");
        if (!folder.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(folder, "%s-%d-%s.png".formatted(name, width, Json.word(scheme)))));
        }
    }
}
