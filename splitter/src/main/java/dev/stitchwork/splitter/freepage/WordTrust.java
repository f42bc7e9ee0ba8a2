package dev.stitchwork.splitter.freepage;

/**
 * How probable it is that a word was read right, from its signs; the machine's own confidence says it of letters, and is
 * as high on a word that does not exist.
 *
 * <p>A logistic weighing (Cox 1958). The weights are set by hand, and fitted to no page; {@code stitchwork bench archive
 * --learn} prints which a corpus would teach, and that on sets they were not learned on those are no better.
 */
public final class WordTrust {
    /** In the order of {@link WordSigns#numbers()}. */
    private static final double[] WEIGHTS = {-1.2, 0.6, 0.6, 0.3, 0, 0, 0.3, -0.5, 0.8, 0.4, 0.2, 0.4};

    public static final WordTrust USUAL = new WordTrust(WEIGHTS);

    private final double[] weights;

    public WordTrust(double[] weights) {
        this.weights = weights.clone();
    }

    public double probability(WordSigns signs) {
        double[] numbers = signs.numbers();
        double sum = 0;
        for (int i = 0; i < numbers.length; i++) {
            sum += weights[i] * numbers[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
