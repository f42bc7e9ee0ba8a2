package dev.stitchwork.ui;

import dev.stitchwork.engine.BusyException;
import dev.stitchwork.engine.DiskFullException;
import dev.stitchwork.engine.FileTooLargeException;
import dev.stitchwork.engine.NotFoundException;
import dev.stitchwork.engine.form.InvalidTemplateException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors become RFC 9457 replies: {@code application/problem+json}, never a stack trace. */
final class Problems {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Problems() {}

    static void install(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, ctx) -> write(ctx, problem));
        routes.exception(NotFoundException.class, (gone, ctx) -> write(ctx, new Problem(404, gone.getMessage())));
        routes.exception(
                FileTooLargeException.class, (large, ctx) -> write(ctx, new Problem(413, large.getMessage())));
        routes.exception(BusyException.class, (busy, ctx) -> write(
                ctx, Problem.tooManyRequests(busy.getMessage(), Duration.ofSeconds(10))));
        routes.exception(InvalidTemplateException.class, (invalid, ctx) -> write(
                ctx,
                Problem.withList(
                        422,
                        "Expected a template without problems but it has %d.".formatted(invalid.problems().size()),
                        invalid.problems())));
        routes.exception(IllegalArgumentException.class, Problems::writeMistake);
        routes.exception(HttpResponseException.class, (refusal, ctx) -> write(ctx, ofStatus(refusal, ctx)));
        routes.exception(UncheckedIOException.class, (broken, ctx) -> writeBroken(ctx, broken.getCause(), broken));
        routes.exception(Exception.class, Problems::writeUnexpected);
    }

    /** What our own checks refuse is the caller's to put right; what a library refuses was ours to check before. */
    private static void writeMistake(IllegalArgumentException mistake, Context ctx) {
        StackTraceElement[] trace = mistake.getStackTrace();
        if (trace.length > 0 && trace[0].getClassName().startsWith("dev.stitchwork.")) {
            write(ctx, new Problem(400, mistake.getMessage()));
        } else {
            writeIncident(ctx, mistake);
        }
    }

    private static void writeUnexpected(Exception broken, Context ctx) {
        if (broken instanceof IOException io) {
            writeBroken(ctx, io, io);
        } else {
            writeIncident(ctx, broken);
        }
    }

    private static void writeBroken(Context ctx, IOException broken, Exception incident) {
        if (broken instanceof DiskFullException full) {
            LOG.error("{}", full.getMessage());
            write(ctx, new Problem(507, full.getMessage()));
        } else if (broken instanceof EofException) {
            // The caller went away in the middle: nobody is there to read a reply, and nothing is wrong here.
            LOG.debug("The caller went away", broken);
            if (!ctx.res().isCommitted()) {
                ctx.status(400);
            }
        } else {
            writeIncident(ctx, incident);
        }
    }

    private static void writeIncident(Context ctx, Exception broken) {
        byte[] number = new byte[4];
        RANDOM.nextBytes(number);
        String incident = HexFormat.of().formatHex(number);
        LOG.error("Incident {} at {}", incident, AccessLog.route(ctx), broken);
        write(ctx, new Problem(500, "Something broke on the server; its log tells more under incident %s.".formatted(incident)));
    }

    private static Problem ofStatus(HttpResponseException refusal, Context ctx) {
        return switch (refusal.getStatus()) {
            case 404 -> new Problem(404, "Expected an address of this server but there is nothing at '%s'.".formatted(ctx.path()));
            case 405 -> new Problem(405, "Expected another method but was %s at '%s'.".formatted(ctx.method().name(), ctx.path()));
            default -> new Problem(refusal.getStatus(), refusal.getMessage());
        };
    }

    static void write(Context ctx, Problem problem) {
        if (ctx.res().isCommitted()) {
            // Half a delivery must not look like a whole one: the connection breaks off instead of ending well.
            abort(problem);
            return;
        }
        problem.retryAfter().ifPresent(wait -> ctx.header("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
        if (problem.status() == 401) {
            // "Session" is no registered scheme: it tells programs what is missing without a browser's own dialogue.
            ctx.header("WWW-Authenticate", "Bearer, Session");
        }
        ctx.removeHeader("Content-Disposition");
        ctx.status(problem.status());
        ctx.result(body(problem));
        ctx.contentType(MEDIA_TYPE);
    }

    static byte[] body(Problem problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", HttpStatus.forStatus(problem.status()).getMessage());
        body.put("status", problem.status());
        body.put("detail", problem.getMessage());
        if (!problem.problems().isEmpty()) {
            body.put("problems", problem.problems());
        }
        return Json.bytes(body);
    }

    private static void abort(Exception cause) {
        throw new UncheckedIOException(new EofException(cause));
    }
}
