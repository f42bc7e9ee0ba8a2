package dev.stitchwork.ui;

import dev.stitchwork.engine.Office;
import io.javalin.config.RoutesConfig;

/** API keys for a client's programs. A key cannot make another: making one needs a session. */
final class KeyRoutes {
    private final Office office;

    KeyRoutes(Office office) {
        this.office = office;
    }

    record Key(String key) {}

    void addTo(RoutesConfig routes) {
        routes.post(
                "/api/keys",
                ctx -> Json.reply(ctx, 201, new Key(office.makeApiKey(Gate.session(ctx).account().id()))),
                Access.CLIENT);
    }
}
