package dev.stitchwork.samples.house;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Random words that are planted where a client writes, and looked for in everything a worker receives: as text in three
 * encodings, in hexadecimal, in base64 at each of its three offsets, whatever the case of letters; in headers, bodies,
 * and in whatever of a body can be unpacked (the chunks of a picture).
 */
final class Canaries {
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz";
    private static final List<Charset> ENCODINGS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    private final SplittableRandom random;
    private final Map<String, String> planted = new LinkedHashMap<>();

    Canaries(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A new word, remembered under the place where it is planted. */
    String plant(String place) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        planted.put(word.toString(), place);
        return word.toString();
    }

    int planted() {
        return planted.size();
    }

    /** One sentence for each planted word that occurs in what a worker received. */
    List<String> leaksIn(HttpResponse<byte[]> response) {
        StringBuilder headers = new StringBuilder();
        response.headers().map().forEach((name, values) -> headers.append(name).append(": ").append(values).append('\n'));
        List<String> leaks = new ArrayList<>();
        String where = response.request().method() + " " + response.uri().getPath().replaceAll("[0-9a-f]{32}", "{token}");
        search(headers.toString().getBytes(StandardCharsets.UTF_8), where + ", headers", leaks);
        search(response.body(), where + ", body", leaks);
        for (byte[] unpacked : unpacked(response.body())) {
            search(unpacked, where + ", unpacked", leaks);
        }
        return leaks;
    }

    private void search(byte[] bytes, String where, List<String> leaks) {
        // One character a byte, so that words can be looked for in bytes of any kind.
        String exact = new String(bytes, StandardCharsets.ISO_8859_1);
        String folded = exact.toLowerCase(Locale.ROOT);
        planted.forEach((word, place) -> {
            boolean found = ENCODINGS.stream()
                    .map(encoding -> new String(word.getBytes(encoding), StandardCharsets.ISO_8859_1))
                    .anyMatch(folded::contains)
                    || folded.contains(HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8)))
                    || base64(word).stream().anyMatch(exact::contains);
            if (found) {
                leaks.add("Expected no word of the client but '%s', planted in the %s, stands in %s.".formatted(word, place, where));
            }
        });
    }

    /** The part of the base64 form that is the same whatever stands before and after, for each of the three offsets. */
    private static List<String> base64(String word) {
        List<String> forms = new ArrayList<>();
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = (" ".repeat(offset) + word).getBytes(StandardCharsets.UTF_8);
            String form = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int first = offset == 0 ? 0 : offset + 1;
            int last = form.length() - (shifted.length % 3 == 0 ? 0 : 1);
            forms.add(form.substring(first, last));
        }
        return forms;
    }

    /** Everything in the bytes that looks like a zlib stream, unpacked. */
    private static List<byte[]> unpacked(byte[] bytes) {
        List<byte[]> found = new ArrayList<>();
        for (int i = 0; i + 1 < bytes.length; i++) {
            boolean zlibHead = (bytes[i] & 0x0f) == 8 && ((bytes[i] & 255) * 256 + (bytes[i + 1] & 255)) % 31 == 0;
            if (zlibHead) {
                byte[] plain = inflate(bytes, i);
                if (plain.length > 0) {
                    found.add(plain);
                }
            }
        }
        return found;
    }

    private static byte[] inflate(byte[] bytes, int from) {
        Inflater inflater = new Inflater();
        inflater.setInput(bytes, from, bytes.length - from);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
                plain.write(buffer, 0, count);
            }
        } catch (DataFormatException notPacked) {
            // Two bytes that looked like the beginning of a packed stream; what came out before is looked at all the same.
        } finally {
            inflater.end();
        }
        return plain.toByteArray();
    }
}
