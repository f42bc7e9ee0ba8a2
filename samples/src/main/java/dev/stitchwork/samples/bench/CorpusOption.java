package dev.stitchwork.samples.bench;

import dev.stitchwork.ui.cli.CommandFailure;
import dev.stitchwork.ui.cli.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Where the real documents and answers lie that are not part of this repository. */
public final class CorpusOption {
    @CommandLine.Option(names = "--corpus", paramLabel = "DIR", defaultValue = "${env:STITCHWORK_CORPUS}",
            description = "folder of the corpus (default: the variable STITCHWORK_CORPUS)")
    private Path folder;

    /**
     * One set of the corpus.
     *
     * @throws CommandFailure where there is none
     */
    public Path set(String name) {
        if (folder == null || folder.toString().isEmpty()) {
            throw new CommandFailure(Exit.REFUSED,
                    "Expected the folder of the corpus, by --corpus or STITCHWORK_CORPUS, but neither is given.");
        }
        Path set = folder.resolve(name);
        if (!Files.isDirectory(set)) {
            throw new CommandFailure(Exit.REFUSED,
                    "Expected a set '%s' in the corpus '%s' but there is none.".formatted(name, folder));
        }
        return set;
    }
}
