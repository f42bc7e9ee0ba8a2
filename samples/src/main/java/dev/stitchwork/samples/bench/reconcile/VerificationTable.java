package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.consensus.Posterior;
import dev.stitchwork.engine.consensus.Posterior.Nods;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.consensus.Voice;
import dev.stitchwork.engine.consensus.trust.Verification;
import dev.stitchwork.engine.consensus.trust.Verification.Costs;
import dev.stitchwork.engine.consensus.trust.Verification.Counts;
import dev.stitchwork.engine.consensus.typed.CrowdErrors;
import dev.stitchwork.engine.consensus.typed.Outlook;
import dev.stitchwork.engine.consensus.typed.Skill;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What it saves to show people what a machine reads and to ask yes or no, in seconds of people a field: the engine's own
 * {@link Posterior} and {@link Verification}, fields settled one after the other until the doubt is within the bound, without
 * and with checks, by a {@link RegisterCrowd} that waves wrong values through at a given rate.
 *
 * <p>A machine reads one field in ten as some one person would, so that it errs where fields are hard, and is known from the
 * fields before. Somebody who waves through says yes to a value that is wrong without looking; whoever looks says yes to what
 * they would have typed. Typing a field is taken to last 6 seconds and a yes or no 2.5: measured are answers, and times are
 * what one makes of them; the engine takes the times it sees. A dispute costs three answers.
 */
record VerificationTable(int seeds) {
    private static final double TYPING_SECONDS = 6;
    private static final double CHECK_SECONDS = 2.5;
    private static final Costs COSTS = new Costs(CHECK_SECONDS, TYPING_SECONDS);
    private static final double MACHINE_GUESSES = 0.1;
    private static final double REFUSED = 0.02;
    /** The usual one, and looser ones, so that typing is compared where it is no more right than checks are. */
    private static final double[] BOUNDS = {0.01, 0.02, 0.05, 0.1, 0.15, 0.2};

    private static final double SHOWN_OFF = 0.2;
    private static final double EXPLORED = 0.02;
    private static final int FIELDS = 2_000;
    private static final int WORKERS = 40;
    private static final int ANSWERS_MAX = 5;
    private static final double[] WAVED = {0.02, 0.1, 0.3, 0.6, 0.9};
    private static final Field FIELD = new Field("value", "", 1, new Box(0, 0, 1, 1), FieldKind.TEXT, false, Rules.NONE, Sensitivity.NONE,
            1, 0, List.of(), new MachinePolicy(true, OptionalDouble.empty()));

    /** A field's means: seconds of people, wrong, adjudicated, and values shown. */
    private record Outcome(double seconds, double wrong, double adjudicated, double shown) {
        Outcome plus(Outcome other, double share) {
            return new Outcome(seconds + share * other.seconds, wrong + share * other.wrong, adjudicated + share * other.adjudicated,
                    shown + share * other.shown);
        }
    }

    boolean print(PrintWriter out) {
        Bar bar = new Bar("WAVED THROUGH", "CHECKS", "DOUBT AT MOST", "SECONDS A FIELD", "WRONG", "ADJUDICATED", "SHOWN A FIELD", "WANTED: LESS THAN");
        Map<Double, Outcome> typed = new TreeMap<>();
        for (double bound : BOUNDS) {
            typed.put(bound, mean(0, bound, false));
            bar.plain(cells("", "no", bound, typed.get(bound), ""));
        }
        for (double waved : WAVED) {
            Outcome checked = mean(waved, BOUNDS[0], true);
            double cheapest = typed.values().stream().filter(each -> each.wrong <= checked.wrong).mapToDouble(Outcome::seconds).min()
                    .orElse(typed.get(BOUNDS[0]).seconds);
            boolean off = waved >= 0.5;
            bar.line(checked.wrong <= BOUNDS[0] && (off ? checked.shown < SHOWN_OFF : checked.seconds <= cheapest),
                    cells("%.0f %%".formatted(100 * waved), "yes", BOUNDS[0], checked,
                            (off ? "off, but for finding out; typing, as right: %s" : "typing, as right: %s").formatted(Bar.number(cheapest))));
        }
        return bar.print(out, "Yes or no instead of typing, %,d fields, %d seeds, typing %.1f s, a check %.1f s"
                .formatted(FIELDS, seeds, TYPING_SECONDS, CHECK_SECONDS));
    }

    private static Object[] cells(String waved, String checks, double bound, Outcome outcome, String wanted) {
        return new Object[] {waved, checks, Bar.percent(bound), Bar.number(outcome.seconds), Bar.percent(outcome.wrong),
            Bar.percent(outcome.adjudicated), Bar.number(outcome.shown), wanted};
    }

    private Outcome mean(double waved, double bound, boolean checks) {
        Outcome mean = new Outcome(0, 0, 0, 0);
        for (int seed = 0; seed < seeds; seed++) {
            mean = mean.plus(new Run(seed, waved, bound, checks).outcome(), 1.0 / seeds);
        }
        return mean;
    }

    /** One delivery; what is known of everybody grows with it. */
    private static final class Run {
        private final RegisterCrowd crowd;
        private final double waved;
        private final double bound;
        private final boolean checks;
        private final Map<String, Skill> skills = new HashMap<>();
        private final Map<Integer, Counts> counts = new HashMap<>();
        private Counts all = Counts.NONE;
        private double seconds;
        private int wrong;
        private int adjudicated;
        private int shown;

