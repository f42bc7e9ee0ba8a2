package dev.stitchwork.samples.house;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.crowd.BesideSplitter;
import dev.stitchwork.samples.crowd.Truth;
import dev.stitchwork.splitter.cutting.ServedPicture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stands beside the splitter and knows what was written where; workers who see nothing but a picture ask it what to key. */
final class Onlooker extends BesideSplitter {
    private final Sight sight;
    private final Map<Integer, Truth> seen = new ConcurrentHashMap<>();
    private final Map<Integer, String> keyed = new ConcurrentHashMap<>();

    /** What is written where a piece was cut. */
    interface Sight {
        Truth of(FormTemplate template, Shred shred);
    }

    Onlooker(Splitter splitter, Sight sight) {
        super(splitter);
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
    protected ShreddedDocument seen(Scan scan, ShreddedDocument document) {
        document.shreds().forEach(shred -> seen.put(drawing(shred.picture()), sight.of(scan.template(), shred)));
        return document;
    }
}
