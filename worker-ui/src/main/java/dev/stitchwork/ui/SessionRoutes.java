package dev.stitchwork.ui;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.stitchwork.engine.Office;
import dev.stitchwork.engine.Office.Account;
import dev.stitchwork.engine.Office.Session;
import dev.stitchwork.engine.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Signing in and out, and accepting an invitation. */
final class SessionRoutes {
    /** Tries of one name in a minute: with passwords of 12 characters, 7,200 guesses a day are hopeless. */
    private static final int NAME_TRIES_MAX = 5;
    /** Wrong tries from one address in a minute; an office behind one address signs in together in the morning. */
    private static final int ADDRESS_TRIES_MAX = 30;

    private final Office office;
    private final boolean behindHttps;
    private final Throttle names;
    private final Throttle addresses;

    SessionRoutes(Office office, boolean behindHttps, Ticker ticker) {
        this.office = office;
        this.behindHttps = behindHttps;
        this.names = new Throttle(NAME_TRIES_MAX, ticker);
        this.addresses = new Throttle(ADDRESS_TRIES_MAX, ticker);
    }

    record Login(String name, String password) {}

    record Acceptance(String invitation, String password) {}

    record SignedIn(String name, Role role, String csrf) {}

    record Accepted(String name, Role role) {}

    void addTo(RoutesConfig routes) {
        routes.post("/api/session", this::logIn, Access.ANYONE);
        routes.get("/api/session", ctx -> reply(ctx, Gate.session(ctx)), Access.SIGNED_IN);
        routes.delete("/api/session", this::logOut, Access.SIGNED_IN);
        routes.post("/api/invitations/accept", this::accept, Access.ANYONE);
    }

    private void logIn(Context ctx) throws IOException {
        Login login = Json.body(ctx, Login.class);
        if (login.name() == null || login.password() == null) {
            throw new Problem(400, "Expected a name and a password but one is missing.");
        }
        String name = Normalizer.normalize(login.name().strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        addresses.count(address(ctx));
        names.count(name);
        Session session = office.logIn(login.name().strip(), login.password())
                .orElseThrow(() -> new Problem(401, "Expected the name and password of an account but they do not match one."));
        names.forgive(name);
        addresses.takeBack(address(ctx));
        int seconds = (int) Math.max(1, Duration.between(Instant.now(), session.until()).toSeconds());
        ctx.cookie(cookie(session.token(), seconds));
        reply(ctx, session);
    }

    private void logOut(Context ctx) {
        office.logOut(Gate.session(ctx).token());
        ctx.cookie(cookie("", 0));
        ctx.status(204);
    }

    private void accept(Context ctx) throws IOException {
        Acceptance acceptance = Json.body(ctx, Acceptance.class);
        if (acceptance.invitation() == null || acceptance.password() == null) {
            throw new Problem(400, "Expected an invitation and a password but one is missing.");
        }
        addresses.count(address(ctx));
        Account account = office.accept(acceptance.invitation(), acceptance.password());
        addresses.takeBack(address(ctx));
        Json.reply(ctx, 200, new Accepted(account.name(), account.role()));
    }

    private static void reply(Context ctx, Session session) {
        Json.reply(ctx, 200, new SignedIn(session.account().name(), session.account().role(), session.csrf()));
    }

    private Cookie cookie(String value, int seconds) {
        return new Cookie(Gate.COOKIE, value, "/", seconds, behindHttps, true, null, SameSite.STRICT);
    }

    /** The proxy appends the address it saw, so the last one is the proxy's word and not the caller's. */
    private String address(Context ctx) {
        String forwarded = ctx.header("X-Forwarded-For");
        return behindHttps && forwarded != null
                ? forwarded.substring(forwarded.lastIndexOf(',') + 1).strip()
                : ctx.req().getRemoteAddr();
    }
}
