package dev.stitchwork.ui;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchDesk;
import dev.stitchwork.engine.BatchDesk.BatchProgress;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.BatchDesk.Objection;
import dev.stitchwork.engine.BatchId;
import dev.stitchwork.engine.Delivery;
import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.FileTooLargeException;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.ExposureCap;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.engine.form.SensitivityClass;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The client's routes about batches: open, upload, watch, download, purge. */
final class BatchRoutes {
    private static final double PERCENT = 100;
    private static final int PPM_A_PERCENT = 10_000;
    /** How long the rest of a file that is refused is still taken from the line. */
    private static final Duration HEARD_OUT = Duration.ofSeconds(20);

    private final BatchDesk desk;
    private final ProgressStream stream;
    private final long uploadBytesMax;

    BatchRoutes(BatchDesk desk, ProgressStream stream, long uploadBytesMax) {
        this.desk = desk;
        this.stream = stream;
        this.uploadBytesMax = uploadBytesMax;
    }

    /** @param templates instead of {@code template}, where the batch mixes several forms */
    record NewBatchJson(
            String title,
            String template,
            Optional<List<String>> templates,
            Optional<Integer> agree,
            Optional<Integer> answersMax,
            Optional<Double> machineWrongMaxPercent,
            Optional<Boolean> checks,
            Optional<Map<String, Double>> targetErrorPercent,
            Optional<Integer> fragmentsPerWorkerMax,
            Optional<Integer> inkPerWorkerMaxPercent,
            Optional<Integer> coalition,
            Optional<Boolean> classesApart,
            Optional<Integer> poolMin,
            Optional<Integer> batchPerWorkerMaxPercent,
            Optional<Instant> deadline,
            Optional<Integer> priority,
            Optional<Integer> documents) {
        NewBatch newBatch() {
            if (title == null || template == null == templates.isEmpty()) {
                throw new Problem(400, templates.isPresent()
                        ? "Expected a title and either a template or several templates but was not."
                        : "Expected a title and the name of a template but one is missing.");
            }
            return new NewBatch(
                    title.strip(),
                    templates.orElseGet(() -> List.of(template)),
                    votes(),
                    target(),
                    guarantee(),
                    deadline,
                    priority.orElse(0));
        }

        private VotePolicy votes() {
            VotePolicy usual = VotePolicy.DEFAULT;
            VotePolicy asked = new VotePolicy(agree.orElse(usual.agree()), answersMax.orElse(usual.answersMax()), usual.machineVotesAt());
            VotePolicy learned = machineWrongMaxPercent.map(percent -> asked.withMachineWrongMax(percent / PERCENT)).orElse(asked);
            return checks.orElse(false) ? learned.withChecks() : learned;
        }

        /** By class, in percent; what stands under {@code all} is for every class that is not named. */
        private QualityTarget target() {
            Map<String, Double> percents = targetErrorPercent.orElse(Map.of());
            QualityTarget target = percents.containsKey("all") ? QualityTarget.all(percents.get("all") / PERCENT) : QualityTarget.NONE;
            for (Map.Entry<String, Double> percent : percents.entrySet()) {
                if (!percent.getKey().equals("all")) {
                    target = target.with(sensitivity(percent.getKey()), percent.getValue() / PERCENT);
                }
            }
            return target;
        }

        private static SensitivityClass sensitivity(String word) {
            return Arrays.stream(SensitivityClass.values())
                    .filter(each -> each.json().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new Problem(400, "Expected 'all' or a sensitivity class such as 'identifier' in targetErrorPercent but was '%s'."
                            .formatted(word)));
        }

        /** The standard but for what the client says. */
        private Guarantee guarantee() {
            Guarantee usual = Guarantee.STANDARD;
            return new Guarantee(
                    fragmentsPerWorkerMax.map(ExposureCap::new).orElse(usual.cap()),
                    inkPerWorkerMaxPercent.map(percent -> percent * PPM_A_PERCENT).orElse(usual.inkMaxPpm()),
                    coalition.orElse(usual.coalition()),
                    classesApart.orElse(usual.classesApart()),
                    poolMin.orElse(usual.poolMin()),
                    batchPerWorkerMaxPercent.map(percent -> percent * PPM_A_PERCENT).orElse(usual.batchShareMaxPpm()));
        }
    }

    record Opened(BatchId id) {}

    record Limits(long uploadBytesMax) {}

