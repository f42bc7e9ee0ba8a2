package dev.stitchwork.engine;

import dev.stitchwork.engine.Delivery.Paper;
import dev.stitchwork.engine.store.Batches;
import dev.stitchwork.engine.store.Exposures;
import dev.stitchwork.engine.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The exposure log of a batch and the report on it, as they go with every delivery. The log is signed for before it is
 * read, so that a report never speaks of rows that nobody answers for; the same log is not audited twice.
 */
final class Proofs {
    private static final int REMEMBERED_MAX = 16;
    private static final String TEXT = "text/plain; charset=us-ascii";

    private final Store store;
    private final SigningKeys keys;
    private final Optional<Auditor> auditor;
    private final Map<Audited, List<Paper>> remembered = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Audited, List<Paper>> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    Proofs(Store store, SigningKeys keys) {
        this.store = store;
        this.keys = keys;
        this.auditor = ServiceLoader.load(Auditor.class, Proofs.class.getClassLoader()).findFirst();
    }

    /** The log as it stands, signed for up to its last row; that of a closed and finished batch ends there. */
    Paper log(Batches.Opened batch) {
        if (batch.closed() && store.progress().of(batch).finished()) {
            store.exposures().end(batch.row(), keys.engine());
        } else {
            store.exposures().sign(batch.row(), keys.engine());
        }
        long length = length(batch);
        return new Paper("exposure.log", TEXT, out -> store.exposures().write(batch, length, out));
    }

    private long length(Batches.Opened batch) {
        return store.exposures().head(batch).map(Exposures.Head::length).orElse(0L);
    }

    /** The report and the log; nothing for a batch that is older than logs. */
    List<Paper> of(Batches.Opened batch) throws IOException {
        Paper log = log(batch);
        Audited audited = new Audited(batch.row(), length(batch));
        if (audited.length() == 0) {
            return List.of();
        }
        List<Paper> papers = new ArrayList<>(report(audited, log));
        papers.add(log);
        return papers;
    }

    private List<Paper> report(Audited audited, Paper log) throws IOException {
        synchronized (remembered) {
            List<Paper> before = remembered.get(audited);
            if (before != null) {
                return before;
            }
        }
        List<Paper> report = auditor.isPresent() ? auditor.get().report(log) : List.of();
        synchronized (remembered) {
            remembered.put(audited, report);
        }
        return report;
    }

    private record Audited(long batch, long length) {}
}
