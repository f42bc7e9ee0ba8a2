package dev.stitchwork.splitter.child;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a child is started: this Java, this class path, little else. It inherits no variable that could hold a secret, and
 * may read the Java, the program, its native libraries, language data and fonts: files that are everybody's.
 */
final class ChildProgram {
    private static final Logger LOG = LoggerFactory.getLogger(ChildProgram.class);
    private static final List<Path> SYSTEM = Stream.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache",
            "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/tesseract-ocr", "/dev/urandom", "/dev/random").map(Path::of).toList();
    /** Names the file of classes that this Java was started with ({@code -XX:SharedArchiveFile}), which serves children too. */
    private static final String CLASSES = "stitchwork.classes";
    private static final List<Path> DEVICES = List.of(Path.of("/dev/null"));
    private static final List<String> VARIABLES = List.of("LANG", "LC_ALL", "LC_CTYPE");
    /** Classes, compiled code and what libraries map; of addresses, not of memory. */
    private static final long ADDRESSES_BESIDES_HEAP = 3_000_000_000L;

    private final ChildLimits limits;
    private final Path natives;
    private final boolean reading;
    private final boolean shutIn;
    private final String mainClass;
    private final List<Path> readable;

    /**
     * @param natives folder to unpack native libraries and language data to
     * @param reading whether print is to be read
     * @param shutIn false for a child that may do what it likes, to measure and to try what shutting in does
     */
    ChildProgram(ChildLimits limits, Path natives, boolean reading, boolean shutIn, String mainClass) throws IOException {
        this.limits = limits;
        this.natives = natives.toAbsolutePath();
        this.reading = reading;
        this.shutIn = shutIn;
        this.mainClass = mainClass;
        this.readable = readable(this.natives);
        NativeFiles.unpack(this.natives, reading);
    }

    /** Whether the kernel keeps a child's hands off files and network; a sentence for the log where it does not. */
    static Optional<String> openDoors() {
        if (Landlock.version().isEmpty()) {
            return Optional.of("Decoders run in processes of their own, but this system's kernel cannot keep them from files and "
                    + "network (it has no Landlock): use a Linux of 5.13 or newer.");
        }
        return Landlock.version().get() >= 4 || CallFilter.isKnownHere() ? Optional.empty()
                : Optional.of("Decoders run in processes of their own without files, but this system's kernel cannot keep them "
                        + "from the network: use a Linux of 6.7 or newer.");
    }

    Process start() throws IOException {
        boolean locked = shutIn && Landlock.version().isPresent();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The second compiler costs a child more than its code saves: most serve some hundred pages at most.
                "-Xmx" + limits.heapBytes() / 1024 + "k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
                "-XX:ReservedCodeCacheSize=96m", "-XX:CompressedClassSpaceSize=64m", "-XX:MaxMetaspaceSize=160m",
                "-XX:MaxDirectMemorySize=128m", "-XX:-UsePerfData", "-XX:+DisableAttachMechanism",
                "-XX:+DisplayVMOutputToStderr", "-XX:ErrorFile=/dev/null", "-XX:-CreateCoredumpOnCrash",
                "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC",
                "-Djna.nounpack=true", "-Djna.boot.library.path=" + natives,
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider"));
        classes().ifPresent(file -> command.addAll(List.of("-XX:SharedArchiveFile=" + file, "-Xlog:disable")));
        int java = Runtime.version().feature();
        if (java >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (java >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass,
                Integer.toString(limits.intake().pagesMax()), Long.toString(limits.intake().pixelsMax()),
                Long.toString(limits.intake().bytesMax()), natives.toString(),
                Long.toString(limits.memoryBytes() + ADDRESSES_BESIDES_HEAP), Boolean.toString(shutIn),
                Boolean.toString(!locked), Boolean.toString(reading)));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(VARIABLES);
        variables.put("OMP_THREAD_LIMIT", "1"); // Tesseract with more threads is six times slower
        variables.put("MALLOC_ARENA_MAX", "2"); // each would reserve 64 MB of addresses
        return locked ? Landlock.start(builder, readable, DEVICES) : builder.start();
    }

    private static Optional<Path> classes() {
        return Optional.ofNullable(System.getProperty(CLASSES)).map(Path::of).filter(Files::isReadable);
    }

    private static List<Path> readable(Path natives) throws IOException {
        Set<Path> paths = new LinkedHashSet<>(SYSTEM);
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        paths.add(java);
        try (Stream<Path> files = Files.walk(java)) {
            // Debian keeps Java's settings in /etc and links to them.
            for (Path link : files.filter(Files::isSymbolicLink).filter(Files::isRegularFile).toList()) {
                paths.add(link.toRealPath());
            }
        }
        paths.add(natives);
        classes().ifPresent(paths::add);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                addWithItsOwn(Path.of(entry).toAbsolutePath().normalize(), paths);
            }
        }
        return List.copyOf(paths);
    }

    /** A jar may name more of the class path in its manifest. */
    private static void addWithItsOwn(Path entry, Set<Path> paths) {
        if (!Files.exists(entry) || !paths.add(entry) || !Files.isRegularFile(entry)) {
            return;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String more = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String name : more == null ? new String[0] : more.strip().split("\\s+")) {
                URI file = entry.toUri().resolve(name);
                if ("file".equals(file.getScheme())) {
                    addWithItsOwn(Path.of(file).normalize(), paths);
                }
            }
        } catch (IOException | IllegalArgumentException noJar) {
            LOG.debug("'{}' is on the class path and cannot be looked into.", entry, noJar);
        }
    }
}
