package dev.stitchwork.ui.cli;

import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine;

/** Which server a command talks to, and as whom. */
final class ServerOptions {
    @CommandLine.Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:STITCHWORK_SERVER:-http://127.0.0.1:8080}",
            description = "the server's address; default: STITCHWORK_SERVER, else http://127.0.0.1:8080")
    private URI server;

    @CommandLine.Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "file with the API key; default: the key in STITCHWORK_KEY. A client makes one on the page 'API key'")
    private Path keyFile;

    Remote connect() {
        if (server.getHost() == null || !("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
            throw new CommandFailure(
                    Exit.USAGE, "Expected a server's address such as http://127.0.0.1:8080 but was '%s'.".formatted(server));
        }
        return new Remote(server, key());
    }

    private String key() {
        String key = InputFiles.secret(keyFile).orElseGet(() -> System.getenv("STITCHWORK_KEY"));
        if (key == null || key.isBlank()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "Expected an API key in STITCHWORK_KEY or in a file named by --key-file but there is none; sign in as a client"
                            + " and make one on the page 'API key'.");
        }
        return key.strip();
    }
}
