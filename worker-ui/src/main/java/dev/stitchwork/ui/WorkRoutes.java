package dev.stitchwork.ui;

import dev.stitchwork.engine.Lease;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.WorkDesk;
import dev.stitchwork.engine.form.FieldKind;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The worker's routes. It is given the worker's desk and nothing else, so it cannot leak a document even by mistake. */
final class WorkRoutes {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final WorkDesk desk;

    WorkRoutes(WorkDesk desk) {
        this.desk = desk;
    }

    record LeaseJson(String token, FieldKind kind, String prompt, int options, Instant until, Optional<String> proposed) {
        static LeaseJson of(Lease lease) {
            return new LeaseJson(lease.token(), lease.kind(), Prompts.of(lease.kind()), lease.options(), lease.until(), lease.proposed());
        }
    }

    record AnswerJson(String key, String verdict, String text) {}

    record Outcome(String outcome) {}

    void addTo(RoutesConfig routes) {
        routes.post("/api/work/lease", this::lease, Access.WORKER);
        routes.get("/api/work/leases/{token}", this::held, Access.WORKER);
        routes.get("/api/work/leases/{token}/picture", this::picture, Access.WORKER);
        routes.post("/api/work/leases/{token}/answer", this::answer, Access.WORKER);
        routes.delete("/api/work/leases/{token}", this::giveBack, Access.WORKER);
        routes.post("/api/work/presence", this::here, Access.WORKER);
        routes.delete("/api/work/presence", this::left, Access.WORKER);
        routes.post("/api/work/device", this::device, Access.WORKER);
        routes.get("/api/work/tally", ctx -> Json.reply(ctx, 200, desk.tally(Gate.account(ctx))), Access.WORKER);
    }

    private void lease(Context ctx) {
        desk.lease(Gate.account(ctx))
                .ifPresentOrElse(lease -> Json.reply(ctx, 200, LeaseJson.of(lease)), () -> ctx.status(204));
    }

    private void held(Context ctx) {
        Json.reply(ctx, 200, LeaseJson.of(desk.held(Gate.account(ctx), ctx.pathParam("token")).orElseThrow(WorkRoutes::over)));
    }

    private static Problem over() {
        return new Problem(410, "Expected a live turn but it is over; ask for the next one.");
    }

    private void picture(Context ctx) {
        byte[] png = desk.picture(Gate.account(ctx), ctx.pathParam("token")).orElseThrow(WorkRoutes::over);
        Pictures.reply(ctx, png, ctx.pathParam("token"));
    }

    private void answer(Context ctx) throws IOException {
        AnswerJson answer = Json.body(ctx, AnswerJson.class);
        if (answer.key() == null || !KEY.matcher(answer.key()).matches()) {
            throw new Problem(400, "Expected a key of 1 to 64 letters, digits, dashes or underscores but it is not.");
        }
        Reading reading = ReadingJson.reading(answer.verdict(), answer.text());
        switch (desk.answer(Gate.account(ctx), ctx.pathParam("token"), answer.key(), reading)) {
            case KEPT -> Json.reply(ctx, 200, new Outcome("kept"));
            case LEASE_OVER -> throw new Problem(410, "Expected a live turn but it is over; the answer was not needed any more.");
            case KEY_CLASH -> throw new Problem(409, "Expected a new key for a new answer but this one was used with another answer.");
        }
    }

    record DeviceJson(String device) {}

    private void device(Context ctx) throws IOException {
        String device = Json.body(ctx, DeviceJson.class).device();
        if (device == null || !KEY.matcher(device).matches()) {
            throw new Problem(400, "Expected a device's name of 1 to 64 letters, digits, dashes or underscores but it is not.");
        }
        desk.device(Gate.account(ctx), device);
        ctx.status(204);
    }

    private void here(Context ctx) {
        desk.here(Gate.account(ctx));
        ctx.status(204);
    }

    private void left(Context ctx) {
        desk.left(Gate.account(ctx));
        ctx.status(204);
    }

    private void giveBack(Context ctx) {
        desk.giveBack(Gate.account(ctx), ctx.pathParam("token"));
        ctx.status(204);
    }
}