    void addTo(RoutesConfig routes) {
        routes.get("/api/limits", ctx -> Json.reply(ctx, 200, new Limits(uploadBytesMax)), Access.CLIENT);
        routes.post("/api/quotes", this::quote, Access.CLIENT);
        routes.post("/api/batches", this::open, Access.CLIENT);
        routes.get("/api/batches", ctx -> Json.reply(ctx, 200, desk.batches(Gate.account(ctx))), Access.CLIENT);
        routes.get("/api/batches/{id}", ctx -> Json.reply(ctx, 200, progress(ctx)), Access.CLIENT);
        routes.get("/api/batches/{id}/machines", ctx -> Json.reply(ctx, 200, desk.machines(Gate.account(ctx), batch(ctx))), Access.CLIENT);
        routes.post("/api/batches/{id}/files", this::add, Access.CLIENT);
        routes.get("/api/batches/{id}/events", ctx -> stream.open(ctx, Gate.account(ctx), batch(ctx)), Access.CLIENT);
        for (DeliveryFormat format : DeliveryFormat.values()) {
            routes.get("/api/batches/{id}/delivery." + format.ending(), ctx -> deliver(ctx, format), Access.CLIENT);
        }
        routes.get("/api/batches/{id}/certificate.json", this::certificate, Access.CLIENT);
        routes.get("/api/batches/{id}/exposure.log", this::exposureLog, Access.CLIENT);
        for (String ending : List.of("json", "html")) {
            routes.get("/api/batches/{id}/privacy." + ending, ctx -> paper(ctx, "privacy." + ending), Access.CLIENT);
        }
        routes.get("/api/batches/{id}/quote", this::quoteOfRest, Access.CLIENT);
        routes.post("/api/batches/{id}/relaxations", this::relax, Access.CLIENT);
        routes.get("/api/batches/{id}/objections",
                ctx -> Json.reply(ctx, 200, desk.objections(Gate.account(ctx), batch(ctx))), Access.CLIENT);
        routes.post("/api/batches/{id}/objections", this::object, Access.CLIENT);
        routes.post("/api/batches/{id}/closing", this::close, Access.CLIENT);
        routes.delete("/api/batches/{id}", this::purge, Access.CLIENT);
    }

    private void open(Context ctx) throws IOException {
        NewBatch batch = Json.body(ctx, NewBatchJson.class).newBatch();
        Json.reply(ctx, 201, new Opened(desk.open(Gate.account(ctx), batch)));
    }

    private void quote(Context ctx) throws IOException {
        NewBatchJson asked = Json.body(ctx, NewBatchJson.class);
        int documents = asked.documents().orElseThrow(() -> new Problem(400, "Expected the number of documents but it is missing."));
        Json.reply(ctx, 200, QuoteJson.of(desk.quote(Gate.account(ctx), asked.newBatch(), documents)));
    }

    private void quoteOfRest(Context ctx) {
        desk.quote(Gate.account(ctx), batch(ctx))
                .ifPresentOrElse(quote -> Json.reply(ctx, 200, QuoteJson.of(quote)), () -> ctx.status(204));
    }

    private BatchProgress progress(Context ctx) {
        return desk.progress(Gate.account(ctx), batch(ctx));
    }

    private void add(Context ctx) throws IOException {
        try (InputStream bytes = ctx.req().getInputStream()) {
            try {
                add(ctx, bytes);
            } catch (IOException | RuntimeException refused) {
                hearOut(bytes);
                throw refused;
            }
        }
    }

    /** The bytes go from the socket to the desk as they come; the server never holds a whole file. */
    private void add(Context ctx, InputStream bytes) throws IOException {
        AccountId client = Gate.account(ctx);
        String given = ctx.queryParam("name");
        if (given == null) {
            throw new Problem(400, "Expected the file's name as '?name=...' but it is missing.");
        }
        String name = FileNames.base(given);
        if (ctx.req().getContentLengthLong() > uploadBytesMax) {
            // What is still under way after a while is not read, so the connection ends here.
            ctx.header("Connection", "close");
            throw new FileTooLargeException(name, uploadBytesMax);
        }
        Json.reply(ctx, 201, desk.add(client, batch(ctx), name, bytes, password(ctx)));
    }

    /** Most callers listen only once they have sent everything, and hear no refusal where the connection ends before. */
    private static void hearOut(InputStream bytes) {
        byte[] unwanted = new byte[1 << 16];
        long begin = System.nanoTime();
        try {
            while (bytes.read(unwanted) >= 0 && System.nanoTime() - begin < HEARD_OUT.toNanos()) {
                // Nothing of it is wanted.
            }
        } catch (IOException gone) {
            // Who is gone hears nothing.
        }
    }

