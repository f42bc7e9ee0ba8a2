package dev.stitchwork.engine;

import dev.stitchwork.engine.vault.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of an upload as the vault gives them, which remembers the first time it could not. Decoders take whatever
 * goes wrong while they read for damage to the file; this tells a fault of the vault or the disk from one of the file.
 */
final class KeptContent implements Scan.Content {
    private final Scan.Content kept;
    private volatile Exception failed;

    KeptContent(Scan.Content kept) {
        this.kept = kept;
    }

    @Override
    public SeekableByteChannel open() throws IOException {
        return watched(() -> new WatchedChannel(kept.open()));
    }

    /** Throws what reading threw first, if it ever did. */
    void check() throws IOException {
        if (failed instanceof IOException disk) {
            throw disk;
        }
        if (failed instanceof VaultException vault) {
            throw vault;
        }
    }

    private <T> T watched(Reading<T> reading) throws IOException {
        try {
            return reading.run();
        } catch (ClosedChannelException givenUp) {
            throw givenUp; // whoever reads was told to stop
        } catch (IOException | VaultException ourFault) {
            if (failed == null) {
                failed = ourFault;
            }
            throw ourFault;
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T run() throws IOException;
    }

    private final class WatchedChannel implements SeekableByteChannel {
        private final SeekableByteChannel channel;

        WatchedChannel(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return watched(() -> channel.read(to));
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
