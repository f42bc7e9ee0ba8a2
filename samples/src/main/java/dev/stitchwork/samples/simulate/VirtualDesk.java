package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.Candidate;
import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.ExposureBook;
import dev.stitchwork.engine.exposure.ExposureLaw;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.MixingPools;
import dev.stitchwork.engine.exposure.Pseudonyms;
import dev.stitchwork.engine.exposure.Ruling;
import dev.stitchwork.engine.exposure.Shown;
import dev.stitchwork.engine.exposure.Staff;
import dev.stitchwork.engine.exposure.Told;
import dev.stitchwork.engine.form.SensitivityClass;
import dev.stitchwork.samples.simulate.SimulationSettings.Order;
import dev.stitchwork.samples.simulate.SimulationSettings.Rules;
import java.util.Arrays;

/**
 * Leases fragments as the engine does, in memory: the law judges, the row is in the log before the picture is out, and
 * the draw is uniform among what is permitted.
 */
final class VirtualDesk {
    static final int NOTHING = -1;

    private static final SensitivityClass[] CLASSES = SensitivityClass.values();
    private static final int DRAWS = 24;
    /** How long a cluster is rather given nothing than the turn that a disagreement may yet need it for. */
    private static final long PATIENCE_SECONDS = 900;

    private final VirtualBatch batch;
    private final Rules rules;
    private final Guarantee guarantee;
    private final ExposureLog log;
    private final Pseudonyms pseudonyms;
    private final Chance chance;
    private final Staffing staffing;

    private final Sent sent = new Sent();
    private final OpenFragments[] open = new OpenFragments[CLASSES.length];
    private final MixingPools pools = new MixingPools();
    private final int[] releasedTo = new int[CLASSES.length];
    private final String[] told;
    private final int[] clearances;
    private final int[] rootOf;
    private final long[] idleSince;
    private ExposureBook book;
    private int arrived;
    private long released;

    /** @param clearances classes that each cluster of the crowd may be shown at all; the trusted cluster comes after */
    VirtualDesk(
            VirtualBatch batch, Rules rules, int[] clearances, ExposureLog log, Pseudonyms pseudonyms, Chance chance) {
        this.batch = batch;
        this.rules = rules;
        this.guarantee = rules.effective();
        this.log = log;
        this.pseudonyms = pseudonyms;
        this.chance = chance;
        this.clearances = clearances;
        this.staffing = new Staffing(guarantee.cap().fragmentsMax(), clearances, guarantee.classesApart());
        int[] places = OpenFragments.places(batch.fragments());
        for (int i = 0; i < CLASSES.length; i++) {
            open[i] = new OpenFragments(places);
        }
        rootOf = new int[clearances.length];
        for (int cluster = 0; cluster < clearances.length; cluster++) {
            rootOf[cluster] = cluster;
            log.cluster(cluster, pseudonyms.ofCluster(cluster), false);
        }
        log.cluster(clearances.length, pseudonyms.ofCluster(clearances.length), true);
        idleSince = new long[clearances.length];
        Arrays.fill(idleSince, -1);
        told = told();
        book = new ExposureBook(batch.pieces());
    }

    private String[] told() {
        String[] digests = new String[batch.pieces().fields().size()];
        for (int field = 0; field < digests.length; field++) {
            var cut = batch.pieces().fields().get(field);
            digests[field] = rules.sabotage() == Sabotage.BRIEF && field == digests.length - 1
                    ? Told.digest(cut.asked().json() + " " + cut.options() + " Monthly benefit")
                    : Told.digest(cut.asked(), cut.options());
        }
        return digests;
    }

    Sent sent() {
        return sent;
    }

    /** Documents of which this account's cluster was shown something; counts fragments where more than one is allowed. */
    int documentsOf(int account) {
        return book.fragmentsOf(rootOf[account]);
    }

    /** Classes that the law leaves this account's cluster. */
    int classesLeft(int account) {
        return ClassSet.compatibleWith(book.classesOf(rootOf[account]));
    }

    /** Fragments that a turn is free at. */
    int open() {
        int count = 0;
        for (OpenFragments each : open) {
            count += each.count();
        }
        return count;
    }

    /** Takes in the next documents, and releases what is hidden well enough now. */
    void arrive(int documents, long seconds) {
        for (int document = arrived; document < arrived + documents; document++) {
            log.document(
                    document, pseudonyms.ofDocument(document), batch.inksOf(document), batch.audiencesOf(document));
            pools.arrive(batch.classesOf(document));
            for (int piece = 0; piece < batch.pieces().count(); piece++) {
                int fragment = batch.fragment(document, piece);
                staffing.need(document, batch.classOf(fragment), batch.turnsFree(fragment));
            }
        }
        arrived += documents;
        for (SensitivityClass pool : CLASSES) {
            if (!rules.splitting() || pools.mayRelease(pool, guarantee) || rules.ignores(Ruling.NOT_RELEASED)) {
                release(pool, seconds);
            }
        }
    }

