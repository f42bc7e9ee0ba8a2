package dev.stitchwork.samples.bench.archive;

import dev.stitchwork.samples.bench.archive.ArchivePage.TrueLine;
import dev.stitchwork.samples.bench.archive.SeenLine.SeenWord;
import dev.stitchwork.splitter.raster.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * What a machine read on a page, held against its transcription.
 *
 * <p>Each line read is laid to the transcribed line that it is most like, of those that it touches where their places are
 * known; within a line words are aligned at the least edit distance. What was read where nothing is transcribed does not
 * count.
 *
 * @param words that were read in transcribed lines
 * @param truths words of the transcription
 * @param outside words that were read elsewhere
 */
record Scored(List<Word> words, int truths, int outside) {
    /** Leaving a word without a partner costs this much, changing all of its letters 1. */
    private static final double GAP = 0.6;
    /** Lines less alike than this are not one. */
    private static final double ALIKE_MIN = 0.25;
    private static final Span NOWHERE = new Span(0, 0, 0, 0);

    /**
     * A word that was read.
     *
     * @param line number of the line that it was read in, and its own number in that
     */
    record Word(int line, int number, String text, double trust, boolean right) {}

    static Scored of(ArchivePage page, List<SeenLine> seen) {
        Map<Integer, List<Integer>> linesOf = new LinkedHashMap<>();
        int outside = 0;
        for (int line = 0; line < seen.size(); line++) {
            int nearest = nearest(page.lines(), seen.get(line));
            if (nearest < 0) {
                outside += seen.get(line).words().size();
            } else {
                linesOf.computeIfAbsent(nearest, key -> new ArrayList<>()).add(line);
            }
        }
        List<Word> words = new ArrayList<>();
        linesOf.forEach((truth, lines) -> {
            lines.sort(Comparator.comparingInt(line -> seen.get(line).box().left()));
            words.addAll(aligned(page.lines().get(truth), lines, seen));
        });
        int truths = page.lines().stream().mapToInt(line -> Spelling.words(line.text()).length).sum();
        return new Scored(words, truths, outside);
    }

    long right() {
        return words.stream().filter(Word::right).count();
    }

    /** Number of the transcribed line; negative for none. */
    private static int nearest(List<TrueLine> lines, SeenLine seen) {
        int best = -1;
        double most = ALIKE_MIN;
        for (int i = 0; i < lines.size(); i++) {
            boolean touches = lines.get(i).box().map(box -> !box.intersect(seen.box()).isEmpty()).orElse(true);
            double like = touches ? alike(lines.get(i), seen) : 0;
            if (like > most) {
                most = like;
                best = i;
            }
        }
        return best >= 0 ? best : under(lines, seen);
    }

    /** Where the letters say nothing, the line that most of it lies on. */
    private static int under(List<TrueLine> lines, SeenLine seen) {
        int best = -1;
        double most = 0.5;
        for (int i = 0; i < lines.size(); i++) {
            Span both = lines.get(i).box().map(box -> box.intersect(seen.box())).orElse(NOWHERE);
            double share = both.isEmpty() ? 0 : area(both) / area(seen.box());
            if (share > most) {
                most = share;
                best = i;
            }
        }
        return best;
    }

    private static double area(Span span) {
        return span.width() * (double) span.height();
    }

    /** Share of the pairs of letters of the line read that the other has too. */
    private static double alike(TrueLine line, SeenLine seen) {
        Map<String, Integer> pairs = pairs(Spelling.of(line.text()));
        Map<String, Integer> read = pairs(Spelling.of(seen.text()));
        double all = read.values().stream().mapToInt(count -> count).sum();
        double both = read.entrySet().stream().mapToInt(pair -> Math.min(pair.getValue(), pairs.getOrDefault(pair.getKey(), 0))).sum();
        double longer = Math.max(all, pairs.values().stream().mapToInt(count -> count).sum());
        return all == 0 ? 0 : 0.8 * both / all + 0.2 * both / longer;
    }

    private static Map<String, Integer> pairs(String text) {
        Map<String, Integer> pairs = new HashMap<>();
        for (int at = 0; at + 1 < text.length(); at++) {
            pairs.merge(text.substring(at, at + 2), 1, Integer::sum);
        }
        return pairs;
    }

    private record Place(int line, int number, SeenWord word) {}

    private static List<Word> aligned(TrueLine truth, List<Integer> lines, List<SeenLine> seen) {
        List<Place> read = new ArrayList<>();
        for (int line : lines) {
            for (int number = 0; number < seen.get(line).words().size(); number++) {
                read.add(new Place(line, number, seen.get(line).words().get(number)));
            }
        }
        String[] wanted = Spelling.words(truth.text());
        double[][] cost = new double[read.size() + 1][wanted.length + 1];
        for (int i = 0; i <= read.size(); i++) {
            for (int j = 0; j <= wanted.length; j++) {
                cost[i][j] = i == 0 ? j * GAP : j == 0 ? i * GAP : Math.min(cost[i - 1][j - 1] + apart(read.get(i - 1), wanted[j - 1]),
                        Math.min(cost[i - 1][j], cost[i][j - 1]) + GAP);
            }
        }
        List<Word> words = new ArrayList<>();
        int j = wanted.length;
        for (int i = read.size(); i > 0;) {
            boolean paired = j > 0 && cost[i][j] == cost[i - 1][j - 1] + apart(read.get(i - 1), wanted[j - 1]);
            if (!paired && j > 0 && cost[i][j] == cost[i][j - 1] + GAP) {
                j--;
                continue;
            }
            Place place = read.get(i - 1);
            words.add(0, new Word(place.line(), place.number(), place.word().text(), place.word().trust(),
                    paired && apart(place, wanted[j - 1]) == 0));
            i--;
            j -= paired ? 1 : 0;
        }
        return words;
    }

    private static double apart(Place place, String wanted) {
        String text = Spelling.of(place.word().text());
        return LevenshteinDistance.getDefaultInstance().apply(text, wanted) / (double) Math.max(text.length(), wanted.length());
    }
}
