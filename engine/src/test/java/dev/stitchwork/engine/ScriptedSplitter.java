package dev.stitchwork.engine;

import dev.stitchwork.engine.exposure.ExposureLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Splits each file as the test wrote down for its name. */
final class ScriptedSplitter implements Splitter {
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private volatile String unavailable = "";

    /** What happens to one file. */
    interface Script {
        void split(Scan scan, Pieces pieces) throws UnreadableScanException;
    }

    void on(String fileName, Script script) {
        scripts.put(fileName, script);
    }

    void machineReadingUnavailable(String reason) {
        unavailable = reason;
    }

    @Override
    public void split(Scan scan, Pieces pieces) throws UnreadableScanException {
        scripts.get(scan.name()).split(scan, pieces);
    }

    @Override
    public List<String> checkReferences(Scan emptyForm) {
        return List.of();
    }

    @Override
    public List<ExposureLog.Canvas> canvases() {
        return List.of(new ExposureLog.Canvas(0, 0));
    }

    @Override
    public Optional<String> machineReadingUnavailable() {
        return Optional.of(unavailable).filter(reason -> !reason.isEmpty());
    }

    /** Documents of one page each, with one fragment for each of the fields; the picture is its own description. */
    static Script documents(int documents, String... fields) {
        return (scan, pieces) -> {
            for (int number = 1; number <= documents; number++) {
                List<Shred> shreds = new ArrayList<>();
                for (String field : fields) {
                    shreds.add(shred(field, "%s %d %s".formatted(scan.name(), number, field)));
                }
                pieces.document(new ShreddedDocument(List.of(new ShreddedDocument.PageFit(number, 0.5)), shreds));
            }
        };
    }

    /** Documents with one fragment each, of which a machine, rather sure, makes always the same. */
    static Script read(int documents, String field, String read) {
        return (scan, pieces) -> {
            for (int number = 1; number <= documents; number++) {
                pieces.document(document(shred(field, scan.name() + " " + number, new MachineReading("ocr", Reading.of(read), 0.96))));
            }
        };
    }

    static Shred shred(String field, String picture, MachineReading... readings) {
        return new Shred(field, 1, picture.getBytes(java.nio.charset.StandardCharsets.UTF_8), 0.1, List.of(readings), Optional.empty());
    }

    static ShreddedDocument document(Shred... shreds) {
        return new ShreddedDocument(List.of(new ShreddedDocument.PageFit(1, 0)), List.of(shreds));
    }
}
