package dev.stitchwork.samples.crowd;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.scan.FilledForm;
import dev.stitchwork.samples.scan.PrintedFile;
import dev.stitchwork.splitter.cutting.ServedPicture;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A splitter with somebody standing beside it, who knows what was written on each form and notes what every cut-out
 * picture shows. It changes nothing of what the splitter does.
 *
 * <p>Pictures are known by the hash of what is drawn in them, since their bytes differ from turn to turn. Two fragments may show
 * the same: mostly both are empty. Where the same drawing would have two truths, a person could not tell them apart either,
 * so the picture counts as illegible.
 */
public final class Witness extends BesideSplitter {
    private final Map<String, List<FilledForm>> written = new ConcurrentHashMap<>();
    private final Map<String, Truth> seen = new ConcurrentHashMap<>();

    public Witness(Splitter splitter) {
        super(splitter);
    }

    /** Tells what is written in a file that is going to be split. */
    public void learn(PrintedFile file) {
        written.put(file.name(), file.forms());
    }

    /** What a person sees in a picture; empty where no file shows it that was learned. */
    public Optional<Truth> look(byte[] picture) {
        return Optional.ofNullable(seen.get(hash(picture)));
    }

    @Override
    protected ShreddedDocument seen(Scan scan, ShreddedDocument document) {
        List<FilledForm> forms = written.getOrDefault(scan.name(), List.of());
        int form = (document.pages().get(0).filePage() - 1) / scan.template().pages().size();
        if (form < forms.size()) {
            document.shreds().forEach(shred -> note(scan.template(), shred, forms.get(form)));
        }
        return document;
    }

    private void note(FormTemplate template, Shred shred, FilledForm form) {
        Field field = template.field(shred.field()).orElseThrow();
        String text = form.piece(field.name(), shred.part(), field.parts());
        Reading reading = text.isEmpty() ? Reading.BLANK : Reading.of(text);
        seen.merge(hash(shred.picture()), new Truth(field, template.locale(), reading), (before, now) ->
                before.reading().equals(now.reading()) ? before : new Truth(field, template.locale(), Reading.ILLEGIBLE));
    }

    private static String hash(byte[] picture) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ServedPicture.drawing(picture)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
