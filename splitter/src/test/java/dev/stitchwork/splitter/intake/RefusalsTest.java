package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
