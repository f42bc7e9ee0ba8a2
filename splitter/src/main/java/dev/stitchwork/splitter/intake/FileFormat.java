package dev.stitchwork.splitter.intake;

import java.util.Locale;
import java.util.Optional;

/** The kinds of file that are taken in, each known by its first bytes; a file's name is never believed. */
public enum FileFormat {
    PDF, TIFF, PNG, JPEG;

    /** How many of the first bytes are looked at: readers of PDF allow that much of something else before it begins. */
    static final int HEAD_BYTES = 1024;

    /** As it is written in messages and in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FileFormat> of(byte[] head) {
        if (starts(head, 0x49, 0x49, 0x2a, 0) || starts(head, 0x4d, 0x4d, 0, 0x2a)
                || starts(head, 0x49, 0x49, 0x2b, 0) || starts(head, 0x4d, 0x4d, 0, 0x2b)) {
            return Optional.of(TIFF);
        }
        if (starts(head, 0x89, 'P', 'N', 'G')) {
            return Optional.of(PNG);
        }
        if (starts(head, 0xff, 0xd8, 0xff)) {
            return Optional.of(JPEG);
        }
        for (int at = 0; at + 5 <= head.length; at++) {
            if (head[at] == '%' && head[at + 1] == 'P' && head[at + 2] == 'D' && head[at + 3] == 'F' && head[at + 4] == '-') {
                return Optional.of(PDF);
            }
        }
        return Optional.empty();
    }

    /** What a file is that is none of these, for the sentence that refuses it. */
    static String nameOfOther(byte[] head) {
        if (head.length == 0) {
            return "is empty";
        }
        Optional<String> known = OtherFormat.of(head);
        if (known.isPresent()) {
            return known.get();
        }
        for (byte letter : head) {
            if (letter >= 0 && letter < ' ' && letter != '\n' && letter != '\r' && letter != '\t') {
                return "is none of them";
            }
        }
        return "holds plain text";
    }

    private static boolean starts(byte[] head, int... signature) {
        if (head.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((head[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
