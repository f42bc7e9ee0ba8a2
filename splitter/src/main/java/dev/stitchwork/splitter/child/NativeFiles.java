package dev.stitchwork.splitter.child;

import com.sun.jna.Platform;
import dev.stitchwork.splitter.reading.Tesseract;
import dev.stitchwork.splitter.scratch.ScratchFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Puts into a folder of our own what a child loads natively: a child that is shut in cannot unpack anything itself. */
final class NativeFiles {
    private NativeFiles() {}

    static void unpack(Path folder, boolean reading) throws IOException {
        ScratchFolder.ensure(folder);
        byte[] bytes;
        String library = System.mapLibraryName("jnidispatch");
        try (InputStream in = Platform.class.getResourceAsStream(Platform.RESOURCE_PREFIX + "/" + library)) {
            if (in == null) {
                return;
            }
            bytes = in.readAllBytes();
        }
        Path target = folder.resolve(library);
        if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), bytes)) {
            // Another process may start at this moment: it sees the whole file or none.
            Path part = Files.createTempFile(folder, "part", "");
            Files.write(part, bytes);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        if (reading) {
            Tesseract.unpack(folder);
        }
    }
}
