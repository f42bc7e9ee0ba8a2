package dev.stitchwork.splitter.child;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.splitter.child.ChildDiedException.Cause;
import dev.stitchwork.splitter.intake.FileFormat;
import dev.stitchwork.splitter.intake.PageFacts;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * A file that a child has open. A page that ends the child is refused; the file is opened again on the next child for the
 * pages after it, unless it has ended too many.
 */
final class ChildPages implements Pages {
    private static final int DEATHS_MAX = 3;
    /** What the child calls the file: a letter that no name has, put in the place of it in what the child says. */
    private static final String NAME = "\uE000";

    private final ChildSession session;
    private final int number;
    private final String name;
    private final Scan.Content content;
    private final Optional<String> password;
    private SeekableByteChannel channel;
    private Child openOn;
    private int count;
    private FileFormat format;
    private int deaths;

    ChildPages(ChildSession session, int number, String name, Scan.Content content, Optional<String> password) {
        this.session = session;
        this.number = number;
        this.name = name;
        this.content = content;
        this.password = password;
    }

    /** By which the child knows it. */
    int number() {
        return number;
    }

    /** Opens it on the child of the moment. */
    void open() throws RefusedException {
        try {
            if (channel == null || !channel.isOpen()) {
                channel = content.open();
            }
            long length = channel.size();
            Child child = session.child();
            child.began();
            int countBefore = count;
            ask("scan '%s'".formatted(name), Wire.Ask.OPEN, out -> {
                out.writeInt(number);
                out.writeLong(length);
                Wire.text(out, NAME);
                out.writeBoolean(password.isPresent());
                if (password.isPresent()) {
                    Wire.text(out, password.get());
                }
            }, in -> {
                count = Wire.within(in.readInt(), 1, session.children().limits().intake().pagesMax());
                format = FileFormat.values()[Wire.within(in.readInt(), 0, FileFormat.values().length - 1)];
                return count;
            });
            openOn = child;
            if (countBefore != 0 && count != countBefore) {
                throw new RefusedException("Expected %d pages of scan '%s' as before but found %d.".formatted(countBefore, name, count));
            }
        } catch (IOException | ChildDiedException gone) {
            closeChannel();
            throw refusal("scan '%s'".formatted(name), gone);
        } catch (RefusedException | RuntimeException refused) {
            closeChannel();
            throw refused;
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public PageFacts facts(int page) throws RefusedException {
        return of(page, Wire.Ask.FACTS, Wire::facts);
    }

    @Override
    public Page page(int page) throws RefusedException {
        return of(page, Wire.Ask.PAGE, in -> Wire.page(in, session.children().limits().intake()));
    }

    private <T> T of(int page, Wire.Ask ask, Child.Result<T> result) throws RefusedException {
        if (deaths >= DEATHS_MAX) {
            throw new RefusedException("Expected to go on with page %d of scan '%s' but %d pages of it ended their decoder."
                    .formatted(page, name, deaths));
        }
        String what = "page %d of scan '%s'".formatted(page, name);
        try {
            if (session.child() != openOn) {
                open();
            }
            return ask(what, ask, out -> {
                out.writeInt(number);
                out.writeInt(page);
            }, result);
        } catch (ChildDiedException gone) {
            throw refusal(what, gone);
        }
    }

    private <T> T ask(String what, Wire.Ask ask, Child.Question question, Child.Result<T> result)
            throws RefusedException, ChildDiedException {
        try {
            return session.ask(ask, question, result);
        } catch (ChildDiedException gone) {
            deaths++;
            throw gone;
        } catch (RefusedException refused) {
            throw new RefusedException(refused.getMessage().replace(NAME, name), refused);
        }
    }

    private RefusedException refusal(String what, Exception cause) {
        if (cause instanceof ChildDiedException died) {
            return new RefusedException(died.sentence(what, session.children().limits()), died);
        }
        // The file of a thread that is told to stop is closed under it.
        return Thread.currentThread().isInterrupted()
                ? refusal(what, new ChildDiedException(Cause.STOPPED, cause))
                : new RefusedException("Expected to decode %s but its bytes cannot be had.".formatted(what), cause);
    }

    /** Bytes of the file as the child asks for them. */
    byte[] bytes(long position, int wanted) throws IOException {
        if (position < 0 || position + wanted > channel.size()) {
            throw new EOFException();
        }
        ByteBuffer buffer = ByteBuffer.allocate(wanted);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.array();
    }

    @Override
    public void close() {
        session.closed(this);
        try {
            if (openOn != null && openOn.isAlive() && session.child() == openOn) {
                session.ask(Wire.Ask.CLOSE, out -> out.writeInt(number), in -> null);
            }
        } catch (ChildDiedException | RefusedException gone) {
            // Then nothing of it is open there any more.
        }
        openOn = null;
        closeChannel();
    }

    private void closeChannel() {
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
