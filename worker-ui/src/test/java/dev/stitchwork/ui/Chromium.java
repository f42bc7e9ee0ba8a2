package dev.stitchwork.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The system's own Chromium, without a window; a test that asks for it is skipped where there is none. One browser serves
 * all tests of a run, since starting it takes seconds; each test has pages and cookies of its own.
 */
final class Chromium implements AutoCloseable {
    private static final Path EXECUTABLE =
            Path.of(System.getenv().getOrDefault("STITCHWORK_CHROMIUM", "/usr/bin/chromium"));

    private static final long CLOSING_MILLISECONDS_MAX = 6_000;

    private static Browser browser;

    private final List<BrowserContext> contexts = new ArrayList<>();

    /** What a page complained about: broken scripts, and everything the content policy forbade. */
    final List<String> complaints = new ArrayList<>();

    private Chromium() {}

    static Chromium open() {
        Assumptions.assumeTrue(
                Files.isExecutable(EXECUTABLE),
                () -> "Skipped: expected a browser at %s; install it with apt-get install chromium, or name another in STITCHWORK_CHROMIUM."
                        .formatted(EXECUTABLE));
        if (browser == null || !browser.isConnected()) {
            browser = start();
        }
        return new Chromium();
    }

    private static Browser start() {
        // Otherwise Playwright fetches a browser of its own, and fails where it may not.
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // It ends with this process: its driver stops when nobody holds the other end of its pipe.
        List<String> arguments = System.getProperty("user.name").equals("root") ? List.of("--no-sandbox") : List.of();
        return playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(EXECUTABLE).setArgs(arguments));
    }

    Page page() {
        return context().newPage();
    }

    /** Somebody's browser: its pages share a cookie. */
    BrowserContext context() {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(ColorScheme.LIGHT));
        context.onPage(this::listen);
        contexts.add(context);
        return context;
    }

    private void listen(Page page) {
        page.setDefaultTimeout(10_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // A refused request shows in the console as well; pages expect it of the question who is signed in.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
    }

    /** Signs in as people do. */
    static void signIn(Page page, Premises premises, String name) {
        page.navigate(premises.server().address() + "/login");
        page.keyboard().type(name);
        page.keyboard().press("Tab");
        page.keyboard().type(Premises.PASSWORD);
        page.keyboard().press("Enter");
    }

    /** A browser that never says that a context is closed, as happens now and then, is ended; the next test starts another. */
    @Override
    public void close() {
        Thread watch = new Thread(Chromium::endSoon, "browser watch");
        watch.setDaemon(true);
        watch.start();
        try {
            contexts.forEach(BrowserContext::close);
        } catch (PlaywrightException ended) {
            browser = null;
        } finally {
            watch.interrupt();
        }
    }

    /** Unless it is interrupted. */
    private static void endSoon() {
        try {
            Thread.sleep(CLOSING_MILLISECONDS_MAX);
        } catch (InterruptedException inTime) {
            return;
        }
        ProcessHandle.current().descendants()
                .filter(process -> process.info().command().orElse("").contains("chrom"))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