    private void deliver(Context ctx, DeliveryFormat format) throws IOException {
        BatchProgress batch = progress(ctx);
        Optional<String> template = Optional.ofNullable(ctx.queryParam("template"));
        if (format == DeliveryFormat.CSV && template.isEmpty() && batch.forms().size() > 1) {
            throw new Problem(400, "Expected '?template=...' with a table of a batch of several templates, one of %s, but it is missing: say which, or take the ZIP."
                    .formatted(batch.forms().stream().map(form -> "'" + form.template() + "'").collect(Collectors.joining(", "))));
        }
        ctx.contentType(format.mediaType());
        ctx.header("Content-Disposition", FileNames.attachment(
                batch.title() + template.map(name -> " " + name).orElse(""), format.ending()));
        if (format == DeliveryFormat.CSV) {
            // A CSV file has no place for its report: this is where the W3C's "CSV on the Web" looks for what describes one.
            ctx.header("Link", "</api/batches/%s/privacy.json>; rel=\"describedby\"; type=\"application/json\"".formatted(batch.id().value()));
        }
        desk.deliver(Gate.account(ctx), batch.id(), format, template, ctx.outputStream());
    }

    private void certificate(Context ctx) {
        ctx.contentType("application/json");
        ctx.result(desk.certificate(Gate.account(ctx), batch(ctx)).json());
    }

    /** Who was shown what, by pseudonym: for the client's own verifier. */
    private void exposureLog(Context ctx) throws IOException {
        BatchProgress batch = progress(ctx);
        ctx.contentType("text/plain; charset=us-ascii");
        ctx.header("Content-Disposition", FileNames.attachment(batch.title(), "exposure.log"));
        desk.exposureLog(Gate.account(ctx), batch.id(), ctx.outputStream());
    }

    /** One of the papers that every delivery has, by itself. */
    private void paper(Context ctx, String fileName) throws IOException {
        BatchProgress batch = progress(ctx);
        Delivery.Paper paper = desk.papers(Gate.account(ctx), batch.id()).stream()
                .filter(each -> each.fileName().equals(fileName))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "Expected a batch with an exposure log and a verifier to read it but one is missing."));
        ctx.contentType(paper.mediaType());
        ctx.header("Content-Disposition", FileNames.attachment(batch.title(), fileName));
        paper.content().writeTo(ctx.outputStream());
    }

    /** @param value parts per million for {@code ink} and {@code share}, 0 or 1 for {@code classes}, else a number */
    record RelaxationJson(String bound, Integer value) {
        Relaxation relaxation() {
            if (bound == null || value == null) {
                throw new Problem(400, "Expected a bound and its value but one is missing.");
            }
            return new Relaxation(
                    Relaxation.Bound.ofWord(bound)
                            .orElseThrow(() -> new Problem(400, "Expected one of the bounds fragments, ink, coalition, pool, share, classes but was '%s'."
                                    .formatted(bound))),
                    value);
        }
    }

    private void relax(Context ctx) throws IOException {
        desk.relax(Gate.account(ctx), batch(ctx), Json.body(ctx, RelaxationJson.class).relaxation());
        ctx.status(204);
    }

    record ObjectionJson(String file, Integer document, String field, Optional<Integer> part, Optional<String> says) {
        Objection objection() {
            if (file == null || document == null || field == null) {
                throw new Problem(400, "Expected a file, the number of a document and a field but one is missing.");
            }
            return new Objection(
                    file, document, field, part.isPresent() ? OptionalInt.of(part.get()) : OptionalInt.empty(), says.map(Reading::of));
        }
    }

    private void object(Context ctx) throws IOException {
        desk.object(Gate.account(ctx), batch(ctx), Json.body(ctx, ObjectionJson.class).objection());
        ctx.status(204);
    }

    private void close(Context ctx) {
        desk.close(Gate.account(ctx), batch(ctx));
        ctx.status(204);
    }

    private void purge(Context ctx) {
        desk.purge(Gate.account(ctx), batch(ctx));
        ctx.status(204);
    }

    private static BatchId batch(Context ctx) {
        return new BatchId(ctx.pathParam("id"));
    }

    private static Optional<String> password(Context ctx) {
        String header = ctx.header("X-File-Password");
        if (header == null || header.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Problem(400, "Expected the header X-File-Password in base64 but it is not.");
        }
    }
}
