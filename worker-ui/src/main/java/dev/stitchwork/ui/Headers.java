package dev.stitchwork.ui;

import java.util.Map;
import java.util.function.BiConsumer;

/** The headers that stand on every reply, whatever it is. */
final class Headers {
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy", POLICY,
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), display-capture=(), clipboard-read=()",
            // Only the pages and their parts lift this, which are the same for everybody.
            "Cache-Control", "no-store");

    private Headers() {}

    /** @param header takes a name and a value */
    static void set(BiConsumer<String, String> header) {
        ALL.forEach(header);
    }
}
