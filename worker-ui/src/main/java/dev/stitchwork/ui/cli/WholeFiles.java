package dev.stitchwork.ui.cli;

import dev.stitchwork.splitter.scratch.ScratchFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes files of a folder and of those in it, each whole or not at all: somewhere else in the folder first, then put in its
 * place at one stroke.
 */
public final class WholeFiles implements AutoCloseable {
    private final ScratchFolder scratch;

    /** What a file holds. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFiles(ScratchFolder scratch) {
        this.scratch = scratch;
    }

    static WholeFiles in(Path folder) throws IOException {
        try {
            return new WholeFiles(ScratchFolder.in(folder));
        } catch (FileSystemException refused) {
            throw new FileSystemException(folder.toString(), null, refused.getReason());
        }
    }

    /** Writes one file, through a link to where that leads; what is no file, such as a device or a pipe, is written to as it is. */
    public static void write(Path to, Content content) throws IOException {
        if (Files.exists(to) && !Files.isRegularFile(to)) {
            try (OutputStream out = Files.newOutputStream(to)) {
                content.writeTo(out);
            }
            return;
        }
        Path place = Files.exists(to) ? to.toRealPath() : to.toAbsolutePath();
        try (WholeFiles files = in(place.getParent())) {
            files.put(place, content);
        }
    }

    /** Writes a file of the folder, in the place of any that has its name. */
    void put(Path to, Content content) throws IOException {
        Path unfinished = scratch.path().resolve(to.getFileName());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
            content.writeTo(out);
        }
        try {
            Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException refused) {
            throw new FileSystemException(to.toString(), null, refused.getReason());
        }
    }

    void put(Path to, byte[] content) throws IOException {
        put(to, out -> out.write(content));
    }

    @Override
    public void close() {
        scratch.close();
    }
}
