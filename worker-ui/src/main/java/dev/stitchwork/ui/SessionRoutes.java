package dev.stitchwork.ui;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.stitchwork.engine.Office;
import dev.stitchwork.engine.Office.Session;
import dev.stitchwork.engine.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Signing in and out, and accepting an invitation. */
final class SessionRoutes {
    /** Tries of one name in a minute: with passwords of 12 characters, 7,200 guesses a day are hopeless. */
    private static final int NAME_TRIES_MAX = 5;
    /** Wrong tries from one address in a minute; an office behind one address signs in together in the morning. */
    private static final int ADDRESS_TRIES_MAX = 30;
    /** Longer than any account's; what is counted by name must not fill the memory. */
    private static final int NAME_CHARACTERS_MAX = 200;

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
        if (login.name().length() > NAME_CHARACTERS_MAX) {
            throw new Problem(400, "Expected a name of at most %d characters but it has %d."
                    .formatted(NAME_CHARACTERS_MAX, login.name().length()));
        }
        String name = Normalizer.normalize(login.name().strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        addresses.count(address(ctx));
        names.count(name);
        Session session = office.logIn(login.name().strip(), login.password())
                .orElseThrow(() -> new Problem(401, "Expected the name and password of an account but they do not match one."));
        names.forgive(name);
        addresses.takeBack(address(ctx));
        begin(ctx, session);
    }

    private void begin(Context ctx, Session session) {
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
        Session session = office.accept(acceptance.invitation(), acceptance.password());
        addresses.takeBack(address(ctx));
        begin(ctx, session);
    }

    private static void reply(Context ctx, Session session) {
        Json.reply(ctx, 200, new SignedIn(session.account().name(), session.account().role(), session.csrf()));
    }

    private Cookie cookie(String value, int seconds) {
        return new Cookie(Gate.COOKIE, value, "/", seconds, behindHttps, true, null, SameSite.STRICT);
    }

    /**
     * The proxy appends the address it saw, to the last line of that name or as a line of its own, so the last of all is
     * the proxy's word and what stands before may be the caller's.
     */
    private String address(Context ctx) {
        List<String> forwarded = Collections.list(ctx.req().getHeaders("X-Forwarded-For"));
        if (!behindHttps || forwarded.isEmpty()) {
            return network(ctx.req().getRemoteAddr());
        }
        String last = forwarded.get(forwarded.size() - 1);
        return network(last.substring(last.lastIndexOf(',') + 1).strip());
    }

    /** Who has one IPv6 address has 2^64 of them, so they count as one: the first four groups. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address.replaceAll("[\\[\\]]|%.*", "")).getAddress();
            return bytes.length == 4
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : HexFormat.of().formatHex(bytes, 0, 8);
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
