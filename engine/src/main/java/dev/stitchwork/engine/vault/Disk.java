package dev.stitchwork.engine.vault;

import dev.stitchwork.engine.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and folders that only their owner can open, and that are whole after a crash or not there at all. Only POSIX
 * file systems know such permissions; elsewhere the folder's own access rules must do.
 */
final class Disk {
    /** Room left for the database, which may share the disk and does not survive one that is full to the last byte. */
    static final long BYTES_FREE_MIN = 64L << 20;

    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private Disk() {}

    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
            force(folder.toAbsolutePath().getParent());
        }
    }

    /** A new file, open for writing. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), ownerOnly("rw-------"));
    }

    /** Gives a finished file its name. Durable when this returns, if its bytes were forced before. */
    static void publish(Path unfinished, Path file) throws IOException {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.toAbsolutePath().getParent());
    }

    static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Makes the names in a folder durable. */
    static void force(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    static boolean ownersOnly(Path file) throws IOException {
        if (!POSIX) {
            return true;
        }
        Set<PosixFilePermission> others = Files.getPosixFilePermissions(file);
        others.removeAll(PosixFilePermissions.fromString("rwx------"));
        return others.isEmpty();
    }

    static void checkRoom(Path folder, String what, long bytesFreeMin, Throwable cause) throws DiskFullException {
        if (folder.toFile().getUsableSpace() < bytesFreeMin) {
            throw new DiskFullException(what, cause);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
