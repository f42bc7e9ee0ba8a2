package dev.stitchwork.samples.kill;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * How the server is started: in jars, as the distribution has it. What a life that ended in peace had loaded is kept in an
 * archive of classes, so that the many lives after it start in about half the time; a Java that cannot use it does without.
 */
final class ServerProgram {
    private final String classPath;
    private final Path archive;

    /** @param folder is made; holds jars and archive */
    ServerProgram(Path folder) throws IOException {
        Files.createDirectories(folder);
        archive = folder.resolve("classes.jsa");
        // Surefire hands the class path to its own process in a jar; what it was is in this property.
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> jars = new ArrayList<>();
        for (String entry : given.split(File.pathSeparator)) {
            jars.add(Files.isDirectory(Path.of(entry)) ? jar(Path.of(entry), folder.resolve(jars.size() + ".jar")) : entry);
        }
        classPath = String.join(File.pathSeparator, jars);
    }

    /** The command up to the server's own arguments. */
    List<String> command() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", // it is started many times and never runs long
                (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive, "-Xlog:disable",
                "-Djava.awt.headless=true", "-cp", classPath, ServerMain.class.getName());
    }

    private static String jar(Path classes, Path jar) throws IOException {
        int status = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err,
                "--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (status != 0) {
            throw new IOException("Expected '%s' to be made of '%s' but jar ended with %d.".formatted(jar, classes, status));
        }
        return jar.toString();
    }
}
