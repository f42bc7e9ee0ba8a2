package dev.stitchwork.engine.vault;

import com.google.crypto.tink.Aead;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Many sealed pictures in one file, written once from front to back; unless kept, closing it leaves nothing behind. */
public final class Pack implements Closeable {
    private final Path folder;
    private final String name;
    private final Aead pictures;
    private final long bytesFreeMin;
    private final Path unfinished;
    private final FileChannel out;
    private long end;

    Pack(Path folder, String name, Aead pictures, long bytesFreeMin) throws IOException {
        this.folder = folder;
        this.name = name;
        this.pictures = pictures;
        this.bytesFreeMin = bytesFreeMin;
        this.unfinished = folder.resolve(name + Vault.UNFINISHED);
        this.out = Disk.create(unfinished);
    }

    /** What it will be called once it is kept. */
    public String name() {
        return name;
    }

    /**
     * Seals one picture.
     *
     * @return where it will be once the pack is kept
     * @throws dev.stitchwork.engine.DiskFullException where there is no room for it
     */
    public Slot append(byte[] picture) throws IOException {
        Disk.checkRoom(folder, "the pictures of a file", bytesFreeMin, null);
        try {
            byte[] sealed = pictures.encrypt(picture, Safe.picturePlace(name, end));
            Slot slot = new Slot(name, end, sealed.length);
            Disk.writeAll(out, ByteBuffer.wrap(sealed));
            end += sealed.length;
            return slot;
        } catch (IOException refused) {
            Disk.checkRoom(folder, "the pictures of a file", bytesFreeMin, refused);
            throw refused;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Expected to seal a picture but could not.", impossible);
        }
    }

    /** Ends the pack and keeps it. Durable when this returns. */
    public void keep() throws IOException {
        out.force(true);
        out.close();
        Disk.publish(unfinished, folder.resolve(name));
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
