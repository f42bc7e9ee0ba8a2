package dev.stitchwork.engine.exposure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Where everybody of a crowd is while a batch is worked at, as far as what each was shown of it tells.
 *
 * <p>Who was shown nothing has not come yet: its first pause goes on, for as long as the {@link Turnout} makes it; where that
 * should be over, it is as far from coming as anybody who pauses. Of who was shown something pasts are drawn that began before
 * now; each counts by how well it explains what that member was shown at the {@link Pace} of the crowd, and the share of those
 * in which it is at work is the chance that it still is. Who was shown every document is of no use to the batch, wherever it is.
 * Sittings and pauses are exponential, so nothing else of a past matters to what comes.
 *
 * <p>Were a future drawn without that, whoever has not come yet would be at work or have been as often as anybody, and those
 * who are would be counted on for a whole sitting although they have been shown all there is.
 */
final class Whereabouts {
    private static final int PASTS = 40;

    private final Begun begun;
    private final List<CrowdMember> crowd;
    private final Turnout turnout;
    private final Pace pace;
    /** The chance that each is at work; of those who have not come, {@code NaN}. */
    private final double[] atWork;

    Whereabouts(Begun begun, List<CrowdMember> crowd, int fragmentsMax, RandomGenerator random) {
        this.begun = begun;
        this.crowd = crowd;
        List<Integer> came = new ArrayList<>();
        for (int i = 0; i < crowd.size(); i++) {
            if (begun.shownTo(crowd.get(i)) > 0) {
                came.add(i);
            }
        }
        this.turnout = Turnout.of(begun, crowd, came.size());
        List<CrowdMember> people = came.stream().map(i -> crowd.get(i).comingTimes(turnout.likely())).toList();
        List<double[]> worked = new ArrayList<>();
        List<boolean[]> working = new ArrayList<>();
        for (int past = 0; past < PASTS; past++) {
            double[] seconds = new double[people.size()];
            boolean[] sitting = new boolean[people.size()];
            for (int i = 0; i < seconds.length; i++) {
                CrowdMember member = people.get(i);
                Sittings life = Sittings.within(member, Math.min(begun.seconds(), member.pauseSeconds()), random);
                seconds[i] = life.workedBy(begun.seconds());
                sitting[i] = life.sitsFrom() <= begun.seconds();
            }
            worked.add(seconds);
            working.add(sitting);
        }
        double turnsMax = (double) fragmentsMax * begun.documents();
        this.pace = new Pace(begun.turns(), people, turnsMax, worked);
        this.atWork = crowd.stream().mapToDouble(member -> Double.NaN).toArray();
        for (int i = 0; i < people.size(); i++) {
            int at = i;
            double perSecond = pace.likely() / people.get(i).secondsPerTurn();
            atWork[came.get(i)] = chance(
                    begun.shownTo(people.get(i)),
                    past -> Math.min(turnsMax, perSecond * worked.get(past)[at]),
                    past -> working.get(past)[at]);
        }
    }

    /** The square root of a count has a standard deviation of one half, however large it is (Anscombe 1948). */
    private static double chance(double shown, IntFunction<Double> turns, IntFunction<Boolean> working) {
        double[] logs = new double[PASTS];
        double most = Double.NEGATIVE_INFINITY;
        for (int past = 0; past < PASTS; past++) {
            double off = StrictMath.sqrt(shown) - StrictMath.sqrt(turns.apply(past));
            logs[past] = -2 * off * off;
            most = Math.max(most, logs[past]);
        }
        double all = 0;
        double at = 0;
        for (int past = 0; past < PASTS; past++) {
            double weight = StrictMath.exp(logs[past] - most);
            all += weight;
            at += working.apply(past) ? weight : 0;
        }
        return at / all;
    }

    /** One future: how fast its crowd is, as a multiple of the pace it was known to have, and the hours that each keeps from now. */
    record Course(double pace, Sittings[] lives) {}

    Course drawn(RandomGenerator random) {
        double coming = turnout.drawn(random);
        Sittings[] lives = new Sittings[crowd.size()];
        for (int i = 0; i < lives.length; i++) {
            CrowdMember member = crowd.get(i).comingTimes(coming);
            if (Double.isNaN(atWork[i])) {
                double rest = member.pauseSeconds() - begun.seconds();
                lives[i] = rest > 0 ? Sittings.within(member, rest, random) : Sittings.inPause(member, random);
            } else {
                lives[i] = random.nextDouble() < atWork[i] ? Sittings.atWork(member, random) : Sittings.inPause(member, random);
            }
        }
        return new Course(pace.drawn(random), lives);
    }
}
