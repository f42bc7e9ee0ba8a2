package dev.stitchwork.engine.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stitchwork.engine.DiskFullException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small one in memory, mounted for a JVM of its own; skipped where that is not allowed. */
class FullDiskTest {
    private static final String OWNER = "00112233445566778899aabbccddeeff";

    @TempDir
    private Path disk;

    @Test
    void anUploadStopsWhileTheDatabaseStillHasRoom() throws Exception {
        assertEquals(
                List.of(
                        "store: Expected room for the file 'march.pdf' but the server's disk is full:"
                                + " have space freed there, then try again. because of null",
                        "left: 0",
                        "afterwards: 1000"),
                onDiskOf("68m", "reserve"));
    }

    @Test
    void aDiskFullToTheLastByteIsSaidSoAndNothingIsLeft() throws Exception {
        String full = " but the server's disk is full: have space freed there, then try again."
                + " because of java.io.IOException: No space left on device";
        assertEquals(
                List.of(
                        "store: Expected room for the file 'march.pdf'" + full,
                        "left: 0",
                        "pack: Expected room for the pictures of a file" + full,
                        "left: 0",
                        "afterwards: 1000"),
                onDiskOf("1600k", "last byte"));
    }

    private List<String> onDiskOf(String size, String what) throws IOException, InterruptedException {
        List<String> mounted = List.of("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=" + size + " none '" + disk + "' && \"$@\"", "sh");
        assumeTrue(run(mounted, List.of("true")) != null, "Skipped: this machine lets no test mount a small disk.");
        List<String> said = run(
                mounted,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Duser.language=en",
                        Child.class.getName(),
                        disk.toString(),
                        what));
        assertTrue(said != null, "the child failed");
        return said;
    }

    /** The lines printed; null where the command does not end well. */
    private static List<String> run(List<String> mounted, List<String> command) throws InterruptedException {
        try {
            Process child = new ProcessBuilder(Stream.concat(mounted.stream(), command.stream()).toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines = new String(child.getInputStream().readAllBytes()).lines().toList();
            return child.waitFor(60, TimeUnit.SECONDS) && child.exitValue() == 0 ? lines : null;
        } catch (IOException noSuchCommand) {
            return null;
        }
    }

    /** Fills the disk from inside. */
    static final class Child {
        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]).resolve("vault");
            boolean reserve = arguments[1].equals("reserve");
            Vault vault = reserve ? Vault.open(folder) : Vault.open(folder, 1);
            Safe safe = vault.safe(OWNER, vault.newKey(OWNER));
            try {
                safe.store("march.pdf", new ByteArrayInputStream(new byte[10_000_000]), 1 << 30);
            } catch (DiskFullException full) {
                System.out.println("store: " + full.getMessage() + " because of " + full.getCause());
            }
            System.out.println("left: " + files(folder));
            if (!reserve) {
                try (Pack pack = safe.newPack()) {
                    for (int i = 0; i < 1_000; i++) {
                        pack.append(new byte[10_000]);
                    }
                } catch (DiskFullException full) {
                    System.out.println("pack: " + full.getMessage() + " because of " + full.getCause());
                }
                System.out.println("left: " + files(folder));
            }
            String small = safe.store("april.pdf", new ByteArrayInputStream(new byte[1_000]), 1 << 30).name();
            System.out.println("afterwards: " + safe.read(small).length);
        }

        private static long files(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder.resolve(OWNER))) {
                return files.count();
            }
        }
    }
}
