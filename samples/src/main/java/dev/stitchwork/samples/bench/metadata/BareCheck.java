package dev.stitchwork.samples.bench.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a fragment chunk by chunk, with no library: it may hold a header, pixels and an end, rightly summed, and not one
 * byte more, packed or not.
 */
final class BareCheck {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final Canaries canaries;

    BareCheck(Canaries canaries) {
        this.canaries = canaries;
    }

    /** What is in a picture that must not be, a sentence each. */
    List<String> leaks(byte[] png) {
        List<String> leaks = new ArrayList<>();
        canaries.in(png).ifPresent(place -> leaks.add("Expected no word of its file but it holds that of %s.".formatted(place)));
        if (!Arrays.equals(SIGNATURE, Arrays.copyOf(png, SIGNATURE.length))) {
            leaks.add("Expected a PNG but it does not begin as one.");
            return leaks;
        }
        ByteBuffer rest = ByteBuffer.wrap(png, SIGNATURE.length, png.length - SIGNATURE.length);
        List<String> types = new ArrayList<>();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] header = new byte[0];
        while (rest.remaining() >= 12 && !types.contains("IEND")) {
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining() - 8) {
                break;
            }
            byte[] named = new byte[4 + length];
            rest.get(named);
            CRC32 sum = new CRC32();
            sum.update(named);
            if ((int) sum.getValue() != rest.getInt()) {
                leaks.add("Expected chunks with their right sums but one has another.");
            }
            String type = new String(named, 0, 4, StandardCharsets.ISO_8859_1);
            byte[] content = Arrays.copyOfRange(named, 4, named.length);
            types.add(type);
            if (type.equals("IDAT")) {
                packed.writeBytes(content);
            } else if (type.equals("IHDR")) {
                header = content;
            } else {
                unpacked(content, leaks);
            }
        }
        if (!types.equals(List.of("IHDR", "IDAT", "IEND"))) {
            leaks.add("Expected IHDR, IDAT and IEND but the chunks are %s.".formatted(types));
        } else {
            pixels(header, packed.toByteArray(), leaks);
        }
        if (rest.hasRemaining()) {
            leaks.add("Expected nothing behind IEND but there are %d bytes.".formatted(rest.remaining()));
        }
        return leaks;
    }

    /** Words may be packed in any chunk from any place on. */
    private void unpacked(byte[] content, List<String> leaks) {
        for (int at = 0; at < content.length; at++) {
            if (content[at] == 0x78) {
                canaries.in(inflated(content, at).bytes())
                        .ifPresent(place -> leaks.add("Expected no word of its file but packed it holds that of %s.".formatted(place)));
            }
        }
    }

    private void pixels(byte[] header, byte[] packed, List<String> leaks) {
        ByteBuffer sizes = ByteBuffer.wrap(header);
        int width = sizes.getInt();
        int height = sizes.getInt();
        int depth = sizes.get();
        boolean grey = header.length == 13 && sizes.get() == 0 && sizes.get() == 0 && sizes.get() == 0 && sizes.get() == 0;
        long bytes = height * (1L + (width * (long) depth + 7) / 8);
        Unpacked rows = inflated(packed, 0);
        canaries.in(rows.bytes()).ifPresent(place -> leaks.add("Expected no word of its file but its pixels hold that of %s.".formatted(place)));
        if (!grey || rows.bytes().length != bytes || rows.left() != 0) {
            leaks.add("Expected %d bytes of grey rows and nothing behind them but were %d, and %d behind."
                    .formatted(bytes, rows.bytes().length, rows.left()));
        }
    }

    /** @param left packed bytes that are not of the stream */
    private record Unpacked(byte[] bytes, int left) {}

    private static Unpacked inflated(byte[] packed, int from) {
        Inflater inflater = new Inflater();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            inflater.setInput(packed, from, packed.length - from);
            byte[] some = new byte[8_192];
            for (int count = inflater.inflate(some); count > 0; count = inflater.inflate(some)) {
                out.write(some, 0, count);
            }
            return new Unpacked(out.toByteArray(), inflater.getRemaining());
        } catch (DataFormatException notPacked) {
            return new Unpacked(out.toByteArray(), packed.length - from);
        } finally {
            inflater.end();
        }
    }
}
