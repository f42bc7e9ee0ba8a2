package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.splitter.raster.Gray;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The same first page as others decode it: poppler's {@code pdftoppm} for a PDF, ImageMagick's {@code convert} else. */
final class Peer {
    private static final int SECONDS_MAX = 120;

    private Peer() {}

    static boolean isInstalled() {
        return isThere("pdftoppm", "-v") && isThere("convert", "-version");
    }

    static boolean isThere(String... command) {
        try {
            return run(command).length >= 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /**
     * The first page upright.
     *
     * @param dpi what a PDF is drawn at
     * @return empty where the peer cannot read the file
     */
    static Optional<Gray> firstPage(FormatCase file, double dpi) throws IOException {
        if (file.format().equals("pdf")) {
            List<String> command = new ArrayList<>(List.of("pdftoppm", "-f", "1", "-l", "1", "-gray", "-cropbox",
                    "-r", Double.toString(dpi)));
            file.password().ifPresent(word -> command.addAll(List.of("-upw", word)));
            command.add(file.file().toString());
            return portable(run(command.toArray(String[]::new)));
        }
        // A PNG's gamma is not looked at by us: samples count as they are stored.
        List<String> command = new ArrayList<>(List.of("convert", file.file() + "[0]"));
        if (file.format().equals("png")) {
            command.addAll(List.of("-set", "colorspace", "sRGB"));
        }
        command.addAll(List.of("-auto-orient", "-background", "white", "-alpha", "remove", "-colorspace", "sRGB",
                "-depth", "8", "ppm:-"));
        return portable(run(command.toArray(String[]::new)));
    }

    private static byte[] run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            byte[] out = process.getInputStream().readAllBytes();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return out;
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new byte[0];
        }
    }

    /** A portable grey map or pixel map, colours weighed as ours are. */
    private static Optional<Gray> portable(byte[] bytes) throws IOException {
        if (bytes.length < 8 || bytes[0] != 'P') {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        String kind = word(in);
        int width = Integer.parseInt(word(in));
        int height = Integer.parseInt(word(in));
        word(in);
        byte[] samples = in.readAllBytes();
        byte[] grey = new byte[width * height];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = kind.equals("P5") ? samples[i] : (byte) ((77 * (samples[3 * i] & 0xff)
                    + 150 * (samples[3 * i + 1] & 0xff) + 29 * (samples[3 * i + 2] & 0xff)) >> 8);
        }
        return Optional.of(new Gray(width, height, grey));
    }

    /** The next word of a header, comments left out. */
    private static String word(DataInputStream in) throws IOException {
        byte[] word = new byte[16];
        in.mark(1);
        while (in.read() == '#') {
            while (in.read() != '\n') {}
            in.mark(1);
        }
        in.reset();
        int length = 0;
        for (int letter = in.readUnsignedByte(); !Character.isWhitespace(letter); letter = in.readUnsignedByte()) {
            word[length++] = (byte) letter;
        }
        return new String(word, 0, length, StandardCharsets.US_ASCII);
    }
}
