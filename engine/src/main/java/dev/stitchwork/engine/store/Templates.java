package dev.stitchwork.engine.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchDesk.TemplateSummary;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Saved templates. A version never changes, so that what a batch was opened with stays what it is. */
public final class Templates {
    private static final int PARSED_MAX = 256;

    private final Database database;
    private final Cache<Long, FormTemplate> parsed = Caffeine.newBuilder().maximumSize(PARSED_MAX).build();

    Templates(Database database) {
        this.database = database;
    }

    /**
     * Saves the next version under the template's name.
     *
     * @param owner the vault's name for this version
     * @param references sealed files by the name the template uses
     */
    public void save(AccountId client, FormTemplate template, byte[] json, String owner, byte[] wrappedKey, Map<String, String> references) {
        database.write(handle -> {
            long id = insert(handle, client, template, json, owner, wrappedKey);
            if (!references.isEmpty()) {
                PreparedBatch rows = handle.prepareBatch(
                        "insert into template_reference (template, name, sealed) values (:template, :name, :sealed)");
                references.forEach((name, sealed) ->
                        rows.bind("template", id).bind("name", name).bind("sealed", sealed).add());
                rows.execute();
            }
            return id;
        });
    }

    private static long insert(
            Handle handle, AccountId client, FormTemplate template, byte[] json, String owner, byte[] wrappedKey) {
        return handle.createUpdate("""
                        insert into template (client, name, version, title, pages, fields, json, owner, wrapped_key, saved)
                        select :client, :name, coalesce(max(version), 0) + 1, :title, :pages, :fields, :json, :owner, :wrapped_key, :now
                        from template where client = :client and name = :name
                        """)
                .bind("client", client.value())
                .bind("name", template.name())
                .bind("title", template.title())
                .bind("pages", template.pages().size())
                .bind("fields", template.fields().size())
                .bind("json", json)
                .bind("owner", owner)
                .bind("wrapped_key", wrappedKey)
                .bind("now", Database.now(handle))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    /** The newest version of each of a client's templates, by name. */
    public List<TemplateSummary> of(AccountId client) {
        return database.read(handle -> handle.createQuery("""
                        select name, title, pages, fields, saved from template t
                        where client = :client
                          and version = (select max(version) from template n where n.client = t.client and n.name = t.name)
                        order by name
                        """)
                .bind("client", client.value())
                .map((row, context) -> new TemplateSummary(
                        row.getString("name"),
                        row.getString("title"),
                        row.getInt("pages"),
                        row.getInt("fields"),
                        Instants.of(row, "saved")))
                .list());
    }

    /** The newest version under this name. */
    public Optional<Saved> newest(AccountId client, String name) {
        return database.read(handle -> handle.createQuery(
                        "select * from template where client = :client and name = :name order by version desc fetch first 1 row only")
                .bind("client", client.value())
                .bind("name", name)
                .map((row, context) -> saved(handle, row))
                .findOne());
    }

    /** The newest version of any template of anybody. */
    public Optional<Saved> newest() {
        return database.read(handle -> handle.createQuery("select * from template order by id desc fetch first 1 row only")
                .map((row, context) -> saved(handle, row))
                .findOne());
    }

    /** What a batch's documents may be, in the order of their numbers. */
    public List<Saved> ofBatch(long batch) {
        return database.<List<Batches.Form>>read(handle -> Batches.forms(handle, batch)).stream()
                .map(form -> version(form.template()))
                .toList();
    }

    /** What those templates say. */
    public List<FormTemplate> formsOf(long batch) {
        return ofBatch(batch).stream().map(Saved::form).toList();
    }

    public Saved version(long id) {
        return database.read(handle -> handle.createQuery("select * from template where id = :id")
                .bind("id", id)
                .map((row, context) -> saved(handle, row))
                .one());
    }

    /** What a version says, read once and then kept at hand. */
    FormTemplate form(Handle handle, long id) {
        return parsed.get(id, missing -> TemplateJson.read(handle.createQuery("select json from template where id = :id")
                .bind("id", missing)
                .mapTo(byte[].class)
                .one()));
    }

    private Saved saved(Handle handle, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        Map<String, String> references = new TreeMap<>();
        handle.createQuery("select name, sealed from template_reference where template = :id")
                .bind("id", id)
                .map((reference, context) -> references.put(reference.getString("name"), reference.getString("sealed")))
                .list();
        byte[] json = row.getBytes("json");
        return new Saved(
                id,
                json,
                parsed.get(id, missing -> TemplateJson.read(json)),
                row.getString("owner"),
                row.getBytes("wrapped_key"),
                references);
    }

    /**
     * One version of a template.
     *
     * @param json as it was saved
     * @param references sealed files by the name the template uses
     */
    public record Saved(
            long id, byte[] json, FormTemplate form, String owner, byte[] wrappedKey, Map<String, String> references) {}
}
