package dev.stitchwork.splitter.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Kinds of file that are sent in by mistake, each known by its first bytes ({@code ?} is any byte), so that a refusal can say what to do. */
enum OtherFormat {
    HEIC("a HEIC photograph", Advice.PICTURE, "????ftypheic", "????ftypheix", "????ftypheim", "????ftyphevc", "????ftypmif1", "????ftypmsf1"),
    AVIF("an AVIF picture", Advice.PICTURE, "????ftypavif", "????ftypavis"),
    VIDEO("a video", "scan or photograph the page instead", "????ftyp"),
    GIF("a GIF picture", Advice.PICTURE, "GIF87a", "GIF89a"),
    WEBP("a WebP picture", Advice.PICTURE, "????????WEBPVP8"),
    JPEG_2000("a JPEG 2000 picture", Advice.PICTURE, "\0\0\0\fjP  ", "\u00ff\u004f\u00ff\u0051"),
    JPEG_XL("a JPEG XL picture", Advice.PICTURE, "\0\0\0\fJXL "),
    JBIG2("a JBIG2 picture", Advice.PICTURE, "\u0097JB2\r\n\u001a\n"),
    BMP("a BMP picture", Advice.PICTURE, "BM????????????\50\0\0\0", "BM????????????\14\0\0\0", "BM????????????\154\0\0\0",
            "BM????????????\174\0\0\0"),
    DCX("a DCX fax", Advice.PICTURE, "\u00b1\u0068\u00de\u003a"),
    DJVU("a DjVu document", Advice.DOCUMENT, "AT&TFORM"),
    PHOTOSHOP("a Photoshop picture", Advice.PICTURE, "8BPS"),
    POSTSCRIPT("a PostScript document", Advice.DOCUMENT, "%!PS"),
    ZIP("an archive or an office document", Advice.DOCUMENT_OR_ARCHIVE, "PK\3\4"),
    OFFICE("an office document", Advice.DOCUMENT, "\u00d0\u00cf\u0011\u00e0"),
    RTF("an RTF document", Advice.DOCUMENT, "{\\rtf"),
    ARCHIVE("an archive", Advice.ARCHIVE, "Rar!", "7z\u00bc\u00af", "\u001f\u008b");

    private static final class Advice {
        private static final String PICTURE = "save it as a JPEG, PNG or PDF";
        private static final String DOCUMENT = "print it to a PDF";
        private static final String ARCHIVE = "send the files that are in it";
        private static final String DOCUMENT_OR_ARCHIVE = "print it to a PDF, or send the files that are in it";
    }

    private static final char ANY = '?';

    private final String noun;
    private final String advice;
    private final String[] signatures;

    OtherFormat(String noun, String advice, String... signatures) {
        this.noun = noun;
        this.advice = advice;
        this.signatures = signatures;
    }

    /** What a file is and what to do, for the sentence that refuses it: "is a GIF picture: save it as ...". */
    static Optional<String> of(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, Byte.MAX_VALUE), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> Arrays.stream(format.signatures).anyMatch(signature -> matches(start, signature)))
                .findFirst()
                .map(format -> "is %s: %s".formatted(format.noun, format.advice));
    }

    private static boolean matches(String start, String signature) {
        return start.length() >= signature.length() && IntStream.range(0, signature.length())
                .allMatch(i -> signature.charAt(i) == ANY || signature.charAt(i) == start.charAt(i));
    }
}