        Run(long seed, double waved, double bound, boolean checks) {
            this.bound = bound;
            crowd = new RegisterCrowd(seed, WORKERS, FIELDS);
            this.waved = waved;
            this.checks = checks;
        }

        Outcome outcome() {
            for (int field = 0; field < FIELDS; field++) {
                settle(field);
            }
            return new Outcome(seconds / FIELDS, (double) wrong / FIELDS, (double) adjudicated / FIELDS, (double) shown / FIELDS);
        }

        private void settle(int field) {
            int machine = crowd.random().nextDouble() < MACHINE_GUESSES ? crowd.keys(crowd.random().nextInt(WORKERS), field) : RegisterCrowd.TRUE;
            List<Voice> voices = new ArrayList<>(List.of(voice("machine", machine)));
            List<String> nodded = new ArrayList<>();
            List<Double> logOdds = new ArrayList<>();
            Map<Integer, Boolean> said = new HashMap<>();
            int[] people = crowd.random().ints(0, WORKERS).distinct().limit(ANSWERS_MAX).toArray();
            Verdict verdict = new Verdict.Open(1);
            int asked = 0;
            while (verdict instanceof Verdict.Open && asked < ANSWERS_MAX) {
                ask(field, machine, people[asked++], voices, nodded, logOdds, said);
                verdict = posterior(voices, nodded, logOdds).verdict(bound, 1, ANSWERS_MAX, Outlook.ADJUDICATION);
            }
            Posterior posterior = posterior(voices, nodded, logOdds);
            Skill[] gained = posterior.skills();
            for (int i = 0; i < voices.size(); i++) {
                skills.merge(voices.get(i).voter(), gained[i], Skill::plus);
            }
            if (verdict instanceof Verdict.Agreed agreed) {
                wrong += agreed.reading().equals(reading(RegisterCrowd.TRUE)) ? 0 : 1;
                boolean right = agreed.reading().equals(reading(machine));
                said.forEach((worker, yes) -> count(worker, right ? new Counts(0, 0, 1, yes ? 0 : 1) : Counts.NONE));
            } else {
                adjudicated++;
                seconds += Outlook.ADJUDICATION * TYPING_SECONDS;
            }
        }

        private void ask(int field, int machine, int worker, List<Voice> voices, List<String> nodded, List<Double> logOdds, Map<Integer, Boolean> said) {
            Posterior posterior = posterior(voices, nodded, logOdds);
            boolean contradicted = voices.stream().anyMatch(voice -> !voice.machine() && !voice.reading().equals(reading(machine)));
            int left = ANSWERS_MAX - nodded.size() - voices.size() + 1;
            double typings = Math.min(left + Outlook.ADJUDICATION, posterior.typings(bound, left));
            Verification known = Verification.ofCrowd(all).of(counts.getOrDefault(worker, Counts.NONE));
            boolean pays = checks && !contradicted && known.cheapest(posterior.chance(0), bound, COSTS, typings).yes() > 0;
            boolean planted = checks && !contradicted && crowd.random().nextDouble() < (pays ? Verification.PLANTED : EXPLORED);
            int typed = crowd.keys(worker, field);
            if (planted) {
                // Made of the machine's value, and like nobody's.
                boolean yes = crowd.random().nextDouble() < waved;
                shown++;
                seconds += CHECK_SECONDS + (yes ? 0 : TYPING_SECONDS);
                count(worker, new Counts(1, yes ? 1 : 0, 0, 0));
                if (!yes) {
                    voices.add(voice("worker " + worker, typed));
                }
            } else if (pays) {
                boolean right = machine == RegisterCrowd.TRUE;
                boolean yes = right ? crowd.random().nextDouble() >= REFUSED : typed == machine || crowd.random().nextDouble() < waved;
                shown++;
                seconds += CHECK_SECONDS + (yes ? 0 : TYPING_SECONDS);
                said.put(worker, yes);
                if (yes) {
                    nodded.add(Normaliser.ballot(reading(machine), FIELD, Locale.UK));
                    logOdds.add(known.logOdds());
                } else {
                    voices.add(voice("worker " + worker, typed));
                }
            } else {
                seconds += TYPING_SECONDS;
                voices.add(voice("worker " + worker, typed));
            }
        }

        private void count(int worker, Counts one) {
            counts.merge(worker, one, Run::sum);
            all = sum(all, one);
        }

        private static Counts sum(Counts a, Counts b) {
            return new Counts(a.planted() + b.planted(), a.waved() + b.waved(), a.right() + b.right(), a.refused() + b.refused());
        }

        private Posterior posterior(List<Voice> voices, List<String> nodded, List<Double> logOdds) {
            Skill together = skills.entrySet().stream().filter(each -> !each.getKey().equals("machine"))
                    .map(Map.Entry::getValue).reduce(Skill.NONE, Skill::plus);
            CrowdErrors errors = new CrowdErrors(together.ofCrowd(), CrowdErrors.USUAL.correlation(), CrowdErrors.USUAL.repeats());
            double[] accuracies = voices.stream()
                    .mapToDouble(voice -> 1 - skills.getOrDefault(voice.voter(), Skill.NONE).wrong(errors.wrong())).toArray();
            return new Posterior(voices, accuracies, FIELD, Locale.UK, errors, new Nods(nodded, logOdds));
        }

        private static Voice voice(String voter, int value) {
            return new Voice(voter, voter.equals("machine"), 1, reading(value));
        }

        private static Reading reading(int value) {
            return Reading.of(Integer.toString(value));
        }
    }
}
