package dev.stitchwork.engine.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.StreamingAead;
import dev.stitchwork.engine.FileTooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One owner's sealed files. A file's name is random; its bytes are bound to that name, and a picture's to its place, so
 * that neither can be passed off as another. Safe for use by several threads; a {@link Pack} is not.
 */
public final class Safe {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long ROOM_CHECKED_EVERY_BYTES = 1 << 20;

    private final Path folder;
    private final Aead pictures;
    private final StreamingAead files;
    private final long bytesFreeMin;

    Safe(Path folder, OwnerKey key, long bytesFreeMin) {
        try {
            this.folder = folder;
            this.pictures = key.pictures();
            this.files = key.files();
            this.bytesFreeMin = bytesFreeMin;
        } catch (GeneralSecurityException foreign) {
            throw new VaultException("Expected AES-GCM keys but was another kind of key.", foreign);
        }
    }

    /**
     * Seals a whole stream into a new file. Durable when this returns; where it throws, nothing is kept.
     *
     * @param clientName what the file is called in messages
     * @param bytes read to the end, not closed
     * @throws FileTooLargeException as soon as more than {@code bytesMax} were read
     * @throws dev.stitchwork.engine.DiskFullException where there is no room for it
     * @throws IOException where the bytes cannot be read or written
     */
    public SealedFile store(String clientName, InputStream bytes, long bytesMax) throws IOException {
        Disk.makeFolder(folder);
        String name = newName();
        Path unfinished = folder.resolve(name + Vault.UNFINISHED);
        try {
            long size = seal(clientName, bytes, bytesMax, unfinished, filePlace(name));
            Disk.publish(unfinished, folder.resolve(name));
            return new SealedFile(name, size);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private long seal(String clientName, InputStream bytes, long bytesMax, Path file, byte[] place) throws IOException {
        String what = "the file '%s'".formatted(clientName);
        try (FileChannel out = Disk.create(file)) {
            long size = 0;
            long sizeChecked = -ROOM_CHECKED_EVERY_BYTES;
            try (WritableByteChannel sealed = files.newEncryptingChannel(new Unclosed(out, folder, what, bytesFreeMin), place)) {
                byte[] chunk = new byte[OwnerKey.SEGMENT_BYTES];
                for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
                    size += read;
                    if (size > bytesMax) {
                        throw new FileTooLargeException(clientName, bytesMax);
                    }
                    if (size - sizeChecked >= ROOM_CHECKED_EVERY_BYTES) {
                        Disk.checkRoom(folder, what, bytesFreeMin, null);
                        sizeChecked = size;
                    }
                    ByteBuffer rest = ByteBuffer.wrap(chunk, 0, read);
                    while (rest.hasRemaining()) {
                        sealed.write(rest);
                    }
                }
            }
            out.force(true);
            return size;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Expected to seal a file but could not.", impossible);
        }
    }

    /**
     * Opens a file for reading at any place; its size is checked, each segment when it is read.
     *
     * @throws VaultException here, or from the channel, where the bytes are not as they were written
     */
    public SeekableByteChannel open(String name) throws IOException {
        FileChannel sealed = openSealed(name);
        try {
            return new SealedChannel(name, sealed, files, filePlace(name));
        } catch (Throwable unusable) {
            sealed.close();
            throw unusable;
        }
    }

    /** The whole of a small file. */
    public byte[] read(String name) throws IOException {
        try (SeekableByteChannel channel = open(name)) {
            return Channels.newInputStream(channel).readAllBytes();
        }
    }

    /** A new pack of pictures; nothing of it is there until {@link Pack#keep}. */
    public Pack newPack() throws IOException {
        Disk.makeFolder(folder);
        return new Pack(folder, newName(), pictures, bytesFreeMin);
    }

    /** @throws VaultException where the bytes at that place are not as they were written */
    public byte[] picture(Slot slot) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(slot.length());
        try (FileChannel pack = openSealed(slot.pack())) {
            while (bytes.hasRemaining() && pack.read(bytes, slot.offset() + bytes.position()) >= 0) {
                continue;
            }
            return pictures.decrypt(bytes.array(), picturePlace(slot.pack(), slot.offset()));
        } catch (GeneralSecurityException changed) {
            throw changed(slot.pack(), changed);
        }
    }

    /** Deletes a file or a pack; nothing happens where there is none. */
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(checkName(name)));
    }

    private FileChannel openSealed(String name) throws IOException {
        try {
            return FileChannel.open(folder.resolve(checkName(name)), StandardOpenOption.READ);
        } catch (NoSuchFileException missing) {
            throw new VaultException("Expected the sealed file '%s' but it is missing.".formatted(name), missing);
        }
    }

    static VaultException changed(String name, Throwable cause) {
        return new VaultException(
                "Expected the sealed bytes of '%s' as they were written but they cannot be opened: they were changed, moved or cut."
                        .formatted(name),
                cause);
    }

    static byte[] picturePlace(String pack, long offset) {
        return "stitchwork picture %s %d".formatted(pack, offset).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] filePlace(String name) {
        return "stitchwork file %s".formatted(name).getBytes(StandardCharsets.US_ASCII);
    }

    private static String newName() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Expected a sealed file's name but was '%s'.".formatted(name));
        }
        return name;
    }

    /**
     * A file as it was stored.
     *
     * @param bytes of the file itself, not of its sealed form
     */
    public record SealedFile(String name, long bytes) {}

    /** Lets the sealing channel end without closing the file, which is still to be forced. */
    private record Unclosed(FileChannel file, Path folder, String what, long bytesFreeMin) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            try {
                return file.write(bytes);
            } catch (IOException refused) {
                Disk.checkRoom(folder, what, bytesFreeMin, refused);
                throw refused;
            }
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() {}
    }
}
