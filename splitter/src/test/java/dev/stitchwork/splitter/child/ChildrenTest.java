package dev.stitchwork.splitter.child;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every death of a decoder costs the page it was at, and nothing else. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChildrenTest {
    private static final ChildLimits LIMITS = ChildLimits.DEFAULT;

    @TempDir
    private Path folder;

    @Test
    void pixelsComeOutAsTheyAreDecodedInThisProcess() throws Exception {
        Path scan = written(letter("Rose Alder"), "png");
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages apart = session.open("scan.png", of(scan), Optional.empty());
                Pages here = new Intake(IntakeLimits.DEFAULT).open("scan.png", of(scan), Optional.empty())) {
            assertEquals(here.count(), apart.count());
            assertEquals(here.format(), apart.format());
            assertEquals(here.facts(1), apart.facts(1));
            assertArrayEquals(here.page(1).picture().pixels(), apart.page(1).picture().pixels());
        }
    }

    @Test
    void keptClassesThatAreNoneOfThisJavaAreNoHindrance() throws Exception {
        Path scan = written(letter("Rose Alder"), "png");
        System.setProperty("stitchwork.classes", Files.writeString(folder.resolve("classes.jsa"), "another Java's").toString());
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages pages = session.open("scan.png", of(scan), Optional.empty())) {
            assertEquals(1, pages.count());
        } finally {
            System.clearProperty("stitchwork.classes");
        }
    }

    @Test
    void aFormThatBringsNoFontsIsDrawnByAChildAsInThisProcess() throws Exception {
        Path form = folder.resolve("form.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A6));
            PDAcroForm fields = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(fields);
            document.save(form.toFile());
        }
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages apart = session.open("form.pdf", of(form), Optional.empty());
                Pages here = new Intake(IntakeLimits.DEFAULT).open("form.pdf", of(form), Optional.empty())) {
            assertArrayEquals(here.page(1).picture().pixels(), apart.page(1).picture().pixels());
        }
    }

    @Test
    void aDecoderKilledInTheMidstOfAPageCostsThatPageAlone() throws Exception {
        AtomicReference<Runnable> onRead = new AtomicReference<>(() -> {});
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages pages = session.open("march.tif", watched(noise(3), onRead), Optional.empty())) {
            Child first = session.child();
            onRead.set(() -> ProcessHandle.of(first.processNumber()).ifPresent(ProcessHandle::destroyForcibly));
            String refusal = refusal(() -> pages.page(1));
            onRead.set(() -> {});
            assertEquals("Expected to decode page 1 of scan 'march.tif' but its decoder broke down over it: save it anew.", refusal);
            assertEquals(1_000, pages.page(2).picture().width());
            assertNotEquals(first.processNumber(), session.child().processNumber());
        }
    }

    @Test
    void aFileThatEndsThreeDecodersIsGivenUpAndTheNextIsNot() throws Exception {
        Path scan = noise(5);
        AtomicReference<Runnable> onRead = new AtomicReference<>(() -> {});
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages pages = session.open("march.tif", watched(scan, onRead), Optional.empty())) {
            for (int page = 1; page <= 3; page++) {
                AtomicReference<Child> child = new AtomicReference<>(session.child());
                onRead.set(() -> ProcessHandle.of(child.get().processNumber()).ifPresent(ProcessHandle::destroyForcibly));
                int number = page;
                refusal(() -> pages.page(number));
            }
            onRead.set(() -> {});
            assertEquals("Expected to go on with page 4 of scan 'march.tif' but 3 pages of it ended their decoder.",
                    refusal(() -> pages.page(4)));
            try (Pages next = session.open("april.tif", of(scan), Optional.empty())) {
                assertEquals(1_000, next.page(4).picture().width());
            }
        }
    }

    @Test
    void aPageThatNeedsMoreThanTheHeapIsRefusedForIt() throws Exception {
        Path scan = written(new BufferedImage(5_500, 5_500, BufferedImage.TYPE_INT_RGB), "png");
        Path good = written(letter("Rose Alder"), "jpg");
        try (Children children = Children.decoding(LIMITS.withMemory(64_000_000, 500_000_000), 1);
                ChildSession session = children.session()) {
            try (Pages pages = session.open("poster.png", of(scan), Optional.empty())) {
                assertEquals("Expected to decode page 1 of scan 'poster.png' in 500 MB of memory but it needs more: "
                        + "scan it in grey at 300 dpi, or save it anew.", refusal(() -> pages.page(1)));
            }
            try (Pages pages = session.open("good.jpg", of(good), Optional.empty())) {
                assertEquals(1_240, pages.page(1).picture().width());
            }
        }
    }

    @Test
    void aProcessThatGrowsBeyondItsMemoryIsEnded() throws Exception {
        Path scan = written(new BufferedImage(6_000, 6_000, BufferedImage.TYPE_INT_RGB), "png");
        try (Children children = Children.decoding(LIMITS.withMemory(64_000_000, 192_000_000), 1);
                ChildSession session = children.session()) {
            Pages pages = session.open("poster.png", of(scan), Optional.empty());
            assertEquals("Expected to decode page 1 of scan 'poster.png' in 192 MB of memory but it needs more: "
                    + "scan it in grey at 300 dpi, or save it anew.", refusal(() -> pages.page(1)));
        }
    }

    @Test
    void aPageThatNeverEndsIsRefusedForItsTime() throws Exception {
        IntakeLimits quick = new IntakeLimits(10, 40_000_000, 320_000_000, Duration.ofSeconds(5));
        try (Children children = Children.decoding(LIMITS.with(quick), 1);
                ChildSession session = children.session();
                Pages pages = session.open("endless.pdf", of(pdf(endless())), Optional.empty())) {
            assertEquals("Expected to decode page 1 of scan 'endless.pdf' in 5 seconds but it took longer.",
                    refusal(() -> pages.page(1)));
        }
    }

    @Test
    void aPageThatKeepsTheProcessorBusyIsRefusedForThat() throws Exception {
        try (Children children = Children.decoding(LIMITS.withProcessorTime(Duration.ofSeconds(1)), 1);
                ChildSession session = children.session();
                Pages pages = session.open("endless.pdf", of(pdf(endless())), Optional.empty())) {
            assertEquals("Expected to decode page 1 of scan 'endless.pdf' in 1 seconds of processor time but it took more.",
                    refusal(() -> pages.page(1)));
        }
    }

    @Test
    void whoIsToldToStopWaitsForNoDecoder() throws Exception {
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages pages = session.open("endless.pdf", of(pdf(endless())), Optional.empty())) {
            Thread.currentThread().interrupt();
            assertEquals("Expected to decode page 1 of scan 'endless.pdf' but was told to stop.", refusal(() -> pages.page(1)));
            assertTrue(Thread.interrupted(), "the thread still knows that it is to stop");
        }
    }

    /** A file that is read by who is told to stop closes under him, and the decoder has something to complain of. */
    @Test
    void whoIsToldToStopWhileBytesAreReadHearsThatAndNotThatTheFileIsDamaged() throws Exception {
        Path scan = noise(2);
        AtomicReference<Runnable> onRead = new AtomicReference<>(() -> {});
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages pages = session.open("march.tif", watched(scan, onRead), Optional.empty())) {
            onRead.set(Thread.currentThread()::interrupt);
            assertEquals("Expected to decode page 1 of scan 'march.tif' but was told to stop.", refusal(() -> pages.page(1)));
            assertEquals("Expected to decode scan 'march.tif' but was told to stop.", refusal(() -> pages.page(2)));
            assertTrue(Thread.interrupted(), "the thread still knows that it is to stop");
            onRead.set(() -> {});
            assertEquals(1_000, pages.page(2).picture().width());
        }
    }

    @Test
    void aDecoderEndsWhenItsPipeClosesWhateverItIsAt() throws Exception {
        ChildProgram program = new ChildProgram(LIMITS, folder.resolve("natives"), false, true, ChildMain.class.getName());
        Process process = program.start();
        Child child = new Child(process, LIMITS);
        byte[] file = Files.readAllBytes(pdf(endless()));
        child.ask(Wire.Ask.OPEN, out -> {
            out.writeInt(1);
            out.writeLong(file.length);
            Wire.text(out, "endless");
            out.writeBoolean(false);
        }, (number, at, count) -> java.util.Arrays.copyOfRange(file, (int) at, (int) at + count), in -> in.readLong());
        OutputStream toChild = process.getOutputStream();
        toChild.write(ByteBuffer.allocate(13).putInt(9).put((byte) Wire.Ask.PAGE.ordinal()).putInt(1).putInt(1).array());
        toChild.flush();
        toChild.close();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the decoder goes on though nobody is there to hear it");
    }

    @Test
    void aDecoderThatSaysWhatCannotBeIsNotBelieved() throws Exception {
        Process process = new ChildProgram(LIMITS, folder.resolve("natives"), false, true, Liar.class.getName()).start();
        Child liar = new Child(process, LIMITS);
        ChildDiedException died = assertThrows(ChildDiedException.class, () -> liar.ask(Wire.Ask.PAGE, out -> {}, null,
                in -> Wire.page(in, IntakeLimits.DEFAULT)));
        assertEquals("Expected to decode page 1 of scan 'x' but what came of it cannot be a page: save it anew.",
                died.sentence("page 1 of scan 'x'", LIMITS));
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    }

    @Test
    void aDecoderServesOneFileAfterAnotherAndIsReplacedInTime() throws Exception {
        Path scan = written(letter("Rose Alder"), "png");
        try (Children children = Children.decoding(LIMITS.withFilesMax(2), 1)) {
            long[] processes = new long[4];
            for (int file = 0; file < processes.length; file++) {
                try (ChildSession session = children.session();
                        Pages pages = session.open("scan.png", of(scan), Optional.empty())) {
                    pages.page(1);
                    processes[file] = session.child().processNumber();
                }
            }
            assertEquals(processes[0], processes[1]);
            assertNotEquals(processes[1], processes[2]);
            assertEquals(processes[2], processes[3]);
        }
    }

    @Test
    void aPageOfMorePixelsThanAreKeptComesOutAtHalfItsSize() throws Exception {
        Path poster = written(new BufferedImage(9_000, 8_001, BufferedImage.TYPE_BYTE_BINARY), "png");
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages pages = session.open("poster.png", of(poster), Optional.empty())) {
            Pages.Page page = pages.page(1);
            assertEquals(2, page.shrunk());
            assertEquals(4_500, page.picture().width());
            assertEquals(4_000, page.picture().height());
            assertEquals(9_000, pages.facts(1).width());
        }
    }

    @Test
    void aPixelBombIsRefusedBeforeAnythingIsMadeOfIt() throws Exception {
        byte[] header = ByteBuffer.allocate(33).putLong(0x89504e470d0a1a0aL).putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(35_000).putInt(35_000).putInt(0x08060000).put((byte) 0).putInt(0x2b1c4f0e).array();
        Path bomb = Files.write(folder.resolve("bomb.png"), header);
        try (Children children = Children.decoding(LIMITS, 1);
                ChildSession session = children.session();
                Pages pages = session.open("bomb.png", of(bomb), Optional.empty())) {
            long child = session.child().processNumber();
            assertEquals("Expected at most 100 million pixels a page but scan 'bomb.png' is 35000 x 35000: scan it at 300 dpi.",
                    refusal(() -> pages.page(1)));
            assertEquals(child, session.child().processNumber());
        }
    }

    /** Says of a page that it has more pixels than it may have. */
    public static final class Liar {
        public static void main(String[] arguments) throws IOException {
            java.io.DataOutputStream out = new java.io.DataOutputStream(System.out);
            Wire.text(out, "");
            out.writeBoolean(true);
            out.writeByte(Wire.Say.DONE.ordinal());
            out.writeBoolean(false);
            out.writeInt(0);
            out.writeInt(30_000);
            out.writeInt(30_000);
            out.flush();
            while (System.in.read() >= 0) {
                // Waits for its end.
            }
        }
    }

    private interface Deed {
        void todo() throws RefusedException;
    }

    private static String refusal(Deed deed) {
        return assertThrows(RefusedException.class, deed::todo).getMessage();
    }

    private static Scan.Content of(Path file) {
        return () -> Files.newByteChannel(file);
    }

    /** A file, and something that happens whenever a piece of it is read. */
    private static Scan.Content watched(Path file, AtomicReference<Runnable> onRead) {
        return () -> {
            SeekableByteChannel channel = Files.newByteChannel(file);
            return (SeekableByteChannel) Proxy.newProxyInstance(ChildrenTest.class.getClassLoader(),
                    new Class<?>[] {SeekableByteChannel.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("read")) {
                            onRead.get().run();
                        }
                        try {
                            return method.invoke(channel, arguments);
                        } catch (InvocationTargetException broken) {
                            throw broken.getCause();
                        }
                    });
        };
    }

    /** A TIFF whose pages cannot be packed, so that each is read when it is wanted. */
    private Path noise(int pages) throws IOException {
        Path file = folder.resolve("noise.tif");
        Random random = new Random(7);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int page = 0; page < pages; page++) {
                BufferedImage image = new BufferedImage(1_000, 1_400, BufferedImage.TYPE_BYTE_GRAY);
                byte[] row = new byte[1_000];
                for (int y = 0; y < image.getHeight(); y++) {
                    random.nextBytes(row);
                    image.getRaster().setDataElements(0, y, 1_000, 1, row);
                }
                writer.writeToSequence(new IIOImage(image, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return file;
    }

    private Path written(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("scan." + format);
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file;
    }

    private static BufferedImage letter(String text) {
        BufferedImage image = new BufferedImage(1_240, 1_754, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.drawString(text, 100, 100);
        graphics.dispose();
        return image;
    }

    /** Lines across the page, drawn for hours. */
    private static String endless() {
        return "10 w 0 0 m 595 842 l S 30 w 0 842 m 595 0 l S\n".repeat(2_000_000);
    }

    private Path pdf(String drawing) throws IOException {
        Path file = folder.resolve("drawn.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            page.setContents(new PDStream(document,
                    new ByteArrayInputStream(drawing.getBytes(StandardCharsets.US_ASCII)), COSName.FLATE_DECODE));
            document.save(file.toFile());
        }
        return file;
    }
}
