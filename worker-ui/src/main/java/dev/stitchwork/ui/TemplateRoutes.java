package dev.stitchwork.ui;

import dev.stitchwork.engine.BatchDesk;
import dev.stitchwork.engine.form.FormTemplate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The client's routes about form templates. */
final class TemplateRoutes {
    private final BatchDesk desk;

    TemplateRoutes(BatchDesk desk) {
        this.desk = desk;
    }

    record Saved(String name, String title, int pages, int fields) {
        static Saved of(FormTemplate template) {
            return new Saved(template.name(), template.title(), template.pages().size(), template.fields().size());
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/templates", ctx -> Json.reply(ctx, 200, desk.templates(Gate.account(ctx))), Access.CLIENT);
        routes.post("/api/templates", this::save, Access.CLIENT);
        routes.get("/api/templates/{name}", this::template, Access.CLIENT);
    }

    private void save(Context ctx) throws IOException {
        if (!ctx.isMultipartFormData()) {
            throw new Problem(415, "Expected a body of type multipart/form-data with a part 'template' but was '%s'."
                    .formatted(ctx.contentType()));
        }
        List<UploadedFile> templates = ctx.uploadedFiles("template");
        if (templates.size() != 1) {
            throw new Problem(400, "Expected one file in the part 'template' but was %d.".formatted(templates.size()));
        }
        Map<String, byte[]> references = new LinkedHashMap<>();
        for (UploadedFile reference : ctx.uploadedFiles("reference")) {
            if (references.put(FileNames.base(reference.filename()), bytes(reference)) != null) {
                throw new Problem(400, "Expected different names of the parts 'reference' but '%s' comes twice."
                        .formatted(reference.filename()));
            }
        }
        Json.reply(ctx, 201, Saved.of(desk.saveTemplate(Gate.account(ctx), bytes(templates.get(0)), references)));
    }

    private void template(Context ctx) {
        byte[] json = desk.template(Gate.account(ctx), ctx.pathParam("name"));
        ctx.result(json);
        ctx.contentType("application/json");
    }

    private static byte[] bytes(UploadedFile file) throws IOException {
        try (InputStream in = file.content()) {
            return in.readAllBytes();
        }
    }
}
