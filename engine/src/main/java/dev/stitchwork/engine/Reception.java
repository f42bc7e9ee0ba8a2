package dev.stitchwork.engine;

import dev.stitchwork.engine.BatchDesk.FileProgress;
import dev.stitchwork.engine.store.Batches;
import dev.stitchwork.engine.store.RandomName;
import dev.stitchwork.engine.store.SplitQueue;
import dev.stitchwork.engine.store.Store;
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

    Reception(Store store, Vault vault, SplitQueue queue, long uploadBytesMax) {
        this.store = store;
        this.vault = vault;
        this.queue = queue;
        this.uploadBytesMax = uploadBytesMax;
    }

    BatchId open(AccountId client, BatchDesk.NewBatch batch, long template) {
        BatchId id = new BatchId(RandomName.next());
        store.batches().open(client, id, batch, template, vault.newKey(id.value()));
        return id;
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

    /** Deletes the files of a batch whose key is destroyed. */
    void clear(BatchId batch) {
        try {
            vault.delete(batch.value());
            store.batches().cleared(batch);
        } catch (IOException later) {
            LOG.warn("The files of a purged batch could not be deleted; nobody can read them, and the next start tries again.", later);
        }
    }

    /** Takes up the purges that a crash cut short. */
    void clearPurged() {
        store.batches().uncleared().forEach(this::clear);
    }
}
