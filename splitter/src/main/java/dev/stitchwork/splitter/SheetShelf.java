package dev.stitchwork.splitter;

import dev.stitchwork.engine.EmptyForm;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.registration.FormFinder;
import dev.stitchwork.splitter.registration.Sheet;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The empty forms prepared for registration, a few kept ready: a batch of many files prepares its forms once. */
final class SheetShelf {
    private static final int SETS_MAX = 4;

    private final Map<List<Key>, FormFinder> ready = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Key>, FormFinder> eldest) {
            return size() > SETS_MAX;
        }
    };

    /**
     * Two forms are the same when their pages and the bytes of their pictures are; told by SHA-256, since the shelf is
     * everybody's and a client must not be able to have another's form taken for its own.
     */
    private record Key(List<TemplatePage> pages, Map<String, String> pictures) {}

    /** The forms that a scan may show, prepared. */
    synchronized FormSet forms(Scan scan, ChildSession session) throws RefusedException {
        List<Key> keys = scan.forms().stream().map(SheetShelf::key).toList();
        FormFinder finder = ready.get(keys);
        if (finder == null) {
            List<Sheet> sheets = new ArrayList<>();
            for (EmptyForm form : scan.forms()) {
                for (int page = 1; page <= form.template().pages().size(); page++) {
                    sheets.add(sheet(form, page, session));
                }
            }
            finder = new FormFinder(sheets);
            ready.put(keys, finder);
        }
        return new FormSet(scan.forms().stream().map(EmptyForm::template).toList(), finder);
    }

    private static Key key(EmptyForm form) {
        Map<String, String> pictures = new LinkedHashMap<>();
        form.references().forEach((name, bytes) -> pictures.put(name, sha256(bytes)));
        return new Key(form.template().pages(), pictures);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Expected SHA-256 of this Java runtime but it has none.", impossible);
        }
    }

    /** What is wrong with the pictures of a form, one sentence each. */
    List<String> problems(Scan emptyForm, ChildSession session) {
        List<String> problems = new ArrayList<>();
        for (int page = 1; page <= emptyForm.template().pages().size(); page++) {
            try {
                sheet(emptyForm.forms().get(0), page, session);
            } catch (RefusedException refused) {
                problems.add(refused.getMessage());
            }
        }
        return problems;
    }

    private Sheet sheet(EmptyForm form, int number, ChildSession session) throws RefusedException {
        FormTemplate template = form.template();
        TemplatePage page = template.pages().get(number - 1);
        Optional<TemplatePage.Reference> reference = page.reference();
        if (reference.isEmpty()) {
            return Sheet.unprinted(page.widthMm(), page.heightMm());
        }
        String file = reference.get().file();
        byte[] bytes = form.references().get(file);
        if (bytes == null) {
            throw new RefusedException(
                    "Expected the file '%s' that page %d of form '%s' names but it did not come with the form: send it along."
                            .formatted(file, number, template.name()));
        }
        try (Pages pages = session.open(file, () -> new BytesChannel(bytes), Optional.empty())) {
            int wanted = reference.get().page();
            if (wanted > pages.count()) {
                throw new RefusedException("Expected page %d of '%s' for page %d of form '%s' but the file has %d."
                        .formatted(wanted, file, number, template.name(), pages.count()));
            }
            return Sheet.printed(page.widthMm(), page.heightMm(), pages.page(wanted).picture());
        }
    }
}
