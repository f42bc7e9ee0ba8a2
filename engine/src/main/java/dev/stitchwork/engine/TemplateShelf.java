package dev.stitchwork.engine;

import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.TemplateLaw;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.InvalidTemplateException;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.engine.store.RandomName;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.Templates;
import dev.stitchwork.engine.vault.Safe;
import dev.stitchwork.engine.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Saved templates with their pictures of the empty form, which are sealed under a key of their own. */
final class TemplateShelf {
    private static final long REFERENCE_BYTES_MAX = 64L << 20;

    private final Store store;
    private final Vault vault;
    private final Splitter splitter;

    TemplateShelf(Store store, Vault vault, Splitter splitter) {
        this.store = store;
        this.vault = vault;
        this.splitter = splitter;
    }

    FormTemplate save(AccountId client, byte[] json, Map<String, byte[]> references) {
        FormTemplate form = TemplateJson.read(json);
        List<String> problems = problems(form, references);
        if (!problems.isEmpty()) {
            throw new InvalidTemplateException(problems);
        }
        String owner = RandomName.next();
        byte[] wrappedKey = vault.newKey(owner);
        try {
            store.templates().save(client, form, json, owner, wrappedKey, sealed(vault.safe(owner, wrappedKey), references));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        return form;
    }

    private List<String> problems(FormTemplate form, Map<String, byte[]> references) {
        Set<String> named = new TreeSet<>();
        form.pages().forEach(page -> page.reference().ifPresent(reference -> named.add(reference.file())));
        List<String> problems = new ArrayList<>(TemplateLaw.problems(form, Guarantee.STANDARD));
        for (String file : named) {
            if (!references.containsKey(file)) {
                problems.add("Expected the file '%s' along with the template, which names it, but it did not come.".formatted(file));
            }
        }
        for (String file : new TreeSet<>(references.keySet())) {
            if (!named.contains(file)) {
                problems.add("Expected only files that the template names but '%s' came along.".formatted(file));
            }
        }
        return problems.isEmpty() && !named.isEmpty() ? splitter.checkReferences(emptyForm(form, references)) : problems;
    }

    /** Nothing filled in: only the references are looked at. */
    private static Scan emptyForm(FormTemplate form, Map<String, byte[]> references) {
        Scan.Content none = () -> {
            throw new IOException("Expected the empty form to be looked at, which has no file of its own.");
        };
        return new Scan(form.name(), none, form, references, Optional.empty());
    }

    private static Map<String, String> sealed(Safe safe, Map<String, byte[]> references) throws IOException {
        Map<String, String> names = new TreeMap<>();
        for (Map.Entry<String, byte[]> reference : references.entrySet()) {
            names.put(
                    reference.getKey(),
                    safe.store(reference.getKey(), new ByteArrayInputStream(reference.getValue()), REFERENCE_BYTES_MAX).name());
        }
        return names;
    }

    /** The files that show the empty form, by the name the template uses. */
    Map<String, byte[]> references(Templates.Saved saved) throws IOException {
        Map<String, byte[]> references = new TreeMap<>();
        if (!saved.references().isEmpty()) {
            Safe safe = vault.safe(saved.owner(), saved.wrappedKey());
            for (Map.Entry<String, String> sealed : saved.references().entrySet()) {
                references.put(sealed.getKey(), safe.read(sealed.getValue()));
            }
        }
        return references;
    }
}
