package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be read is refused in words for those who sent it: no names from inside a library. */
class RefusalsTest {
    @TempDir
    private Path folder;

    @Test
    void aPdfLockedForTheHolderOfACertificateIsCalledThat() {
        assertEquals("Expected a PDF that opens with a password or without but scan 'locked.pdf' opens with a certificate only: print it to a new PDF.",
                refusal("locked.pdf", pdf("0 0 1 rg 0 0 10 10 re f",
                        "/Encrypt <</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Length 128/CF<</DefaultCryptFilter"
                                + "<</CFM/AESV2/Length 16/Recipients[<00>]>>>>/StmF/DefaultCryptFilter/StrF/DefaultCryptFilter>>"
                                + "/ID[<00><00>]")));
    }

    @Test
    void aPageWithAnInstructionThatLacksWhatItNeedsIsRefusedInPlainWords() {
        assertEquals("Expected to see all of page 1 of scan 'page.pdf' but a part of it cannot be decoded: print it to a new PDF or scan it again.",
                refusal("page.pdf", pdf("499 c S", "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0000001c66747970686569630000000068656963 | is a HEIC photograph: save it as a JPEG, PNG or PDF",
        "0000001c66747970617669660000000061766966 | is an AVIF picture: save it as a JPEG, PNG or PDF",
        "474946383961010001000000002c | is a GIF picture: save it as a JPEG, PNG or PDF",
        "52494646240000005745425056503820 | is a WebP picture: save it as a JPEG, PNG or PDF",
        "0000000c6a5020200d0a870a | is a JPEG 2000 picture: save it as a JPEG, PNG or PDF",
        "424d46000000000000003600000028000000 | is a BMP picture: save it as a JPEG, PNG or PDF",
        "974a42320d0a1a0a01 | is a JBIG2 picture: save it as a JPEG, PNG or PDF",
        "504b0304140000000800 | is an archive or an office document: print it to a PDF, or send the files that are in it",
        "d0cf11e0a1b11ae1 | is an office document: print it to a PDF",
        "252150532d41646f6265 | is a PostScript document: print it to a PDF",
        "1f8b0800000000 | is an archive: send the files that are in it",
        "424d7a65696368656e | holds plain text",
        "0102030405 | is none of them",
        "'' | is empty"})
    void aFileOfAnotherKindIsCalledByItsName(String head, String what) {
        assertEquals("Expected a PDF, TIFF, PNG or JPEG file but scan 'sent.dat' %s.".formatted(what),
                refusal("sent.dat", HexFormat.of().parseHex(head)));
    }

    private String refusal(String name, byte[] bytes) {
        return assertThrows(RefusedException.class, () -> {
            Path file = Files.write(folder.resolve(name), bytes);
            try (Pages pages = new Intake(IntakeLimits.DEFAULT).open(name, () -> Files.newByteChannel(file), Optional.empty())) {
                pages.page(1);
            }
        }).getMessage();
    }

    /** One page. */
    private static byte[] pdf(String content, String inTrailer) {
        String[] objects = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>",
            "<</Length %d>>stream\n%s\nendstream".formatted(content.length(), content)};
        StringBuilder file = new StringBuilder("%PDF-1.6\n");
        StringBuilder places = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            places.append("%010d 00000 n \n".formatted(file.length()));
            file.append("%d 0 obj %s endobj\n".formatted(i + 1, objects[i]));
        }
        int start = file.length();
        file.append(places).append("trailer <</Size 5/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n".formatted(inTrailer, start));
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
