package dev.stitchwork.samples.simulate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;

/** Makes the same Ed25519 keys from the same seed. For simulated logs only: whoever knows the seed can sign. */
final class SeededKeys {
    private SeededKeys() {}

    static KeyPair ed25519(Chance chance) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new Seeded(chance));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform since 15 has Ed25519.", e);
        }
    }

    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient Chance chance;

        Seeded(Chance chance) {
            this.chance = chance;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(chance.bytes(bytes.length), 0, bytes, 0, bytes.length);
        }
    }
}
