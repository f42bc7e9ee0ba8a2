package dev.stitchwork.samples.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The verifier itself: a hash over its class files, so that a report says which program made it. */
final class Program {
    private Program() {}

    /** SHA-256 over name and bytes of every file of this package, in the order of their names. */
    static String hash() {
        String folder = Program.class.getPackageName().replace('.', '/');
        try {
            URI code = Program.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            if (Files.isDirectory(Path.of(code))) {
                return hash(Path.of(code).resolve(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(code), Map.of())) {
                return hash(jar.getPath(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The verifier's own classes cannot be read.", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place a class was loaded from is a file.", e);
        }
    }

    private static String hash(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.sorted((one, other) -> one.getFileName().toString().compareTo(other.getFileName().toString()))
                    .toList();
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                sha256.update(Hashes.sha256(file.getFileName().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                sha256.update(Hashes.sha256(Files.readAllBytes(file)));
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
