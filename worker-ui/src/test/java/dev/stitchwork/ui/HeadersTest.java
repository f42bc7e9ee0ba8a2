package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadersTest {
    private static final Set<String> PICTURE_HEADERS = Set.of(
            "date", "content-type", "content-length", "cache-control", "content-security-policy", "referrer-policy",
            "x-content-type-options", "cross-origin-resource-policy", "cross-origin-opener-policy", "permissions-policy");

    @TempDir
    Path data;

    @Test
    void everyRouteGuardsItsReply() {
        try (Premises premises = new Premises(data)) {
            for (String route : premises.server().routes()) {
                String[] parts = route.split(" ");
                String path = parts[1].replaceAll("\\{[a-z]+}", "0123456789abcdef0123456789abcdef");
                for (Person person : List.of(premises.stranger(), premises.operator(), premises.client(), premises.worker())) {
                    if (!route.equals("DELETE /api/session")) {
                        assertGuarded(person.send(parts[0], path, BodyPublishers.noBody()), route);
                    }
                }
            }
            assertGuarded(premises.stranger().get("/nowhere"), "an address that is none");
            assertGuarded(premises.stranger().send("PUT", "/api/session", BodyPublishers.noBody()), "a method that is none");
        }
    }

    private static void assertGuarded(Reply reply, String route) {
        assertEquals(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
                        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                reply.header("Content-Security-Policy"), route);
        assertEquals("no-referrer", reply.header("Referrer-Policy"), route);
        assertEquals("nosniff", reply.header("X-Content-Type-Options"), route);
        assertEquals("same-origin", reply.header("Cross-Origin-Resource-Policy"), route);
        assertEquals("same-origin", reply.header("Cross-Origin-Opener-Policy"), route);
        assertTrue(reply.header("Permissions-Policy").startsWith("camera=(), microphone=()"), route);
        assertEquals("", reply.header("Server"), route);
        if (route.contains("/api/") || reply.status() >= 400) {
            assertEquals("no-store", reply.header("Cache-Control"), route);
            assertEquals("", reply.header("ETag"), route);
        }
        assertTrue(reply.status() < 500, route + " broke: " + reply.text());
        assertFalse(reply.text().contains("\tat "), route + " shows a stack trace");
    }

    @Test
    void aPictureComesWithNothingByWhichItCouldBeKnownAgain() {
        try (Premises premises = new Premises(data)) {
            premises.batch("Hannah O'Brien|1 3|yes");
            JsonNode lease = premises.worker().post("/api/work/lease").expect(200).json();
            Reply picture = premises.worker().get("/api/work/leases/" + lease.path("token").asText() + "/picture").expect(200);
            assertEquals("image/png", picture.header("Content-Type"));
            assertEquals("no-store", picture.header("Cache-Control"));
            for (String header : picture.response().headers().map().keySet()) {
                assertTrue(PICTURE_HEADERS.contains(header.toLowerCase(java.util.Locale.ROOT)), "A picture carries " + header);
            }
        }
    }

    @Test
    void theCookieIsForThisSiteAndThisServerOnly() {
        try (Premises premises = new Premises(data)) {
            String cookie = logIn(premises);
            assertTrue(cookie.matches("stitchwork=[^;]+; Path=/; .*Max-Age=\\d+; HttpOnly; SameSite=Strict"), cookie);
        }
    }

    @Test
    void behindHttpsTheCookieIsSecure() {
        try (Premises premises = new Premises(data, true)) {
            assertTrue(logIn(premises).matches("stitchwork=[^;]+; Path=/; .*Secure; HttpOnly; SameSite=Strict"), logIn(premises));
        }
    }

    private static String logIn(Premises premises) {
        return premises.stranger()
                .post("/api/session", Map.of("name", "operator", "password", Premises.PASSWORD))
                .expect(200)
                .header("Set-Cookie");
    }
}
