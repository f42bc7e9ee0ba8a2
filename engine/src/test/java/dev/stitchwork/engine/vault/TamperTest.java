package dev.stitchwork.engine.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Everything that somebody with write access to the folder could try; each law first shows that the untouched bytes open. */
class TamperTest {
    private static final String OWNER = "00112233445566778899aabbccddeeff";
    private static final String OTHER = "ffeeddccbbaa99887766554433221100";

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

    @Test
    void aBitChangedAnywhereInAFileIsNoticed() throws IOException {
        byte[] bytes = noise(200_000);
        String file = store(safe, bytes);
        Path path = temp.resolve(OWNER).resolve(file);
        byte[] sealed = Files.readAllBytes(path);
        assertArrayEquals(bytes, safe.read(file));
        for (int at : new int[] {0, 1, 39, 40, 50, 65_536, 100_000, sealed.length - 17, sealed.length - 1}) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            Files.write(path, changed);
            assertChanged(file, () -> safe.read(file));
        }
        Files.write(path, sealed);
        assertArrayEquals(bytes, safe.read(file));
    }

    @Test
    void aCutOrLengthenedFileIsNoticedWhenItIsOpened() throws IOException {
        String file = store(safe, noise(200_000));
        Path path = temp.resolve(OWNER).resolve(file);
        byte[] sealed = Files.readAllBytes(path);
        safe.open(file).close();
        for (int length : new int[] {0, 10, 40, 56, 65_536, 131_072, sealed.length - 1, sealed.length + 1, sealed.length + 65_536}) {
            Files.write(path, Arrays.copyOf(sealed, length));
            assertChanged(file, () -> safe.open(file));
        }
    }

    @Test
    void segmentsOfAFileCannotChangePlaces() throws IOException {
        String file = store(safe, noise(300_000));
        Path path = temp.resolve(OWNER).resolve(file);
        byte[] sealed = Files.readAllBytes(path);
        int segment = OwnerKey.SEGMENT_BYTES;
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, segment, swapped, 2 * segment, segment);
        System.arraycopy(sealed, 2 * segment, swapped, segment, segment);
        assertEquals(300_000, safe.read(file).length);
        Files.write(path, swapped);
        assertChanged(file, () -> safe.read(file));
    }

    @Test
    void oneFileCannotBePassedOffAsAnother() throws IOException {
        String one = store(safe, noise(100));
        String two = store(safe, noise(200));
        assertEquals(200, safe.read(two).length);
        Files.copy(
                temp.resolve(OWNER).resolve(one), temp.resolve(OWNER).resolve(two), StandardCopyOption.REPLACE_EXISTING);
        assertEquals(100, safe.read(one).length);
        assertChanged(two, () -> safe.read(two));
    }

    @Test
    void onePictureCannotBePassedOffAsAnother() throws IOException {
        Slot first;
        Slot second;
        try (Pack pack = safe.newPack()) {
            first = pack.append(noise(100));
            second = pack.append(noise(100));
            pack.keep();
        }
        Path path = temp.resolve(OWNER).resolve(first.pack());
        byte[] sealed = Files.readAllBytes(path);
        assertArrayEquals(noise(100), safe.picture(first));
        byte[] swapped = new byte[sealed.length];
        System.arraycopy(sealed, 0, swapped, first.length(), second.length());
        System.arraycopy(sealed, first.length(), swapped, 0, first.length());
        Files.write(path, swapped);
        assertChanged(first.pack(), () -> safe.picture(first));
        assertChanged(second.pack(), () -> safe.picture(second));

        String otherPack;
        try (Pack pack = safe.newPack()) {
            otherPack = pack.append(noise(100)).pack();
            pack.append(noise(100));
            pack.keep();
        }
        Files.write(temp.resolve(OWNER).resolve(otherPack), sealed);
        assertChanged(otherPack, () -> safe.picture(new Slot(otherPack, first.offset(), first.length())));
        Files.write(path, sealed);
        assertArrayEquals(noise(100), safe.picture(first));
    }

    @Test
    void aSlotThatIsWrongIsNoticed() throws IOException {
        Slot slot;
        try (Pack pack = safe.newPack()) {
            pack.append(noise(100));
            slot = pack.append(noise(100));
            pack.keep();
        }
        assertArrayEquals(noise(100), safe.picture(slot));
        for (Slot wrong : new Slot[] {
            new Slot(slot.pack(), slot.offset() - 1, slot.length()),
            new Slot(slot.pack(), slot.offset(), slot.length() - 1),
            new Slot(slot.pack(), slot.offset(), slot.length() + 1),
            new Slot(slot.pack(), slot.offset(), 0),
            new Slot(slot.pack(), 1_000_000, slot.length())
        }) {
            assertChanged(slot.pack(), () -> safe.picture(wrong));
        }
    }

    @Test
    void onesFilesDoNotOpenWithAnothersKey() throws IOException {
        Safe other = vault.safe(OTHER, vault.newKey(OTHER));
        store(other, noise(1));
        String file = store(safe, noise(100));
        Files.copy(temp.resolve(OWNER).resolve(file), temp.resolve(OTHER).resolve(file));
        assertArrayEquals(noise(100), safe.read(file));
        assertChanged(file, () -> other.read(file));
    }

    @Test
    void aWrappedKeyIsOneOwnersAlone() {
        vault.safe(OWNER, key);
        assertNoKey(OTHER, () -> vault.safe(OTHER, key));
    }

    @Test
    void aChangedWrappedKeyIsNoticed() {
        vault.safe(OWNER, key);
        for (int at = 0; at < key.length; at++) {
            byte[] changed = key.clone();
            changed[at] ^= 1;
            assertNoKey(OWNER, () -> vault.safe(OWNER, changed));
        }
        for (int length = 0; length < key.length; length++) {
            byte[] cut = Arrays.copyOf(key, length);
            assertNoKey(OWNER, () -> vault.safe(OWNER, cut));
        }
    }

    @Test
    void withoutItsWrappedKeyNothingOfAnOwnerCanBeReadAgain() throws IOException {
        String file = store(safe, noise(100));
        Slot slot;
        try (Pack pack = safe.newPack()) {
            slot = pack.append(noise(100));
            pack.keep();
        }
        // All that a thief could still have after the purge: every file, the master key, and keys made since.
        Vault everythingElse = Vault.open(temp);
        assertArrayEquals(noise(100), everythingElse.safe(OWNER, key).read(file));
        Safe madeSince = everythingElse.safe(OWNER, everythingElse.newKey(OWNER));
        assertChanged(file, () -> madeSince.read(file));
        assertChanged(slot.pack(), () -> madeSince.picture(slot));
    }

    @Test
    void aKeyWrappedByAnotherMasterKeyIsRefused(@TempDir Path elsewhere) throws IOException {
        byte[] foreign = Vault.open(elsewhere).newKey(OWNER);
        assertNoKey(OWNER, () -> vault.safe(OWNER, foreign));
    }

    private static void assertChanged(String name, Executable opening) {
        assertEquals(
                "Expected the sealed bytes of '%s' as they were written but they cannot be opened: they were changed, moved or cut."
                        .formatted(name),
                assertThrows(VaultException.class, opening).getMessage());
    }

    private static void assertNoKey(String owner, Executable opening) {
        assertEquals(
                ("Expected the key of '%s' as this vault wrapped it but it cannot be opened:"
                                + " it was changed, is another's, or the master key is not the one it was wrapped with.")
                        .formatted(owner),
                assertThrows(VaultException.class, opening).getMessage());
    }

    private static String store(Safe safe, byte[] bytes) throws IOException {
        return safe.store("a.pdf", new ByteArrayInputStream(bytes), 1L << 30).name();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
