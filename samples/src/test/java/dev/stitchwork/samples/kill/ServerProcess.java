package dev.stitchwork.samples.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which can be killed as the system kills: no last word, no closing of files. */
final class ServerProcess implements AutoCloseable {
    private final ServerProgram program;
    private final int port;
    private final List<String> arguments;
    private Process process;

    /**
     * @param database JDBC address, or "-" for the H2 file in the data folder
     * @param settings "safe", or "unsafe" for H2 as it comes
     */
    ServerProcess(ServerProgram program, Path data, String database, String user, String settings) {
        this.program = program;
        port = freePort();
        arguments = List.of(data.toString(), Integer.toString(port), database, user, settings);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it and returns when it serves. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(program.command());
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(ServerMain.READY)) {
                Thread drain = new Thread(() -> lines.lines().forEach(further -> {}), "server output");
                drain.setDaemon(true);
                drain.start();
                return;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("Expected the server to start but it ended:\n" + said);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        untilGone();
    }

    /** SIGTERM: it ends in peace, and its program keeps what it loaded. */
    void end() throws InterruptedException {
        process.destroy();
        untilGone();
    }

    private void untilGone() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Expected a server that was ended to be gone after a minute.");
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
