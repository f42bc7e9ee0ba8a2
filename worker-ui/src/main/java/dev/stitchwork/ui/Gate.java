package dev.stitchwork.ui;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.Office;
import dev.stitchwork.engine.Office.Account;
import dev.stitchwork.engine.Office.Session;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/**
 * The one place that decides who may call what: session or API key, CSRF token, role. It runs before every matched
 * route, and refuses a route that does not say who may call it.
 */
final class Gate {
    static final String COOKIE = "stitchwork";
    private static final String CALLER = "dev.stitchwork.caller";
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private final Office office;

    Gate(Office office) {
        this.office = office;
    }

    /** Who calls, and by which session; an API key is no session. */
    private record Caller(Account account, Optional<Session> session) {}

    void check(Context ctx) {
        Set<RouteRole> wanted = ctx.routeRoles();
        if (wanted.isEmpty()) {
            throw new IllegalStateException("Expected roles on every route but '%s' has none.".formatted(AccessLog.route(ctx)));
        }
        refuseForeignPages(ctx);
        if (wanted.contains(Access.ANYONE)) {
            return;
        }
        String authorization = ctx.header("Authorization");
        Caller caller = authorization == null ? bySession(ctx) : byKey(authorization, wanted);
        if (!wanted.contains(Access.SIGNED_IN) && !wanted.contains(Access.of(caller.account().role()))) {
            throw new Problem(403, "Expected an account with the role %s but this one has the role %s.".formatted(
                    String.join(" or ", wanted.stream().map(role -> Json.word((Access) role)).sorted().toList()),
                    Json.word(caller.account().role())));
        }
        ctx.attribute(CALLER, caller);
    }

    static AccountId account(Context ctx) {
        return caller(ctx).account().id();
    }

    /** The session by which somebody came in; a key is none. */
    static Session session(Context ctx) {
        return caller(ctx).session().orElseThrow(
                () -> new Problem(401, "Expected a session but was an API key; a key cannot make another."));
    }

    private static Caller caller(Context ctx) {
        Caller caller = ctx.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("Expected a caller at %s: its role is ANYONE.".formatted(AccessLog.route(ctx)));
        }
        return caller;
    }

    private Caller bySession(Context ctx) {
        String cookie = ctx.cookie(COOKIE);
        Session session = Optional.ofNullable(cookie)
                .flatMap(office::session)
                .orElseThrow(() -> new Problem(401, "Expected a signed-in account but there is none; sign in first."));
        if (!SAFE_METHODS.contains(ctx.method().name()) && !same(session.csrf(), ctx.header("X-CSRF-Token"))) {
            throw new Problem(403, "Expected the session's token in the header X-CSRF-Token but it is missing or wrong.");
        }
        return new Caller(session.account(), Optional.of(session));
    }

    private Caller byKey(String authorization, Set<RouteRole> wanted) {
        if (!wanted.contains(Access.CLIENT)) {
            throw new Problem(401, "Expected a session but was an API key; keys open the routes of clients only.");
        }
        String key = authorization.startsWith("Bearer ") ? authorization.substring("Bearer ".length()).strip() : "";
        return Optional.of(key)
                .filter(given -> !given.isEmpty())
                .flatMap(office::apiKey)
                .map(account -> new Caller(account, Optional.empty()))
                .orElseThrow(() -> new Problem(401, "Expected a valid API key as 'Authorization: Bearer <key>' but it is not."));
    }

    /** Browsers say which page a request comes from; no page but ours has a reason to change anything here. */
    private static void refuseForeignPages(Context ctx) {
        String site = ctx.header("Sec-Fetch-Site");
        if (site != null && !SAFE_METHODS.contains(ctx.method().name()) && !site.equals("same-origin") && !site.equals("none")) {
            throw new Problem(403, "Expected a request from a page of this server but it comes from another site.");
        }
    }

    private static boolean same(String expected, String given) {
        return given != null && MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
