package dev.stitchwork.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The system's own Chromium, without a window; a test that asks for it is skipped where there is none. */
final class Chromium implements AutoCloseable {
    private static final Path EXECUTABLE =
            Path.of(System.getenv().getOrDefault("STITCHWORK_CHROMIUM", "/usr/bin/chromium"));

    private final Playwright playwright;
    private final Browser browser;

    /** What a page complained about: broken scripts, and everything the content policy forbade. */
    final List<String> complaints = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium open() {
        Assumptions.assumeTrue(
                Files.isExecutable(EXECUTABLE),
                () -> "Skipped: expected a browser at %s; install it with apt-get install chromium, or name another in STITCHWORK_CHROMIUM."
                        .formatted(EXECUTABLE));
        // Otherwise Playwright fetches a browser of its own, and fails where it may not.
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> arguments = System.getProperty("user.name").equals("root") ? List.of("--no-sandbox") : List.of();
        return new Chromium(
                playwright,
                playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(EXECUTABLE).setArgs(arguments)));
    }

    Page page() {
        return page(1280, ColorScheme.LIGHT);
    }

    Page page(int width, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 844 : 800)
                .setColorScheme(scheme));
        Page page = context.newPage();
        page.setDefaultTimeout(10_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // A refused request shows in the console as well; pages expect it of the question who is signed in.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** Signs in as people do. */
    static void signIn(Page page, Premises premises, String name) {
        page.navigate(premises.server().address() + "/login");
        page.keyboard().type(name);
        page.keyboard().press("Tab");
        page.keyboard().type(Premises.PASSWORD);
        page.keyboard().press("Enter");
    }

    @Override
    public void close() {
        playwright.close();
    }
}
