package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
    private static final List<String> PAGES = List.of("/", "/login", "/invitation", "/work", "/client", "/office");
    private static final Pattern PART = Pattern.compile("(?:src|href)=\"(/parts/[^\"]+)\"|from \"\\./([^\"]+)\"");

    @TempDir
    Path data;

    @Test
    void everyPageAndEveryPartOfItIsServedFromHere() {
        try (Premises premises = new Premises(data)) {
            Set<String> seen = new HashSet<>();
            for (String page : PAGES) {
                Reply reply = premises.stranger().get(page).expect(200);
                assertEquals("text/html;charset=utf-8", reply.header("Content-Type"));
                follow(premises, reply.text(), page, seen);
            }
            assertTrue(seen.contains("/parts/answer-form.js"), seen.toString());
        }
    }

    private static void follow(Premises premises, String text, String where, Set<String> seen) {
        assertFalse(Pattern.compile("(?:https?:)?//[a-z0-9.-]+\\.[a-z]{2,}").matcher(text.replace("http://www.w3.org/2000/svg", "")).find(),
                where + " names another origin");
        assertFalse(Pattern.compile(" style=| on[a-z]+=\"|<script(?! type=\"module\" src)").matcher(text).find(),
                where + " has inline script or style, which the policy forbids");
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            String part = parts.group(1) != null ? parts.group(1) : "/parts/" + parts.group(2);
            if (seen.add(part)) {
                follow(premises, premises.stranger().get(part).expect(200).text(), part, seen);
            }
        }
    }

    @Test
    void aPartThatDidNotChangeIsNotSentAgain() {
        try (Premises premises = new Premises(data)) {
            Reply first = premises.stranger().get("/parts/style.css").expect(200);
            Reply again = premises.stranger().with("If-None-Match", first.header("ETag")).get("/parts/style.css").expect(304);
            assertEquals("no-cache", first.header("Cache-Control"));
            assertEquals("", again.text());
        }
    }

    @Test
    void nothingElseOfTheClassPathIsServed() {
        try (Premises premises = new Premises(data)) {
            for (String path : List.of("/parts/Main.class", "/parts/..%2fMain.class", "/parts/nothing.js", "/parts/work.html", "/logback.xml")) {
                int status = premises.stranger().get(path).status();
                assertTrue(status == 404 || status == 400, path + " gave " + status);
            }
        }
    }
}
