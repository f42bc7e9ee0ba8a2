package dev.stitchwork.splitter;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.splitter.cutting.Cut;
import dev.stitchwork.splitter.cutting.Cutter;
import dev.stitchwork.splitter.cutting.InkMap;
import dev.stitchwork.splitter.cutting.Montage;
import dev.stitchwork.splitter.cutting.PictureEncoder;
import dev.stitchwork.splitter.proof.PageProof;
import dev.stitchwork.splitter.reading.FormValueReader;
import dev.stitchwork.splitter.reading.InkReader;
import dev.stitchwork.splitter.reading.PrintReader;
import dev.stitchwork.splitter.registration.Registration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shreds the pages of one document, then weighs each fragment's ink against all of the document's. */
final class DocumentShredder {
    private final FormTemplate template;
    private final PrintReader print;
    /** Those of which it is not yet known what share of the ink they show. */
    private final List<PageProof.Fragment> fragments = new ArrayList<>();


    DocumentShredder(FormTemplate template, PrintReader print) {
        this.template = template;
        this.print = print;
    }

    PageProof shred(PageMatch.Shown shown) {
        Registration.Laid laid = shown.laid();
        List<PageProof.Fragment> cutHere = new ArrayList<>();
        List<Field> fields = template.fieldsOfPage(shown.page());
        InkMap ink = new InkMap(laid.picture(), shown.sheet(), laid.errorPx(), fields);
        Cutter cutter = new Cutter(ink);
        Montage montage = new Montage(ink);
        InkReader inkReader = new InkReader(ink, laid.errorPx());
        FormValueReader valueReader = new FormValueReader(shown.values());
        for (Field field : fields) {
            List<Cut> cuts = field.kind().isChoice() ? List.of(montage.cut(field)) : cutter.cut(field);
            for (int part = 1; part <= cuts.size(); part++) {
                Cut cut = cuts.get(part - 1);
                Optional<MachineReading> reading = valueReader.read(field)
                        .or(() -> inkReader.read(field, cut.ink()))
                        .or(() -> print.read(field, cut, template.locale()));
                cutHere.add(new PageProof.Fragment(
                        field, part, cut, PictureEncoder.png(cut.picture()), reading.stream().toList()));
            }
        }
        fragments.addAll(cutHere);
        return new PageProof(shown.filePage(), template.name(), shown.page(), laid, ink, cutHere);
    }

    /** Every part of every field, in the order of the template. */
    List<Shred> shreds() {
        double all = Math.max(1, fragments.stream().mapToInt(fragment -> fragment.cut().ink()).sum());
        return fragments.stream()
                .sorted(Comparator.comparingInt(fragment -> template.fields().indexOf(fragment.field())))
                .map(fragment -> new Shred(fragment.field().name(), fragment.part(), fragment.picture(),
                        fragment.cut().ink() / all, fragment.readings(), fragment.cut().flag()))
                .toList();
    }
}
