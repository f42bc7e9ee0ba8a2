package dev.stitchwork.samples.bench.registers;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.splitter.ScanSplitter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of a register as it was cut.
 *
 * @param rows the pieces of each row
 * @param refusals why it was not, one sentence each
 */
record RegisterPage(List<List<Shred>> rows, List<String> refusals) {
    static RegisterPage of(ScanSplitter splitter, Path file, FormTemplate template) {
        List<List<Shred>> rows = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        try {
            splitter.split(new Scan(file.getFileName().toString(), () -> Files.newByteChannel(file), template, Map.of(), Optional.empty()),
                    new Splitter.Pieces() {
                        @Override
                        public void document(ShreddedDocument document) {
                            rows.add(document.shreds());
                        }

                        @Override
                        public void refused(List<Integer> filePages, String reason) {
                            refusals.add(reason);
                        }
                    });
        } catch (UnreadableScanException refused) {
            refusals.add(refused.getMessage());
        }
        return new RegisterPage(rows, refusals.stream().distinct().toList());
    }
}