    private void release(SensitivityClass pool, long seconds) {
        for (int fragment = batch.fragment(releasedTo[pool.ordinal()], 0); fragment < batch.fragment(arrived, 0); fragment++) {
            if (batch.classOf(fragment) == pool && batch.audienceOf(fragment) == Audience.CROWD) {
                batch.release(fragment);
                released++;
                open[pool.ordinal()].set(fragment, true);
            }
        }
        releasedTo[pool.ordinal()] = arrived;
        pools.release(pool);
        log.release(pool, seconds);
    }

    /** Gives this account a turn; {@link #NOTHING} where it may be shown nothing now. */
    int lease(int account, Reason reason, long seconds) {
        int cluster = rootOf[account];
        int allowed = clearances[cluster];
        int fragment = rules.sabotage() == Sabotage.ORDER ? inOrder(cluster, seconds) : NOTHING;
        if (rules.order() == Order.RANDOM) {
            fragment = fragment == NOTHING ? find(cluster, allowed, Staff.UNINSURED, seconds) : fragment;
        } else {
            int[] groups = staffing.scarceFirst(allowed);
            boolean patient = idleSince[cluster] < 0 || seconds - idleSince[cluster] < PATIENCE_SECONDS;
            int tiers = patient ? Staff.INSURED.size() - 1 : Staff.INSURED.size();
            for (int i = 0; i < tiers * groups.length && fragment == NOTHING; i++) {
                fragment = find(cluster, groups[i % groups.length], Staff.INSURED.get(i / groups.length), seconds);
            }
        }
        if (fragment == NOTHING && idleSince[cluster] < 0) {
            idleSince[cluster] = seconds;
        }
        if (fragment != NOTHING) {
            idleSince[cluster] = -1;
            show(cluster, fragment, reason, seconds);
            batch.live(fragment, 1);
            changed(fragment, 1);
        }
        return fragment;
    }

    /** A uniform draw from the permitted fragments of these classes. */
    private int find(int cluster, int classes, int deviations, long seconds) {
        int allowed = classes;
        for (int draw = 0; draw < DRAWS; draw++) {
            int drawn = draw(allowed);
            if (drawn == NOTHING) {
                return NOTHING;
            }
            Ruling ruling = judge(cluster, drawn, seconds);
            if (ruling == Ruling.CONFLICTING_CLASS || ruling == Ruling.OTHER_CLASS_IN_SITTING) {
                allowed &= ~ClassSet.of(batch.classOf(drawn));
            } else if (ruling == Ruling.SHARE_OF_BATCH) {
                return NOTHING;
            } else if (ruling.permitted() && spares(cluster, drawn, deviations)) {
                return drawn;
            }
        }
        return search(cluster, allowed, deviations, seconds);
    }

