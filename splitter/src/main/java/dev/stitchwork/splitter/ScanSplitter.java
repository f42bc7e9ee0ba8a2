package dev.stitchwork.splitter;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The splitter: decodes, registers, cuts, anonymises and machine-reads scans. */
public final class ScanSplitter implements Splitter, AutoCloseable {
    /**
     * @param work folder for unpacked natives and language data; made where it is missing
     */
    public ScanSplitter(Path work) {}

    @Override
    public void split(Scan scan, Pieces pieces) throws UnreadableScanException {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public List<String> checkReferences(Scan emptyForm) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public Optional<String> machineReadingUnavailable() {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void close() {}
}
