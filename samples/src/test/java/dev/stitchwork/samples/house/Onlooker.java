package dev.stitchwork.samples.house;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.crowd.Truth;
import dev.stitchwork.splitter.cutting.ServedPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stands beside the splitter and knows what was written where; workers who see nothing but a picture ask it what to key. */
final class Onlooker implements Splitter {
    private final Splitter splitter;
    private final Sight sight;
    private final Map<Integer, Truth> seen = new ConcurrentHashMap<>();
    private final Map<Integer, String> keyed = new ConcurrentHashMap<>();

    /** What is written where a piece was cut. */
    interface Sight {
        Truth of(FormTemplate template, Shred shred);
    }

    Onlooker(Splitter splitter, Sight sight) {
        this.splitter = splitter;
        this.sight = sight;
    }

    Optional<Truth> look(byte[] picture) {
        Optional<Truth> truth = Optional.ofNullable(seen.get(drawing(picture)));
        truth.ifPresent(found -> keyed.put(drawing(picture), found.reading().text()));
        return truth;
    }

    /** The same of all servings of a fragment. */
    private static int drawing(byte[] picture) {
        return Arrays.hashCode(ServedPicture.drawing(picture));
    }

    List<String> keyed() {
        return List.copyOf(keyed.values());
    }

    @Override
    public void split(Scan scan, Pieces pieces) throws UnreadableScanException {
        splitter.split(scan, new Pieces() {
            @Override
            public void document(ShreddedDocument document) {
                document.shreds().forEach(shred -> seen.put(drawing(shred.picture()), sight.of(scan.template(), shred)));
                pieces.document(document);
            }

            @Override
            public void refused(List<Integer> filePages, String reason) {
                pieces.refused(filePages, reason);
            }
        });
    }

    @Override
    public List<String> checkReferences(Scan emptyForm) {
        return splitter.checkReferences(emptyForm);
    }

    @Override
    public Optional<String> machineReadingUnavailable() {
        return splitter.machineReadingUnavailable();
    }

    @Override
    public Optional<String> readingNote(FormTemplate template) {
        return splitter.readingNote(template);
    }

    @Override
    public List<ExposureLog.Canvas> canvases() {
        return splitter.canvases();
    }
}
