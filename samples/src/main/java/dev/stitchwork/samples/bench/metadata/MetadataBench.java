package dev.stitchwork.samples.bench.metadata;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.intake.GoodFiles;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.ui.cli.Columns;
import dev.stitchwork.ui.cli.Exit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/**
 * Files stuffed with canaries in every place besides their pixels are split: none may be found in any fragment, and each
 * fragment must be, byte for byte, that of a file with the same pixels and nothing else. Leaks planted on purpose must be found.
 */
@CommandLine.Command(
        name = "metadata",
        description = "Splits PDF, TIFF, PNG and JPEG files stuffed with marked words and looks for the words in every fragment.",
        mixinStandardHelpOptions = true)
public final class MetadataBench implements Bench {
    private static final int SHOWN_MAX = 20;
    private static final int SHEETS_MAX = 6;
    /** Where the stuffed files are kept, and where what was cut from them. */
    private static final String CAME = "came";
    private static final String CUT = "cut";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--files", paramLabel = "N", defaultValue = "200", description = "stuffed files; default: ${DEFAULT-VALUE}")
    private int files;

    private final Canaries canaries = new Canaries();
    private final BareCheck check = new BareCheck(canaries);
    private final List<String> leaks = new ArrayList<>();
    private final Map<FileKind, Tally> tallies = new LinkedHashMap<>();
    /** Fragments of a sheet's pixels without anything else, by the bytes they came in. */
    private final Map<Integer, List<Shred>> plain = new HashMap<>();

