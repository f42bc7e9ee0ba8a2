package dev.stitchwork.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names of files as they come in and go out: never a path, never a character that could end a header. */
final class FileNames {
    /** As many as the engine takes, and as most file systems do. */
    static final int CHARACTERS_MAX = 255;
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");

    private FileNames() {}

    /** The last part of a name that may be a path of any system; some browsers and programs send the whole path. */
    static String base(String given) {
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1).strip();
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new Problem(400, "Expected a file name but was '%s'.".formatted(given));
        }
        if (name.length() > CHARACTERS_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new Problem(400, "Expected a file name of at most %d plain characters but it is not.".formatted(CHARACTERS_MAX));
        }
        return name;
    }

    /** The header that makes a browser save a download, with a name in plain letters and, beside it, the true one. */
    static String attachment(String title, String ending) {
        String plain = UNSAFE.matcher(title).replaceAll("-").replaceAll("^[.-]+|[.-]+$", "");
        String encoded = URLEncoder.encode(title + "." + ending, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
        return "attachment; filename=\"%s.%s\"; filename*=UTF-8''%s"
                .formatted(plain.isEmpty() ? "batch" : plain, ending, encoded);
    }
}
