package dev.stitchwork.engine.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.DiskFullException;
import dev.stitchwork.engine.FileTooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTest {
    private static final String OWNER = "00112233445566778899aabbccddeeff";
    private static final String OTHER = "ffeeddccbbaa99887766554433221100";
    private static final long PLENTY = 1L << 30;

    @TempDir
    private Path temp;

    private Vault vault;
    private byte[] key;
    private Safe safe;

    @BeforeEach
    void openVault() throws IOException {
        vault = Vault.open(temp);
        key = vault.newKey(OWNER);
        safe = vault.safe(OWNER, key);
    }

    // Around the edges of the first segment, which is shorter by the header, and of the next.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 65_479, 65_480, 65_481, 65_496, 65_536, 131_000, 131_016, 131_072, 1_000_000})
    void aFileComesBackByteForByte(int length) throws IOException {
        byte[] bytes = noise(length);
        Safe.SealedFile file = safe.store("a.pdf", new ByteArrayInputStream(bytes), PLENTY);
        assertEquals(length, file.bytes());
        Safe nextStart = Vault.open(temp).safe(OWNER, key);
        try (SeekableByteChannel channel = nextStart.open(file.name())) {
            assertEquals(length, channel.size());
            assertArrayEquals(bytes, Channels.newInputStream(channel).readAllBytes());
            assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
        }
        assertArrayEquals(bytes, safe.read(file.name()));
    }

    @Test
    void aFileIsReadAtAnyPlace() throws IOException {
        byte[] bytes = noise(400_000);
        String file = store(bytes);
        Random random = new Random(7);
        try (SeekableByteChannel channel = safe.open(file)) {
            for (int i = 0; i < 500; i++) {
                int from = random.nextInt(bytes.length);
                ByteBuffer some = ByteBuffer.allocate(1 + random.nextInt(70_000));
                channel.position(from);
                while (some.hasRemaining() && channel.read(some) >= 0) {
                    continue;
                }
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, from, from + some.position()), Arrays.copyOf(some.array(), some.position()));
                assertEquals(Math.min(bytes.length, from + some.capacity()), channel.position());
            }
            channel.position(bytes.length + 5L);
            assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
            assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
            assertThrows(NonWritableChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
            channel.close();
            assertThrows(ClosedChannelException.class, () -> channel.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void aFileOverTheLimitLeavesNothingBehind() throws IOException {
        store(new byte[100_000], 100_000);
        List<Path> before = everything();
        assertEquals(
                "Expected a file of at most 100,000 bytes but 'march.pdf' is larger; split it into several files.",
                assertThrows(FileTooLargeException.class, () -> store(new byte[100_001], 100_000)).getMessage());
        assertEquals(before, everything());
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingBehind() throws IOException {
        store(new byte[1]);
        List<Path> before = everything();
        InputStream cutOff = new InputStream() {
            private int left = 3_000_000;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("the client went away");
                }
                return left-- & 0xff;
            }
        };
        assertEquals(
                "the client went away",
                assertThrows(IOException.class, () -> safe.store("march.pdf", cutOff, PLENTY)).getMessage());
        assertEquals(before, everything());
    }

    @Test
    void aDiskWithoutRoomIsSaidSoAndNothingIsLeftBehind() throws IOException {
        Safe full = Vault.open(temp, Long.MAX_VALUE).safe(OWNER, key);
        store(new byte[1]);
        List<Path> before = everything();
        assertEquals(
                "Expected room for the file 'march.pdf' but the server's disk is full: have space freed there, then try again.",
                assertThrows(
                                DiskFullException.class,
                                () -> full.store("march.pdf", new ByteArrayInputStream(new byte[10]), PLENTY))
                        .getMessage());
        try (Pack pack = full.newPack()) {
            assertEquals(
                    "Expected room for the pictures of a file but the server's disk is full: have space freed there, then try again.",
                    assertThrows(DiskFullException.class, () -> pack.append(new byte[10])).getMessage());
        }
        assertEquals(before, everything());
    }

    @Test
    void picturesComeBackFromTheirPlaces() throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        try (Pack pack = safe.newPack()) {
            for (int i = 0; i < 50; i++) {
                pictures.add(noise(i * 37));
                slots.add(pack.append(pictures.get(i)));
            }
            pack.keep();
        }
        Safe nextStart = Vault.open(temp).safe(OWNER, key);
        for (int i = 49; i >= 0; i--) {
            assertArrayEquals(pictures.get(i), nextStart.picture(slots.get(i)));
        }
    }

    @Test
    void aPackThatIsNotKeptLeavesNothingBehind() throws IOException {
        store(new byte[1]);
        List<Path> before = everything();
        try (Pack pack = safe.newPack()) {
            pack.append(noise(100));
        }
        assertEquals(before, everything());
    }

    @Test
    void namesTellNothingAndOnlyTheOwnerHasAccess() throws IOException {
        String file = store("canary-content".getBytes(StandardCharsets.UTF_8));
        assertTrue(file.matches("[0-9a-f]{32}"), file);
        assertNotEquals(file, store("canary-content".getBytes(StandardCharsets.UTF_8)));
        Path folder = temp.resolve(OWNER);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        for (Path each : Files.list(folder).toList()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            assertFalse(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains("canary"));
        }
    }

    @Test
    void aPackShowsNoBordersBetweenItsPictures() throws IOException {
        byte[] same = noise(500);
        Slot slot;
        try (Pack pack = safe.newPack()) {
            pack.append(same);
            slot = pack.append(same);
            pack.keep();
        }
        byte[] all = Files.readAllBytes(temp.resolve(OWNER).resolve(slot.pack()));
        assertEquals(2 * (500 + 12 + 16), all.length, "nothing but nonce, picture and tag");
        byte[] first = Arrays.copyOf(all, slot.length());
        byte[] second = Arrays.copyOfRange(all, slot.length(), all.length);
        assertFalse(Arrays.equals(first, 0, 4, second, 0, 4), "a common prefix would mark where each begins");
    }

    @Test
    void deletingAnOwnerTakesItsFilesAndNoOthers() throws IOException {
        byte[] otherKey = vault.newKey(OTHER);
        Safe other = vault.safe(OTHER, otherKey);
        String kept = other.store("b.pdf", new ByteArrayInputStream(noise(10)), PLENTY).name();
        String gone = store(noise(10));
        vault.delete(OWNER);
        vault.delete(OWNER);
        assertFalse(Files.exists(temp.resolve(OWNER)));
        assertEquals(10, other.read(kept).length);
        assertEquals(
                "Expected the sealed file '%s' but it is missing.".formatted(gone),
                assertThrows(VaultException.class, () -> safe.open(gone)).getMessage());
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() {
        for (String name : List.of("../master.key", "master.key", "", "0011")) {
            assertThrows(IllegalArgumentException.class, () -> safe.open(name), name);
            assertThrows(IllegalArgumentException.class, () -> vault.delete(name), name);
            assertThrows(IllegalArgumentException.class, () -> vault.newKey(name), name);
            assertThrows(IllegalArgumentException.class, () -> new Slot(name, 0, 1), name);
        }
    }

    @Test
    void whatACrashCutOffIsDroppedADayLater() throws IOException {
        String file = store(noise(10));
        Path old = temp.resolve(OWNER).resolve(OTHER + ".part");
        Path fresh = temp.resolve(OWNER).resolve(OWNER + ".part");
        Files.write(old, noise(10));
        Files.write(fresh, noise(10));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(
                temp.resolve(OWNER).resolve(file), FileTime.from(Instant.now().minus(Duration.ofDays(500))));
        Vault.open(temp);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(fresh), "another server may still be writing it");
        assertEquals(10, safe.read(file).length);
    }

    private String store(byte[] bytes) throws IOException {
        return store(bytes, PLENTY);
    }

    private String store(byte[] bytes, long bytesMax) throws IOException {
        return safe.store("march.pdf", new ByteArrayInputStream(bytes), bytesMax).name();
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.sorted().toList();
        }
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
