package dev.stitchwork.samples.bench.crops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.splitter.ScanSplitter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CropMeasureTest {
    @TempDir
    Path folder;

    @Test
    void aFragmentShowsItsFieldsInkAndNobodyElses() {
        CropMeasure measure = measured(new CropMeasure(folder, Optional.empty()));
        assertEquals(0, measure.characters(), () -> measure.worst().toString());
        assertTrue(measure.ownShown() >= 0.999, () -> measure.worst().toString());
    }

    /** The control: with every field's ink given to its neighbour, all that is shown is foreign. */
    @Test
    void theMeasureSeesForeignInk() {
        CropMeasure measure = measured(new CropMeasure(folder, Optional.empty()) {
            @Override
            int label(List<Field> fields, Field field) {
                return (fields.indexOf(field) + 1) % fields.size() + 1;
            }
        });
        assertTrue(measure.characters() > 50, () -> "characters " + measure.characters());
        assertTrue(measure.foreignAt(0.5) > 0.1, () -> "median " + measure.foreignAt(0.5));
    }

    private static CropMeasure measured(CropMeasure measure) {
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading()) {
            measure.measure(splitter, 201, 1);
        }
        assertTrue(measure.crops() > 10);
        return measure;
    }
}
