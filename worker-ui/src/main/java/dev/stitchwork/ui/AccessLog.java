package dev.stitchwork.ui;

import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line a request: method, route, status, time. The route is its pattern, never the address as it came, so that no
 * token, batch or file name can stand in the log.
 */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.stitchwork.ui.access");

    private AccessLog() {}

    static void write(Context ctx, Float milliseconds) {
        LOG.info("{} {} {} ms", route(ctx), ctx.statusCode(), Math.round(milliseconds));
    }

    static String route(Context ctx) {
        var matched = ctx.endpoints().matchedHttpEndpoint();
        return ctx.method().name() + " " + (matched == null ? "(no route)" : matched.path);
    }
}
