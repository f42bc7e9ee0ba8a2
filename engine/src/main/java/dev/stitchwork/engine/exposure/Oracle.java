package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.exposure.Whereabouts.Course;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Draws futures of a batch and says when each is finished.
 *
 * <p>In one future every member of the crowd sits down and gets up by its habits, and some leave for good; what it can do
 * by a time is its working time over its time a turn, and never more than one document's worth of fragments for each
 * document, since the cap spends a document's members one by one. The batch is finished when, for every set of classes,
 * what those who may be shown some class of it can do reaches what is needed in it: Hall's condition again, on flows
 * instead of single turns.
 *
 * <p>A future of a batch that has begun goes on from now: with whoever is at work still at work, and who has not come yet still
 * to come, as far as what each was shown tells ({@link Whereabouts}).
 *
 * <p>What flows leave out is the tail: the last turns of a document wait for the few who have not seen it. Its length
 * was fitted to the event-by-event simulation of the samples module, see {@link #tailSeconds}.
 */
final class Oracle {
    private static final int CLASSES = SensitivityClass.values().length;
    private static final int SETS = 1 << CLASSES;
    private static final int STEPS = 200;
    /** How far is looked, as a multiple of the deadline. */
    private static final double HORIZON = 3;
    private static final int SCOUTS = 10;
    private static final double TAIL_LEAST = 0.015;
    private static final double TAIL_OF_NONE_SPARE = 2;
    private static final double TAIL_FALL = 3.8;
    private static final double FLOW_NOISE = 0.06;

    private final Workload work;
    private final List<CrowdMember> crowd;
    private final Attrition attrition;
    private final double deadlineSeconds;
    private final double[] needOf = new double[SETS];
    private final int[] neededSets;
    /** The different sets of classes in the crowd, and which of them each member has. */
    private final int[] kinds;
    private final int[] kindOf;
    private final int fragmentsMax;
    private final Begun begun;
    private final double turnsOfMost;

    /**
     * @param attrition from now
     * @param deadlineSeconds from now
     */
    Oracle(
            Workload work,
            Begun begun,
            List<CrowdMember> crowd,
            Attrition attrition,
            double deadlineSeconds,
            Guarantee guarantee) {
        this.work = work;
        this.begun = begun;
        this.crowd = crowd;
        this.attrition = attrition;
        this.deadlineSeconds = deadlineSeconds;
        this.fragmentsMax = guarantee.cap().fragmentsMax();
        double[] turns = work.turns();
        int needed = 0;
        for (int i = 0; i < CLASSES; i++) {
            needed |= turns[i] > 0 ? 1 << i : 0;
        }
        int[] sets = new int[SETS];
        int count = 0;
        for (int set = needed; set != 0; set = set - 1 & needed) {
            for (int i = 0; i < CLASSES; i++) {
                needOf[set] += (set & 1 << i) != 0 ? turns[i] * (1 + Workload.FURTHER_TURNS) : 0;
            }
            sets[count++] = set;
        }
        neededSets = Arrays.copyOf(sets, count);
        int used = needed;
        int[] classes = crowd.stream().mapToInt(member -> member.classes() & used).toArray();
        kinds = Arrays.stream(classes).distinct().toArray();
        kindOf = Arrays.stream(classes).map(each -> placeOf(each, kinds)).toArray();
        turnsOfMost = turnsOfMost();
    }

    private static int placeOf(int kind, int[] kinds) {
        int place = 0;
        while (kinds[place] != kind) {
            place++;
        }
        return place;
    }

    /** Looks far and coarsely first, then as far as need be and finely. */
    Forecast draw(int futures, RandomGenerator random) {
        double far = HORIZON * (begun.seconds() + deadlineSeconds);
        Supplier<Course> courses = courses(random);
        double latest = draw(SCOUTS, far, courses, random).by(1);
        return draw(futures, Math.min(far, HORIZON * latest), courses, random);
    }

    private Supplier<Course> courses(RandomGenerator random) {
        if (!begun.tells()) {
            return () -> new Course(1, crowd.stream().map(member -> Sittings.of(member, random)).toArray(Sittings[]::new));
        }
        Whereabouts whereabouts = new Whereabouts(begun, crowd, fragmentsMax, random);
        return () -> whereabouts.drawn(random);
    }

    private Forecast draw(int futures, double horizon, Supplier<Course> courses, RandomGenerator random) {
        double[] finished = new double[futures];
        for (int i = 0; i < futures; i++) {
            finished[i] = future(horizon, courses.get(), random);
        }
        return new Forecast(finished);
    }

    private double future(double horizon, Course course, RandomGenerator random) {
        double[][] done = done(horizon / STEPS, course, random);
        int low = 1;
        int high = STEPS + 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (suffices(done[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low > STEPS) {
            return Double.POSITIVE_INFINITY;
        }
        double flow = (low - random.nextDouble()) * horizon / STEPS;
        return Math.max(flow + tailSeconds(flow, random), trustedSeconds(random));
    }

    /**
     * How long the last turns wait for people who have not seen their documents. Fitted to 150 simulated batches: the
     * fewer people there are beyond those that the most demanding document needs, the more of them must come back from a
     * pause; a tenth of the time is noise of the flow itself.
     */
    private double tailSeconds(double flow, RandomGenerator random) {
        double left = 1 - attrition.share() * Math.min(1, flow / deadlineSeconds)
                - (flow > attrition.lossAtSeconds() ? attrition.lossShare() : 0);
        double people = crowd.size() * left * fragmentsMax / turnsOfMost;
        double mean = pauseSeconds() * (TAIL_LEAST + TAIL_OF_NONE_SPARE * StrictMath.exp(-TAIL_FALL * (people - 1)));
        return exponential(mean, random) + flow * FLOW_NOISE * (random.nextDouble() - random.nextDouble());
    }

    /**
     * Turns that the most demanding document asks for in all, those that it was shown in among them: who took these is there
     * no more for its last ones. It was shown in so many fewer than the others as it now asks for more.
     */
    private double turnsOfMost() {
        double most = work.turnsOfDocumentMaxInAll();
        if (!begun.tells()) {
            return Math.max(1, most);
        }
        double shown = crowd.stream().mapToDouble(begun::shownTo).sum() / begun.documents();
        double beyond = most - work.turnsInAll() / begun.documents();
        return Math.max(1, most + Math.max(0, shown - beyond));
    }

    private double pauseSeconds() {
        return crowd.stream().mapToDouble(CrowdMember::pauseSeconds).average().orElse(0);
    }

    /** When the trusted tier has done the last of its pile, each piece at a random time. */
    private double trustedSeconds(RandomGenerator random) {
        if (work.trusted() == 0) {
            return 0;
        }
        double last = StrictMath.pow(random.nextDouble(), 1.0 / work.trusted());
        return -work.trustedMeanSeconds() * StrictMath.log(1 - last);
    }

    /** What each kind of member can have done by every step from now. */
    private double[][] done(double stepSeconds, Course course, RandomGenerator random) {
        double[][] done = new double[STEPS + 1][kinds.length];
        for (int i = 0; i < crowd.size(); i++) {
            CrowdMember member = crowd.get(i);
            double leaves = leaves(random);
            double most = fragmentsMax * member.documentsLeft();
            for (int step = 1; step <= STEPS; step++) {
                double worked = course.lives()[i].workedBy(Math.min(step * stepSeconds, leaves));
                done[step][kindOf[i]] += Math.min(most, course.pace() * worked / member.secondsPerTurn());
            }
        }
        return done;
    }

    private double leaves(RandomGenerator random) {
        double leaves = random.nextDouble() < attrition.share()
                ? random.nextDouble() * deadlineSeconds
                : Double.POSITIVE_INFINITY;
        return random.nextDouble() < attrition.lossShare() ? Math.min(leaves, attrition.lossAtSeconds()) : leaves;
    }

    private static double exponential(double mean, RandomGenerator random) {
        return mean * random.nextExponential();
    }

    private boolean suffices(double[] done) {
        for (int set : neededSets) {
            double able = 0;
            for (int kind = 0; kind < kinds.length; kind++) {
                able += (kinds[kind] & set) != 0 ? done[kind] : 0;
            }
            if (able < needOf[set]) {
                return false;
            }
        }
        return true;
    }
}
