package dev.stitchwork.stitcher;

import dev.stitchwork.engine.PageSize;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One page of running text, its pieces put in blocks and lines and each in its place, in pixels of the page turned upright.
 * A piece of which people agree that nothing is written there is left out; one without a value stays, and says why.
 *
 * @param file the client's name for the file
 * @param filePage its page in the file, from 1
 * @param quarterTurns clockwise that turned it upright
 */
record TextPage(String file, int filePage, int width, int height, int quarterTurns, List<Block> blocks) {
    TextPage {
        blocks = List.copyOf(blocks);
    }

    /** @param number in the order one reads, from 1 */
    record Block(int number, Rectangle place, List<Line> lines) {}

    /** @param number in the order one reads, from 1, on the whole page */
    record Line(int number, Rectangle place, List<Piece> pieces) {}

    /**
     * A word, or a whole line where that is what people were shown.
     *
     * @param number in the order one reads, from 1, on the whole page
     * @param text without line breaks; empty where there is no value
     * @param mark why there is no value; empty where there is one
     * @param confidence share of people's voices for it, or what the machine that decided it alone was sure to, 0 to 1;
     *     empty where neither is known
     * @param byPeople whether anybody keyed it
     */
    record Piece(int number, Rectangle place, String text, Optional<Mark> mark, OptionalDouble confidence, boolean byPeople) {}

    /** In pixels of the upright page. */
    record Rectangle(int left, int top, int right, int bottom) {
        Rectangle union(Rectangle other) {
            return new Rectangle(Math.min(left, other.left), Math.min(top, other.top),
                    Math.max(right, other.right), Math.max(bottom, other.bottom));
        }

        int width() {
            return right - left;
        }

        int height() {
            return bottom - top;
        }
    }

    /** @throws IllegalArgumentException with one sentence where the page's size was not kept */
    static TextPage of(Transcript page) {
        PageSize size = page.pageSize().orElseThrow(() -> new IllegalArgumentException(
                "Expected the size of page %s of file '%s' on record but it was split before sizes were kept: send the file again."
                        .formatted(page.filePages(), page.file())));
        boolean upright = size.quarterTurns() % 2 == 0;
        int width = upright ? size.widthPx() : size.heightPx();
        int height = upright ? size.heightPx() : size.widthPx();
        Map<Integer, Map<Integer, List<Piece>>> sorted = new TreeMap<>();
        page.parts().stream().sorted(Comparator.comparingInt(Transcript.Part::part)).forEach(part -> {
            Spot spot = part.spot().orElseThrow();
            piece(part, place(spot, size.quarterTurns(), width, height)).ifPresent(piece -> sorted
                    .computeIfAbsent(spot.block(), none -> new LinkedHashMap<>())
                    .computeIfAbsent(spot.line(), none -> new ArrayList<>())
                    .add(piece));
        });
        List<Block> blocks = new ArrayList<>();
        sorted.forEach((number, lines) -> blocks.add(block(number, lines)));
        return new TextPage(page.file(), page.filePages().get(0), width, height, size.quarterTurns(), blocks);
    }

    private static Block block(int number, Map<Integer, List<Piece>> pieces) {
        List<Line> lines = new ArrayList<>();
        pieces.forEach((line, own) -> lines.add(new Line(
                line, own.stream().map(Piece::place).reduce(Rectangle::union).orElseThrow(), List.copyOf(own))));
        return new Block(number, lines.stream().map(Line::place).reduce(Rectangle::union).orElseThrow(), lines);
    }

    private static Optional<Piece> piece(Transcript.Part part, Rectangle place) {
        boolean byPeople = part.state() == TaskState.ADJUDICATED || !part.keyings().isEmpty();
        Optional<Mark> mark = part.reading() == null
                ? Optional.of(part.state() == TaskState.DISPUTED ? Mark.DISPUTED : Mark.OPEN)
                : RecordField.unread(List.of(part));
        if (mark.isEmpty() && part.reading().verdict() == Reading.Verdict.BLANK) {
            return Optional.empty();
        }
        String text = mark.isPresent() ? "" : part.reading().text().replaceAll("\\s+", " ");
        return Optional.of(new Piece(part.part(), place, text, mark, mark.isPresent() ? OptionalDouble.empty() : confidence(part), byPeople));
    }

    private static OptionalDouble confidence(Transcript.Part part) {
        return part.state() == TaskState.AGREED && part.keyings().isEmpty()
                ? part.machineReadings().stream().mapToDouble(machine -> machine.confidence()).max()
                : RecordField.agreement(part);
    }

    /** A spot is told as the page lies in its file. */
    private static Rectangle place(Spot spot, int quarterTurns, int width, int height) {
        double right = spot.x() + spot.width();
        double bottom = spot.y() + spot.height();
        return switch (quarterTurns) {
            case 0 -> rectangle(spot.x(), spot.y(), right, bottom, width, height);
            case 1 -> rectangle(1 - bottom, spot.x(), 1 - spot.y(), right, width, height);
            case 2 -> rectangle(1 - right, 1 - bottom, 1 - spot.x(), 1 - spot.y(), width, height);
            default -> rectangle(spot.y(), 1 - right, bottom, 1 - spot.x(), width, height);
        };
    }

    private static Rectangle rectangle(double left, double top, double right, double bottom, int width, int height) {
        return new Rectangle(pixel(left, width), pixel(top, height), pixel(right, width), pixel(bottom, height));
    }

    private static int pixel(double share, int side) {
        return (int) Math.max(0, Math.min(side, Math.round(share * side)));
    }
}
