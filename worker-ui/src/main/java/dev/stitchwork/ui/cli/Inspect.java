package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stitchwork.splitter.child.ChildLimits;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.child.Children;
import dev.stitchwork.splitter.intake.PageFacts;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.ui.Command;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Says what the splitter makes of files, without a server and without a template: one line a file. */
@CommandLine.Command(
        name = "inspect",
        description = {
            "Says whether files can be read: format, pages, size of each page and how it is coded, or why not.",
            "Sizes are as stored: points of a PDF page before it is turned, pixels of a picture before it is turned."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork inspect march.pdf april.tif",
            "  stitchwork inspect --json --password-file secret.txt locked.pdf"
        })
public final class Inspect implements Command {
    private static final ObjectMapper JSON = new ObjectMapper();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--json", description = "one JSON object a line instead of a sentence")
    private boolean json;

    @CommandLine.Option(names = "--password-file", paramLabel = "FILE", description = "holds the password of the files that have one")
    private Path passwordFile;

    @CommandLine.Option(names = "--headers-only", description = "believe what each page says of itself: decode nothing, which is fast")
    private boolean headersOnly;

    @CommandLine.Parameters(arity = "1..*", paramLabel = "FILE", description = "files to look at")
    private List<Path> files;

    /** One page: what it says of itself, what it decodes to, or why not. */
    private record Page(int number, Optional<PageFacts> facts, Optional<Upright> upright, Optional<String> refusal) {}

    /** Its size in pixels, the right way up. */
    private record Upright(int width, int height) {
        static Upright of(Gray picture) {
            return new Upright(picture.width(), picture.height());
        }
    }

    /** One file: its pages, or why it has none. */
    private record Found(Path file, String format, List<Page> pages, Optional<String> refusal) {
        boolean isWhole() {
            return refusal.isEmpty() && pages.stream().allMatch(page -> page.refusal().isEmpty());
        }

        boolean isRefused() {
            return refusal.isPresent() || pages.stream().allMatch(page -> page.refusal().isPresent());
        }
    }

    @Override
    public Integer call() throws JsonProcessingException {
        InputFiles.check(files);
        Optional<String> password = InputFiles.secret(passwordFile);
        PrintWriter out = spec.commandLine().getOut();
        int whole = 0;
        int refused = 0;
        try (Children children = Children.decoding(ChildLimits.DEFAULT, 1);
                ChildSession session = children.session()) {
            for (Path file : files) {
                Found found = found(file, password, session);
                out.println(json ? JSON.writeValueAsString(object(found)) : sentence(found));
                out.flush();
                whole += found.isWhole() ? 1 : 0;
                refused += found.isRefused() ? 1 : 0;
            }
        }
        return whole == files.size() ? Exit.DONE : refused == files.size() ? Exit.REFUSED : Exit.PARTLY;
    }

    private Found found(Path file, Optional<String> password, ChildSession session) {
        try (Pages pages = session.open(file.getFileName().toString(), () -> Files.newByteChannel(file), password)) {
            List<Page> found = new ArrayList<>();
            for (int number = 1; number <= pages.count(); number++) {
                found.add(page(pages, number));
            }
            return new Found(file, pages.format().code(), found, Optional.empty());
        } catch (RefusedException refused) {
            return new Found(file, "", List.of(), Optional.of(refused.getMessage()));
        }
    }

    /** Pixels are counted and let go: a file of 500 pages holds one at a time. */
    private Page page(Pages pages, int number) {
        Optional<PageFacts> facts = Optional.empty();
        try {
            facts = Optional.of(pages.facts(number));
            Optional<Upright> upright = headersOnly ? Optional.empty() : Optional.of(Upright.of(pages.page(number).picture()));
            return new Page(number, facts, upright, Optional.empty());
        } catch (RefusedException refused) {
            return new Page(number, facts, Optional.empty(), Optional.of(refused.getMessage()));
        }
    }

    private static String sentence(Found found) {
        if (found.refusal().isPresent()) {
            return found.file() + ": " + found.refusal().get();
        }
        StringBuilder said = new StringBuilder("%s: %s, %s".formatted(
                found.file(), found.format(), Template.many(found.pages().size(), "page")));
        List<Page> pages = found.pages();
        for (int first = 0; first < pages.size();) {
            int last = first;
            while (last + 1 < pages.size() && words(pages.get(last + 1)).equals(words(pages.get(first)))) {
                last++;
            }
            said.append(first == 0 ? ": " : "; ");
            if (pages.size() > 1) {
                said.append(first == last ? "page %d ".formatted(first + 1) : "pages %d to %d ".formatted(first + 1, last + 1));
            }
            said.append(words(pages.get(first)));
            first = last + 1;
        }
        return said.toString();
    }

    private static String words(Page page) {
        String stored = page.facts().map(facts -> "%s x %s %s%s, %s".formatted(
                number(facts.width()).toPlainString(), number(facts.height()).toPlainString(),
                facts.unit().name().toLowerCase(Locale.ROOT),
                facts.orientation() == 1 ? "" : " stored " + turn(facts),
                facts.encodings().isEmpty() ? "empty" : String.join(" + ", facts.encodings()))).orElse("");
        return page.refusal().map(refusal -> stored.isEmpty() ? refusal : stored + " (" + refusal + ")").orElse(stored);
    }

    private static String turn(PageFacts facts) {
        List<String> ways = new ArrayList<>();
        if (facts.isMirrored()) {
            ways.add("mirrored");
        }
        if (facts.degrees() != 0) {
            ways.add("to be turned by %d degrees".formatted(facts.degrees()));
        }
        return ways.stream().collect(Collectors.joining(" and "));
    }

    private static ObjectNode object(Found found) {
        ObjectNode file = JSON.createObjectNode();
        file.put("file", found.file().toString());
        file.put("readable", !found.isRefused());
        if (found.refusal().isPresent()) {
            return file.put("refusal", found.refusal().get());
        }
        file.put("format", found.format());
        file.put("pageCount", found.pages().size());
        ArrayNode pages = file.putArray("pages");
        found.pages().forEach(page -> object(page, pages.addObject()));
        return file;
    }

    private static void object(Page page, ObjectNode to) {
        to.put("number", page.number());
        page.facts().ifPresent(facts -> {
            to.put("width", number(facts.width()));
            to.put("height", number(facts.height()));
            to.put("unit", facts.unit().name().toLowerCase(Locale.ROOT));
            to.put("orientation", facts.orientation());
            to.put("turnDegrees", facts.degrees());
            to.put("mirrored", facts.isMirrored());
            ArrayNode encodings = to.putArray("encodings");
            facts.encodings().forEach(encodings::add);
        });
        page.upright().ifPresent(upright -> to.put("uprightWidthPx", upright.width()).put("uprightHeightPx", upright.height()));
        page.refusal().ifPresent(refusal -> to.put("refusal", refusal));
    }

    /** Points to a thousandth, as the file's own numbers are; 612 and not 612.0. */
    private static BigDecimal number(double value) {
        BigDecimal number = BigDecimal.valueOf(Math.round(value * 1_000), 3).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
