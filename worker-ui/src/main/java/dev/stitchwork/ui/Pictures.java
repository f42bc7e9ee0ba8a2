package dev.stitchwork.ui;

import io.javalin.http.Context;

/** Sends a fragment's picture with nothing around it: no name, no date, no tag by which it could be known again. */
final class Pictures {
    private Pictures() {}

    static void reply(Context ctx, byte[] png) {
        ctx.status(200);
        ctx.contentType("image/png");
        ctx.result(png);
    }
}