    /** A uniform draw from all open fragments of these classes. */
    private int draw(int classes) {
        int all = 0;
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            all += open[Integer.numberOfTrailingZeros(rest)].count();
        }
        if (all == 0) {
            return NOTHING;
        }
        int place = chance.below(all);
        for (int rest = classes; ; rest &= rest - 1) {
            OpenFragments pool = open[Integer.numberOfTrailingZeros(rest)];
            if (place < pool.count()) {
                return pool.at(place);
            }
            place -= pool.count();
        }
    }

    /** A uniform draw from the permitted fragments of these classes, found by asking about every one. */
    private int search(int cluster, int classes, int deviations, long seconds) {
        byte[] spared = new byte[arrived * CLASSES.length];
        // At one fragment a document, what shuts one fragment of it shuts all.
        boolean[] seen = new boolean[guarantee.cap().fragmentsMax() == 1 ? arrived : 0];
        int found = NOTHING;
        int permitted = 0;
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            OpenFragments pool = open[Integer.numberOfTrailingZeros(rest)];
            for (int place = 0; place < pool.count(); place++) {
                int fragment = pool.at(place);
                if (seen.length > 0 && seen[batch.documentOf(fragment)]) {
                    continue;
                }
                Ruling ruling = judge(cluster, fragment, seconds);
                if (ruling == Ruling.CONFLICTING_CLASS || ruling == Ruling.OTHER_CLASS_IN_SITTING) {
                    break;
                }
                if (seen.length > 0 && ruling == Ruling.FRAGMENTS_OF_DOCUMENT) {
                    seen[batch.documentOf(fragment)] = true;
                }
                if (ruling.permitted() && spares(cluster, fragment, deviations, spared) && chance.below(++permitted) == 0) {
                    found = fragment;
                }
            }
        }
        return found;
    }

    /** The same as for any other fragment of the class and document, so asked once and remembered. */
    private boolean spares(int cluster, int fragment, int deviations, byte[] remembered) {
        int place = batch.documentOf(fragment) * CLASSES.length + batch.classOf(fragment).ordinal();
        if (remembered[place] == 0) {
            remembered[place] = (byte) (spares(cluster, fragment, deviations) ? 1 : -1);
        }
        return remembered[place] > 0;
    }

    private int inOrder(int cluster, long seconds) {
        for (int fragment = 0; fragment < batch.fragment(arrived, 0); fragment++) {
            if (batch.isReleased(fragment) && batch.turnsFree(fragment) > 0 && judge(cluster, fragment, seconds).permitted()) {
                return fragment;
            }
        }
        return NOTHING;
    }

    /** The law's ruling, as far as it is obeyed here; nobody keys the same fragment twice. */
    private Ruling judge(int cluster, int fragment, long seconds) {
        Candidate candidate = batch.candidate(fragment);
        Shown shown = book.shown(cluster, candidate);
        if (shown.sameFragment()) {
            return Ruling.FRAGMENTS_OF_DOCUMENT;
        }
        if (!rules.splitting()) {
            return Ruling.PERMITTED;
        }
        Ruling ruling = ExposureLaw.judge(guarantee, shown, candidate, seconds, released);
        return rules.ignores(ruling) ? Ruling.PERMITTED : ruling;
    }

    private boolean spares(int cluster, int fragment, int deviations) {
        return rules.order() == Order.RANDOM
                || staffing.spares(cluster, batch.documentOf(fragment), batch.classOf(fragment), deviations);
    }

    private void show(int cluster, int fragment, Reason reason, long seconds) {
        Candidate candidate = batch.candidate(fragment);
        int canvas = rules.sabotage() == Sabotage.CANVAS && fragment % 997 == 0 ? Simulation.CANVASES.size() : 0;
        log.show(
                cluster,
                candidate.document(),
                candidate.piece(),
                reason,
                told[batch.pieces().fieldOf(candidate.piece())],
                canvas,
                seconds);
        sent.add(cluster, fragment, seconds);
        boolean crowd = cluster < clearances.length;
        if (crowd && book.show(cluster, candidate, seconds) && rules.order() == Order.RESERVED) {
            staffing.show(cluster, candidate.document(), candidate.sensitivity());
        }
    }

    /** Sends the same picture to the same account once more. */
    void reload(int account, int fragment, long seconds) {
        show(rootOf[account], fragment, Reason.RELOAD, seconds);
    }

    /** Sends a picture to the trusted tier. */
    void showTrusted(int fragment, Reason reason, long seconds) {
        show(clearances.length, fragment, reason, seconds);
    }

    /** A turn ended without an answer. */
    void giveBack(int fragment) {
        int before = batch.turnsFree(fragment);
        batch.live(fragment, -1);
        changed(fragment, before - batch.turnsFree(fragment));
    }

    /**
     * An answer came in.
     *
     * @param live whether its turn still was
     * @return whether it could be used
     */
    boolean answer(int fragment, int value, boolean live) {
        int before = batch.turnsFree(fragment);
        if (live) {
            batch.live(fragment, -1);
        }
        boolean used = batch.votes().isOpen(fragment);
        if (used) {
            batch.votes().add(fragment, value);
        }
        changed(fragment, before - batch.turnsFree(fragment));
        if (used && !batch.votes().isOpen(fragment) && batch.settle(fragment)) {
            pools.settle(batch.classOf(fragment));
            log.settle(batch.documentOf(fragment), batch.classOf(fragment));
        }
        return used;
    }

    private void changed(int fragment, int fewer) {
        staffing.need(batch.documentOf(fragment), batch.classOf(fragment), -fewer);
        open[batch.classOf(fragment).ordinal()].set(fragment, batch.turnsFree(fragment) > 0);
    }

    /** An account is not coming back. */
    void leave(int account) {
        staffing.leave(rootOf[account]);
    }

    /** Two accounts turned out to be one person's; false where that was known. */
    boolean join(int account, int other, long seconds) {
        int cluster = Math.min(rootOf[account], rootOf[other]);
        int joined = Math.max(rootOf[account], rootOf[other]);
        if (cluster == joined) {
            return false;
        }
        log.join(cluster, joined, seconds);
        book.join(cluster, joined, guarantee);
        staffing.join(cluster, joined, ClassSet.compatibleWith(book.classesOf(cluster)));
        for (int i = 0; i < rootOf.length; i++) {
            rootOf[i] = rootOf[i] == joined ? cluster : rootOf[i];
        }
        return true;
    }

    /** The process dies and comes up again: who was shown what is read back from what was stored. */
    void restart() {
        book = new ExposureBook(batch.pieces());
        for (int place = 0; place < sent.count(); place++) {
            if (sent.clusterAt(place) < clearances.length) {
                book.show(rootOf[sent.clusterAt(place)], batch.candidate(sent.fragmentAt(place)), sent.secondsAt(place));
            }
        }
    }
}
