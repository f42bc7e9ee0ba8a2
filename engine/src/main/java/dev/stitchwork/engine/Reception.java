package dev.stitchwork.engine;

import dev.stitchwork.engine.BatchDesk.FileProgress;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.LogSigner;
import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.engine.exposure.TemplateLaw;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.InvalidTemplateException;
import dev.stitchwork.engine.form.MixCheck;
import dev.stitchwork.engine.store.Batches;
import dev.stitchwork.engine.store.Exposures;
import dev.stitchwork.engine.store.Exposures.NewLog;
import dev.stitchwork.engine.store.Exposures.Signed;
import dev.stitchwork.engine.store.RandomName;
import dev.stitchwork.engine.store.SplitQueue;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.Templates;
import dev.stitchwork.engine.store.Uploads;
import dev.stitchwork.engine.vault.Safe;
import dev.stitchwork.engine.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a batch gets its key, its files, and in the end loses both. A file is sealed and forced to disk, then on record,
 * then queued to be split.
 */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final int PASSWORD_BYTES_MAX = 4_096;

    private final Store store;
    private final Vault vault;
    private final SplitQueue queue;
    private final long uploadBytesMax;
    private final SigningKeys keys;
    private final List<ExposureLog.Canvas> canvases;

    /** @param canvases every size that a picture can have */
    Reception(
            Store store, Vault vault, SplitQueue queue, long uploadBytesMax, SigningKeys keys, List<ExposureLog.Canvas> canvases) {
        this.store = store;
        this.vault = vault;
        this.keys = keys;
        this.canvases = List.copyOf(canvases);
        this.queue = queue;
        this.uploadBytesMax = uploadBytesMax;
    }

    /** @throws dev.stitchwork.engine.form.InvalidTemplateException where the template cannot keep what the batch promises */
    BatchId open(AccountId client, BatchDesk.NewBatch batch, List<Templates.Saved> templates) {
        List<FormTemplate> forms = templates.stream().map(Templates.Saved::form).toList();
        List<String> unmixable = MixCheck.problems(forms);
        if (!unmixable.isEmpty()) {
            throw new InvalidTemplateException(unmixable);
        }
        checkKept(forms, batch.guarantee());
        BatchId id = new BatchId(RandomName.next());
        LogSigner signer = keys.client(client);
        String name = RandomName.next();
        NewLog log = new NewLog(
                name,
                keys.engine().publicKey(),
                signer.publicKey(),
                batch.guarantee(),
                batch.guarantee().relaxations().stream()
                        .map(each -> new Signed(each, signer.sign(each.toSign(name))))
                        .toList(),
                canvases);
        store.batches().open(client, id, batch, templates, vault.newKey(id.value()), log);
        return id;
    }

    private static void checkKept(List<FormTemplate> forms, Guarantee guarantee) {
        List<String> problems = forms.stream().flatMap(form -> TemplateLaw.problems(form, guarantee).stream()).toList();
        if (!problems.isEmpty()) {
            throw new InvalidTemplateException(problems);
        }
    }

    /** The client's word for one looser bound, from now on. */
    void relax(AccountId client, Batches.Opened batch, Relaxation relaxation) {
        Exposures.Head head = store.exposures()
                .head(batch)
                .orElseThrow(() -> new IllegalArgumentException("Expected a batch with an exposure log but it is older than those."));
        Guarantee loosened = relaxation.of(head.guarantee());
        checkKept(store.templates().formsOf(batch.row()), loosened);
        store.exposures().relax(batch, new Signed(relaxation, keys.client(client).sign(relaxation.toSign(head.name()))));
    }

    FileProgress receive(Batches.Opened batch, String fileName, InputStream bytes, Optional<String> password) throws IOException {
        Safe safe = vault.safe(batch.id().value(), batch.key());
        List<String> sealed = new ArrayList<>();
        try {
            Safe.SealedFile upload = safe.store(fileName, bytes, uploadBytesMax);
            sealed.add(upload.name());
            Optional<String> sealedPassword = Optional.empty();
            if (password.isPresent()) {
                InputStream secret = new ByteArrayInputStream(password.get().getBytes(StandardCharsets.UTF_8));
                sealedPassword = Optional.of(safe.store("password", secret, PASSWORD_BYTES_MAX).name());
                sealed.add(sealedPassword.get());
            }
            Uploads.Received received =
                    store.uploads().received(batch, fileName, upload.bytes(), upload.name(), sealedPassword);
            queue(received);
            return new FileProgress(received.file(), fileName, upload.bytes(), FileState.RECEIVED, "", 0, List.of());
        } catch (Throwable refused) {
            if (!mayBeOnRecord(sealed)) {
                for (String unrecorded : sealed) {
                    safe.delete(unrecorded);
                }
            }
            throw refused;
        }
    }

    /** On record it is; where it cannot be queued now, the queue's own sweep finds it. */
    private void queue(Uploads.Received received) {
        try {
            queue.add(received);
        } catch (RuntimeException later) {
            LOG.warn("A file could not be queued to be split; it is taken up within a minute.", later);
        }
    }

    /** A commit may have taken effect although it was reported to have failed; bytes on record must stay. */
    private boolean mayBeOnRecord(List<String> sealed) {
        try {
            return !sealed.isEmpty() && store.uploads().onRecord(sealed.get(0));
        } catch (RuntimeException unknown) {
            LOG.warn("Whether a file is on record cannot be told now; its bytes are kept.", unknown);
            return true;
        }
    }

    /** Takes back the answers of a batch whose key is destroyed, and deletes its files. */
    void clear(BatchId batch) {
        store.batches().empty(batch);
        try {
            vault.delete(batch.value());
            store.batches().cleared(batch);
        } catch (IOException later) {
            LOG.warn("The files of a purged batch could not be deleted; nobody can read them, and the next start tries again.", later);
        }
    }

    /** Takes up the purges that a crash cut short, before anybody is served. */
    void clearPurged() {
        store.batches().uncleared().forEach(this::clear);
    }
}