    /** What was seen of one kind of file. */
    private static final class Tally {
        private int files;
        private int canaries;
        private int fragments;
        private int same;
        private int leaks;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<BufferedImage> sheets = GoodFiles.sheets(Math.max(1, Math.min(SHEETS_MAX, files / FileKind.values().length)));
        Path folder = Files.createTempDirectory("stitchwork-metadata");
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading()) {
            byte[] fragment = null;
            for (int i = 0; i < files; i++) {
                FileKind kind = FileKind.values()[i % FileKind.values().length];
                BufferedImage sheet = sheets.get(i / FileKind.values().length % sheets.size());
                String name = "stuffed-%03d.%s".formatted(i + 1, kind.ending());
                fragment = one(splitter, kind, sheet, name, folder);
            }
            Columns table = new Columns("KIND", "FILES", "CANARIES", "FRAGMENTS", "SAME AS PLAIN", "LEAKS");
            tallies.forEach((kind, tally) ->
                    table.add(kind, tally.files, tally.canaries, tally.fragments, tally.same, tally.leaks));
            out.println(table);
            boolean sound = controlled(out, fragment);
            boolean second = secondOpinion(out, folder, fragment);
            leaks.stream().limit(SHOWN_MAX).forEach(out::println);
            int fragments = tallies.values().stream().mapToInt(tally -> tally.fragments).sum();
            int same = tallies.values().stream().mapToInt(tally -> tally.same).sum();
            boolean held = leaks.isEmpty() && sound && second && fragments == same && fragments > 0;
            out.printf("%d canaries in %d files: %d found in %d fragments, of which %d have the bytes of a plain file's%n%s%n",
                    canaries.planted(), files, leaks.size(), fragments, same, held ? "all bounds held" : "NOT all bounds held");
            return held ? Exit.DONE : Exit.REFUSED;
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** Returns one of its fragments. */
    private byte[] one(ScanSplitter splitter, FileKind kind, BufferedImage sheet, String name, Path folder) throws IOException {
        Tally tally = tallies.computeIfAbsent(kind, first -> new Tally());
        int before = canaries.planted();
        byte[] stuffed = kind.stuffed(sheet, canaries, name);
        Files.write(Files.createDirectories(folder.resolve(CAME)).resolve(name), stuffed);
        byte[] bare = kind.plain(sheet);
        int key = Arrays.hashCode(bare);
        if (!plain.containsKey(key)) {
            plain.put(key, GoodFiles.split(splitter, "plain." + kind.ending(), bare).get(0).shreds());
        }
        List<Shred> expected = plain.get(key);
        tally.files++;
        tally.canaries += canaries.planted() - before;
        List<ShreddedDocument> documents = GoodFiles.split(splitter, name, stuffed);
        byte[] last = null;
        int number = 0;
        for (Shred shred : documents.get(0).shreds()) {
            List<String> found = new ArrayList<>(check.leaks(shred.picture()));
            shred.flag().flatMap(canaries::in).ifPresent(place -> found.add("The word of %s stands in its flag.".formatted(place)));
            for (MachineReading reading : shred.machineReadings()) {
                canaries.in(reading.reading().toString()).ifPresent(place -> found.add("The word of %s was read in it.".formatted(place)));
            }
            found.forEach(leak -> leaks.add("%s, %s: %s".formatted(name, shred.field(), leak)));
            tally.leaks += found.size();
            tally.same += Arrays.equals(shred.picture(), expected.get(number).picture()) ? 1 : 0;
            tally.fragments++;
            number++;
            last = shred.picture();
            Files.write(Files.createDirectories(folder.resolve(CUT)).resolve("%s-%02d.png".formatted(name.replace('.', '-'), number)), last);
        }
        return last;
    }

    /** A fragment with something in it, in each way that something can be: the search must find all. */
    private Map<String, byte[]> planted(byte[] fragment) throws IOException {
        Map<String, byte[]> planted = new LinkedHashMap<>();
        planted.put("tEXt", with(fragment, StuffedPng.chunk("tEXt", StuffedPng.latin("Comment\0" + canaries.plant("a planted leak, tEXt")))));
        planted.put("zTXt", with(fragment, StuffedPng.chunk("zTXt",
                StuffedPng.joined("Comment\0\0", StuffedPng.deflated(canaries.bytes("a planted leak, zTXt"))))));
        planted.put("eXIf", with(fragment, StuffedPng.chunk("eXIf", Tags.exif(canaries, "a planted leak"))));
        planted.put("behind IEND", StuffedPng.joined("", concatenated(fragment, canaries.bytes("a planted leak, behind the end"))));
        return planted;
    }

    private static byte[] with(byte[] png, byte[] chunk) {
        int at = png.length - 12;
        return concatenated(concatenated(Arrays.copyOf(png, at), chunk), Arrays.copyOfRange(png, at, png.length));
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }

    private boolean controlled(PrintWriter out, byte[] fragment) throws IOException {
        List<String> missed = new ArrayList<>();
        if (!check.leaks(fragment).isEmpty()) {
            missed.add("a clean fragment is not clean");
        }
        planted(fragment).forEach((where, leaky) -> {
            if (check.leaks(leaky).stream().noneMatch(leak -> leak.contains("a planted leak"))) {
                missed.add(where);
            }
        });
        out.printf("leaks planted to try the search: %s%n", missed.isEmpty() ? "all 4 found" : "MISSED " + missed);
        return missed.isEmpty();
    }

    private boolean secondOpinion(PrintWriter out, Path folder, byte[] fragment) throws IOException {
        if (!ExifTool.isInstalled()) {
            out.println("No second opinion: expected exiftool (libimage-exiftool-perl) but it is not there.");
            return true;
        }
        ExifTool tool = new ExifTool(canaries);
        int seen = tool.seen(folder.resolve(CAME));
        List<String> found = tool.leaks(folder.resolve(CUT));
        leaks.addAll(found);
        int trials = 0;
        int caught = 0;
        for (byte[] leaky : planted(fragment).values()) {
            Path trial = Files.createDirectory(folder.resolve("trial-" + ++trials));
            Files.write(trial.resolve("leaky.png"), leaky);
            caught += tool.leaks(trial).isEmpty() ? 0 : 1;
        }
        out.printf("exiftool sees %d of the canaries in the files as they came; %d things in fragments; something in %d of %d with a planted leak%n",
                seen, found.size(), caught, trials);
        return caught == trials && seen > 0;
    }
}
