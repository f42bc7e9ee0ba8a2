package dev.stitchwork.engine;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.store.Documents.Cut;
import dev.stitchwork.engine.store.Documents.Piece;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.Templates;
import dev.stitchwork.engine.store.Uploads;
import dev.stitchwork.engine.vault.Pack;
import dev.stitchwork.engine.vault.Safe;
import dev.stitchwork.engine.vault.Slot;
import dev.stitchwork.engine.vault.Vault;
import dev.stitchwork.engine.vault.VaultException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splits one file. No transaction is open meanwhile: the pictures go to a pack, and only when the whole file is cut does
 * one transaction put its documents on record. Killed anywhere before that, the file is split again from the start.
 *
 * <p>What goes wrong with the file ends it as unreadable, be it an exception or running out of memory; what goes wrong
 * with the vault or the database does not, and the file waits for another attempt.
 */
final class SplitJob {
    private static final Logger LOG = LoggerFactory.getLogger(SplitJob.class);
    /** A file in the midst of which the process dies this often is taken to be what kills it. */
    private static final int DEATHS_MAX = 30;

    private final Store store;
    private final Vault vault;
    private final TemplateShelf templates;
    private final Splitter splitter;
    private volatile boolean stopping;

    SplitJob(Store store, Vault vault, TemplateShelf templates, Splitter splitter) {
        this.store = store;
        this.vault = vault;
        this.templates = templates;
        this.splitter = splitter;
    }

    /** Makes running splits end soon, as if they had never begun. */
    void stop() {
        stopping = true;
    }

    /** Splits a file that waits; nothing happens where it does not wait any more, or where the service is stopping. */
    void split(long file) {
        store.uploads().begin(file).ifPresent(attempt -> {
            try {
                split(attempt);
            } catch (StoppingException toBeSplitAgain) {
                // The interrupt did its work here; with it pending the database could not be told.
                Thread.interrupted();
                store.uploads().givenUp(attempt);
            } catch (IOException | RuntimeException ourFault) {
                if (store.uploads().givenUp(attempt)) {
                    throw new IllegalStateException(
                            "Expected to split file %d but could not for now; it waits for another attempt.".formatted(file), ourFault);
                }
            }
        });
    }

    private void split(Uploads.Attempt attempt) throws IOException {
        store.documents().takeBack(attempt);
        if (attempt.died() > DEATHS_MAX) {
            store.uploads().unreadable(attempt, "Expected a file that can be split but splitting '%s' ended the service %d times."
                    .formatted(attempt.name(), DEATHS_MAX));
            return;
        }
        Safe safe = vault.safe(attempt.owner(), attempt.wrappedKey());
        if (attempt.packBefore().isPresent()) {
            safe.delete(attempt.packBefore().get());
        }
        try (Pack pack = safe.newPack()) {
            if (!store.uploads().packing(attempt, pack.name())) {
                return;
            }
            KeptContent content = new KeptContent(() -> safe.open(attempt.upload()));
            Scan scan = scan(attempt, safe, content);
            Pieces pieces = new Pieces(pack, scan.forms().stream().map(EmptyForm::template).toList());
            Optional<String> unreadable = cut(scan, pieces, content);
            // A splitter may have swallowed either: what is wrong with our disk is not wrong with the file.
            content.check();
            pieces.checkKept();
            if (unreadable.isPresent()) {
                store.uploads().unreadable(attempt, unreadable.get());
                return;
            }
            pack.keep();
            if (!store.documents().split(attempt, pieces.documents, pieces.refusals, splitter.readingNote(scan.template()))) {
                safe.delete(pack.name());
            }
        }
    }

    private Scan scan(Uploads.Attempt attempt, Safe safe, KeptContent content) throws IOException {
        List<EmptyForm> forms = new ArrayList<>();
        for (Templates.Saved template : store.templates().ofBatch(attempt.batch())) {
            forms.add(new EmptyForm(template.form(), templates.references(template)));
        }
        Optional<String> password = attempt.password().isEmpty()
                ? Optional.empty()
                : Optional.of(new String(safe.read(attempt.password().get()), StandardCharsets.UTF_8));
        return new Scan(
                attempt.name(),
                content,
                forms,
                password);
    }

    /** Why the file is unreadable; empty where it is not. */
    private Optional<String> cut(Scan scan, Pieces pieces, KeptContent content) throws IOException {
        try {
            splitter.split(scan, pieces);
            return Optional.empty();
        } catch (UnreadableScanException unreadable) {
            return Optional.of(unreadable.getMessage());
        } catch (VaultException ourFault) {
            throw ourFault;
        } catch (OutOfMemoryError tooLarge) {
            LOG.warn("A file needs more memory to be split than there is.", tooLarge);
            return Optional.of("Expected a file that can be split in the server's memory but '%s' needs more; split it into several files."
                    .formatted(scan.name()));
        } catch (StackOverflowError tooDeep) {
            LOG.warn("A file is nested too deeply to be split.", tooDeep);
            return Optional.of("Expected a file without endless nesting but '%s' has too much of it; save it anew.".formatted(scan.name()));
        } catch (RuntimeException | Error broken) {
            content.check();
            pieces.checkKept();
            LOG.warn("A file could not be split.", broken);
            return Optional.of("Expected a file that can be read but '%s' is broken (%s); save it anew."
                    .formatted(scan.name(), broken.getClass().getSimpleName()));
        }
    }

    /** Puts the pictures away as they come, and keeps the rest until the file is through. */
    private final class Pieces implements Splitter.Pieces {
        final List<Cut> documents = new ArrayList<>();
        final List<String> refusals = new ArrayList<>();
        private final Pack pack;
        private final List<FormTemplate> forms;
        private IOException unkept;

        Pieces(Pack pack, List<FormTemplate> forms) {
            this.pack = pack;
            this.forms = forms;
        }

        @Override
        public void document(ShreddedDocument document) {
            if (stopping) {
                throw new StoppingException();
            }
            FormTemplate form = forms.get(document.form());
            List<Piece> pieces = new ArrayList<>();
            Set<String> places = new HashSet<>();
            for (Shred shred : document.shreds()) {
                Field field = form.field(shred.field()).orElse(null);
                boolean tooMany = field != null && form.layout().fixed() && shred.part() > field.parts();
                if (field == null || shred.part() < 1 || tooMany || !places.add(shred.part() + shred.field())) {
                    throw new IllegalArgumentException("Expected each part of each field of form '%s' once but was part %d of '%s'."
                            .formatted(form.name(), shred.part(), shred.field()));
                }
                Slot slot = append(shred.picture());
                pieces.add(new Piece(
                        shred.field(),
                        shred.part(),
                        slot.offset(),
                        slot.length(),
                        shred.inkShare(),
                        shred.canvas(),
                        shred.machineReadings(),
                        shred.flag().orElse(""),
                        shred.spot()));
            }
            documents.add(new Cut(document.form(), document.pages(), pieces));
        }

        private Slot append(byte[] picture) {
            try {
                return pack.append(picture);
            } catch (IOException refused) {
                unkept = refused;
                throw new UncheckedIOException(refused);
            }
        }

        @Override
        public void refused(List<Integer> filePages, String reason) {
            refusals.add(reason);
        }

        /** The splitter sees our failures as its own; they are not the file's. */
        void checkKept() throws IOException {
            if (unkept != null) {
                throw unkept;
            }
            if (stopping || Thread.currentThread().isInterrupted()) {
                throw new StoppingException();
            }
        }
    }

    /** Ends a split from inside, through the splitter. */
    private static final class StoppingException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
