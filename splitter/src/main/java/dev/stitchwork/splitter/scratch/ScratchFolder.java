package dev.stitchwork.splitter.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.io.file.PathUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of its owner alone, for what a process needs while it works. It goes when it is closed, or else when the process
 * is told to end (Ctrl-C, SIGTERM); what a process left that was killed goes when the next one opens its own beside it.
 *
 * <p>Whose process lives is told by a lock on a file inside, which the system lets go of at any death; a process number may
 * be another's by then. A folder without that file is being made or is none of ours, and is left unless it is empty: its
 * maker makes another then. Safe for use by several threads and several processes.
 */
public final class ScratchFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
    private static final String NAMED = ".stitchwork-";
    private static final String LOCK = "in-use";
    /** Of this process: to open the lock of one and close it again would let go of it (fcntl(2)). Guards all that is done. */
    private static final Set<Path> OWN = new HashSet<>();

    private final Path folder;
    private final FileChannel lock;
    private final Thread atEnd = new Thread(this::remove, "end of a scratch folder");

    private ScratchFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Opens one among the temporary files of this machine. */
    public static ScratchFolder open() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Opens one in a folder, so that what is in it can be moved to another place of that folder at one stroke.
     *
     * @throws IOException where it cannot be made, or the process is ending
     */
    public static ScratchFolder in(Path parent) throws IOException {
        synchronized (OWN) {
            ScratchFolder made = null;
            while (made == null) {
                made = made(Files.createTempDirectory(parent, NAMED).toAbsolutePath());
            }
            OWN.add(made.folder);
            try {
                Runtime.getRuntime().addShutdownHook(made.atEnd);
            } catch (IllegalStateException ending) {
                made.remove();
                throw new IOException("Expected a folder in '%s' but the process is ending.".formatted(parent), ending);
            }
            tidy(parent.toAbsolutePath(), Files.getOwner(made.folder));
            return made;
        }
    }

    /** Takes charge of a new folder; null where another process took it for a dead one's before it was locked. */
    private static ScratchFolder made(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        try {
            FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (lock.tryLock() != null && Files.exists(file)) {
                return new ScratchFolder(folder, lock);
            }
            lock.close();
            return null;
        } catch (NoSuchFileException taken) {
            return null;
        }
    }

    /**
     * Makes a folder where it is missing, in one that is there: a scratch folder that is gone is not brought back by who still
     * writes to it. One that is there already is left alone, since a child may not so much as try to make one.
     */
    public static Path ensure(Path folder) throws IOException {
        try {
            return Files.isDirectory(folder) ? folder : Files.createDirectory(folder);
        } catch (FileAlreadyExistsException byAnother) {
            return folder;
        }
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException ending) {
            // Then it runs, and finds nothing to do.
        }
    }

    /** Under another name first: threads that are still at work when the process is told to end can add nothing to it. */
    private void remove() {
        synchronized (OWN) {
            if (!OWN.remove(folder)) {
                return;
            }
            try {
                Path gone = folder.resolveSibling(folder.getFileName() + "-gone");
                Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
                delete(gone, lock);
            } catch (IOException left) {
                LOG.warn("Expected to remove '{}' but could not ({}): remove it, or the next run will.", folder, left.getMessage());
            }
        }
    }

    /** Removes what processes of this user left that live no more. */
    private static void tidy(Path parent, UserPrincipal owner) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, NAMED + "*")) {
            for (Path each : all) {
                if (!OWN.contains(each) && Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    tidyOne(each, owner);
                }
            }
        } catch (IOException unseen) {
            LOG.debug("'{}' could not be looked through.", parent, unseen);
        }
    }

    private static void tidyOne(Path left, UserPrincipal owner) {
        try {
            if (!Files.getOwner(left, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                return;
            }
            Path file = left.resolve(LOCK);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(left);
                return;
            }
            try (FileChannel lock = FileChannel.open(file, StandardOpenOption.WRITE)) {
                if (lock.tryLock() != null) {
                    delete(left, lock);
                }
            }
        } catch (IOException anothers) {
            LOG.debug("'{}' was left where it is.", left, anothers);
        }
    }

    /** The lock last, and held until its file is gone: till then nobody else takes the folder for a dead one's. */
    private static void delete(Path folder, FileChannel lock) throws IOException {
        Path file = folder.resolve(LOCK);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path each : all) {
                if (!each.equals(file)) {
                    PathUtils.delete(each);
                }
            }
        }
        Files.deleteIfExists(file);
        lock.close();
        Files.deleteIfExists(folder);
    }
}
