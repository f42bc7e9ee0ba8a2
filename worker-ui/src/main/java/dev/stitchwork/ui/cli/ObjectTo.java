package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.ui.Command;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** Says that a delivered value is wrong, or what came of saying so. */
@CommandLine.Command(
        name = "object",
        description = {
            "Says that a delivered value is wrong; an operator looks at its picture.",
            "If it was wrong, the next download has it right and says why it changed. Without a value: what came of earlier objections."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork object 5f0c9e7b2a614d8f9e3b7c1d2a4f6e80 --file march.pdf \\",
            "      --document 3 --field born --says 1984-06-05",
            "  stitchwork object 5f0c9e7b2a614d8f9e3b7c1d2a4f6e80"
        })
public final class ObjectTo implements Command {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private ServerOptions server;

    @CommandLine.ArgGroup(exclusive = false)
    private Value value;

    @CommandLine.Parameters(paramLabel = "BATCH", description = "id of the batch")
    private String batch;

    /** Which value it is. */
    private static final class Value {
        @CommandLine.Option(names = "--file", required = true, paramLabel = "NAME", description = "name of the file it was read from")
        private String file;

        @CommandLine.Option(names = "--document", required = true, paramLabel = "N", description = "which document of that file, from 1")
        private int document;

        @CommandLine.Option(names = "--field", required = true, paramLabel = "FIELD", description = "name of the field")
        private String field;

        @CommandLine.Option(names = "--part", paramLabel = "N", description = "which piece, where the field was cut into several, from 1")
        private Integer part;

        @CommandLine.Option(names = "--says", paramLabel = "TEXT",
                description = "what it reads, if you know; the operator sees it among what people keyed")
        private String says;

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("file", file, "document", document, "field", field));
            if (part != null) {
                body.put("part", part);
            }
            if (says != null) {
                body.put("says", says);
            }
            return body;
        }
    }

    @Override
    public Integer call() {
        Remote remote = server.connect();
        String path = "/api/batches/%s/objections".formatted(Remote.encoded(batch));
        if (value != null) {
            remote.post(path, value.body());
        }
        print(spec.commandLine().getOut(), remote.get(path));
        return Exit.DONE;
    }

    private static void print(PrintWriter out, JsonNode objections) {
        if (objections.isEmpty()) {
            out.println("Nothing was objected to. Name a value with --file, --document and --field.");
            return;
        }
        Columns table = new Columns("FILE", "DOCUMENT", "FIELD", "PIECE", "DELIVERED", "NOW", "STATE");
        objections.forEach(each -> table.add(
                each.path("file").asText(), each.path("document").asInt(), each.path("field").asText(), each.path("part").asInt(),
                text(each.path("before")), text(each.path("now")), each.path("state").asText().replace('-', ' ')));
        out.println(table);
    }

    private static String text(JsonNode reading) {
        return reading.path("verdict").asText().equals("value") ? reading.path("text").asText() : reading.path("verdict").asText();
    }
}
