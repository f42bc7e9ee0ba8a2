package dev.stitchwork.splitter.freepage;

import dev.stitchwork.splitter.reading.ReadWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What can be seen of a word that was read, without knowing what it says, of whether it was read right.
 *
 * @param confidence the machine's own, 0 to 1
 * @param least the machine's own of its least sure letter
 * @param known whether it is in the machine's dictionary
 * @param letters how many characters it has
 * @param plain share of its characters that are letters or digits
 * @param again whether a second reading, of the page drawn smaller, gave the same
 * @param againConfidence the machine's own in that second reading; 0 where it gave something else
 * @param elsewhere how often the same word stands in other places of the page
 * @param line middle of the confidences in its line
 */
public record WordSigns(double confidence, double least, boolean known, int letters, double plain, boolean again,
        double againConfidence, int elsewhere, double line) {

    /** The signs of every word of a page, line by line. */
    static List<List<WordSigns>> of(List<TextLine> lines, List<ReadWord> second) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(line -> line.words().forEach(word -> counts.merge(core(word.text()), 1, Integer::sum)));
        List<List<WordSigns>> all = new ArrayList<>();
        for (TextLine line : lines) {
            double[] confidences = line.words().stream().mapToDouble(ReadWord::confidence).sorted().toArray();
            double middle = confidences[confidences.length / 2];
            List<WordSigns> signs = new ArrayList<>();
            for (ReadWord word : line.words()) {
                ReadWord other = same(word, second);
                boolean again = other != null && other.text().equals(word.text());
                long plain = word.text().codePoints().filter(Character::isLetterOrDigit).count();
                int letters = (int) word.text().codePoints().count();
                signs.add(new WordSigns(word.confidence(), word.leastConfidence(), word.known(), letters, plain / (double) letters,
                        again, again ? other.confidence() : 0, counts.get(core(word.text())) - 1, middle));
            }
            all.add(signs);
        }
        return all;
    }

    /** The word without its punctuation, as it would stand within a sentence. */
    private static String core(String text) {
        return text.replaceAll("[^\\p{L}\\p{Nd}]", "").toLowerCase(Locale.ROOT);
    }

    /** The word of the other reading that stands in the same place; null where none does. */
    private static ReadWord same(ReadWord word, List<ReadWord> others) {
        ReadWord best = null;
        long most = 0;
        for (ReadWord other : others) {
            var both = word.box().intersect(other.box());
            long shared = both.isEmpty() ? 0 : (long) both.width() * both.height();
            if (shared > most) {
                most = shared;
                best = other;
            }
        }
        return best;
    }

    /** As numbers for a weighing, each of about the same range, the first always 1. */
    public double[] numbers() {
        return new double[] {
            1, odds(confidence), odds(least), known ? 1 : 0, Math.min(letters, 8) / 8.0, letters == 1 ? 1 : 0, plain == 1 ? 1 : 0,
            plain < 0.5 ? 1 : 0, again ? 1 : 0, again ? odds(againConfidence) : 0, Math.min(elsewhere, 3) / 3.0, odds(line)
        };
    }

    private static double odds(double confidence) {
        return Math.log((confidence + 0.01) / (1.01 - confidence)) / 2;
    }
}
