package dev.stitchwork.ui;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The pages and their parts, from the class path. They are the same for everybody and hold nothing of a client; all that
 * is somebody's comes through the API.
 */
final class Pages {
    private static final Map<String, String> PAGES = Map.of(
            "/", "login.html",
            "/login", "login.html",
            "/invitation", "invitation.html",
            "/work", "work.html",
            "/client", "client.html",
            "/office", "office.html");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");
    private static final Pattern PART = Pattern.compile("[a-z-]{1,40}\\.(js|css|svg)");

    private final Map<String, Resource> resources = new ConcurrentHashMap<>();

    private record Resource(byte[] bytes, String type, String tag) {}

    void addTo(RoutesConfig routes) {
        PAGES.forEach((path, file) -> routes.get(path, ctx -> reply(ctx, file), Access.ANYONE));
        routes.get("/parts/{file}", ctx -> reply(ctx, part(ctx)), Access.ANYONE);
        routes.get("/favicon.ico", ctx -> reply(ctx, "mark.svg"), Access.ANYONE);
    }

    private static String part(Context ctx) {
        String file = ctx.pathParam("file");
        if (!PART.matcher(file).matches()) {
            throw nothingAt(ctx);
        }
        return file;
    }

    private static Problem nothingAt(Context ctx) {
        return new Problem(404, "Expected an address of this server but there is nothing at '%s'.".formatted(ctx.path()));
    }

    private void reply(Context ctx, String file) {
        Resource resource = find(file).orElseThrow(() -> nothingAt(ctx));
        ctx.header("Cache-Control", "no-cache");
        ctx.header("ETag", resource.tag());
        if (resource.tag().equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        ctx.result(resource.bytes());
        ctx.contentType(resource.type());
    }

    private Optional<Resource> find(String file) {
        Resource known = resources.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Resource> read = read(file);
        read.ifPresent(resource -> resources.put(file, resource));
        return read;
    }

    private static Optional<Resource> read(String file) {
        try (InputStream in = Pages.class.getResourceAsStream("pages/" + file)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
            String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)).substring(0, 32);
            return Optional.of(new Resource(bytes, type, "\"" + hash + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
