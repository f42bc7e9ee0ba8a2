package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stitchwork.ui.cli.Serve;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReadmeTest {
    @TempDir
    Path data;

    @Test
    void theReadmeNamesEverySettingOfTheServer() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        List<String> undocumented = new CommandLine(new Serve()).getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .filter(name -> !List.of("--help", "--version").contains(name) && !readme.contains("`" + name + "`"))
                .toList();
        assertEquals(List.of(), undocumented);
    }

    @Test
    void theReadmeListsEveryRouteAndNoOther() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        List<String> documented = Pattern.compile("`((?:GET|POST|DELETE|PUT) /[^`? ]*)").matcher(readme).results()
                .map(match -> match.group(1))
                .toList();
        try (Premises premises = new Premises(data)) {
            assertEquals(String.join("\n", new TreeSet<>(premises.server().routes())), String.join("\n", new TreeSet<>(documented)));
        }
    }
}
