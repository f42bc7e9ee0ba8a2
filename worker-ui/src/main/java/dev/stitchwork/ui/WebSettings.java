package dev.stitchwork.ui;

/**
 * What the web server sets.
 *
 * @param host address to listen on; loopback unless a proxy or a network needs more
 * @param port 0 for any free one
 * @param behindHttps a proxy in front speaks HTTPS and sets {@code X-Forwarded-For}: the cookie becomes Secure, and the
 *     caller's address is the one the proxy names
 * @param uploadBytesMax largest file taken in; the engine keeps the limit, this tells callers of it beforehand
 */
public record WebSettings(String host, int port, boolean behindHttps, long uploadBytesMax) {
    public WebSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Expected a port from 0 to 65535 but was %d.".formatted(port));
        }
        if (uploadBytesMax < 1) {
            throw new IllegalArgumentException(
                    "Expected an upload limit of at least 1 byte but was %d.".formatted(uploadBytesMax));
        }
    }

    public static WebSettings loopback(int port, long uploadBytesMax) {
        return new WebSettings("127.0.0.1", port, false, uploadBytesMax);
    }
}
