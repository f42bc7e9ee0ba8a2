package dev.stitchwork.ui;

import dev.stitchwork.splitter.cutting.ServedPicture;
import io.javalin.http.Context;

/**
 * Sends a fragment's picture with nothing around it: no name, no date, no tag by which it could be known again, and drawn for
 * this turn alone ({@link ServedPicture}).
 */
final class Pictures {
    private Pictures() {}

    static void reply(Context ctx, byte[] png, String token) {
        ctx.status(200);
        ctx.contentType("image/png");
        ctx.result(ServedPicture.of(png, token));
    }
}
