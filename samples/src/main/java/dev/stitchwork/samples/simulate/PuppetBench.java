package dev.stitchwork.samples.simulate;

import dev.stitchwork.samples.simulate.SimulationSettings.Crowd;
import dev.stitchwork.samples.simulate.SimulationSettings.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one party with many accounts, all unknown to belong together, comes to know: the share of documents of which it
 * sees all of the name and all of the identifier.
 */
public final class PuppetBench {
    /** Student's t for four degrees of freedom, 95 %. */
    private static final double T_OF_FIVE_SEEDS = 2.776;
    private static final int SEEDS = 5;

    private PuppetBench() {}

    /**
     * Five seeds of one setting.
     *
     * @param workShare share of the showings that went to the party, mean
     * @param sees share of documents it sees name and identifier of, mean
     * @param halfInterval half of the 95 % interval of that mean
     */
    public record Result(boolean splitting, double asked, double workShare, double sees, double halfInterval) {
        @Override
        public String toString() {
            return "%s, party holds %.1f %% of the work: sees name and identifier of %.4f %% of the documents (+- %.4f)"
                    .formatted(splitting ? "split" : "whole", 100 * workShare, 100 * sees, 100 * halfInterval);
        }
    }

    /** @param each told of every setting's result as it comes */
    public static List<Result> run(int documents, int workers, Consumer<Result> each) {
        List<Result> results = new ArrayList<>();
        for (double share : new double[] {0.33, 0.10}) {
            for (Rules rules : List.of(Rules.STANDARD.uncut(), Rules.STANDARD)) {
                Result result = run(documents, workers, share, rules);
                results.add(result);
                each.accept(result);
            }
        }
        return results;
    }

    private static Result run(int documents, int workers, double share, Rules rules) {
        double[] sees = new double[SEEDS];
        double work = 0;
        double mean = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Figures figures = new Simulation(
                            new SimulationSettings(
                                    documents, 20, 60, workers, seed + 1, new Crowd(8, 0.04, 0.1, 0, share, 0), rules, 24, 72, 3),
                            row -> {})
                    .run(done -> {});
            sees[seed] = figures.partySees();
            mean += sees[seed] / SEEDS;
            work += figures.partyWorkShare() / SEEDS;
        }
        double squares = 0;
        for (double each : sees) {
            squares += (each - mean) * (each - mean);
        }
        double deviation = Math.sqrt(squares / (SEEDS - 1));
        return new Result(rules.splitting(), share, work, mean, T_OF_FIVE_SEEDS * deviation / Math.sqrt(SEEDS));
    }
}
