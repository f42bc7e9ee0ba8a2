package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who was shown what in one batch, in memory: a check touches a handful of array cells, however much was shown before.
 *
 * <p>A {@link PairTable} leads from (cluster, document) to the newest entry of that pair, and entries of a pair are
 * chained through arrays: 36 to 60 bytes an exposure, whatever the cap. Clusters and documents are numbered from 0. Not
 * safe for use by several threads at once.
 */
public final class ExposureBook {
    private static final SensitivityClass[] CLASSES = SensitivityClass.values();

    /**
     * What turns out to have been too much once two clusters are known to be one.
     *
     * @param documents those shown beyond the cap of fragments or ink, rising
     * @param classes those shown that must never meet, as a {@link ClassSet}
     */
    public record Hindsight(List<Integer> documents, int classes) {
        public Hindsight {
            documents = List.copyOf(documents);
        }
    }

    private final Pieces pieces;
    private final PairTable newest = new PairTable();

    private int[] entryPiece = new int[1 << 10];
    private int[] entryInk = new int[1 << 10];
    private int[] entryOlder = new int[1 << 10];
    private int entries;

    private int[] classes = new int[16];
    private int[] fragments = new int[16];
    private long[] lastSeconds = new long[16];
    private byte[] lastClass = new byte[16];

    public ExposureBook(Pieces pieces) {
        this.pieces = pieces;
    }

    /** What the law must know of this cluster to judge this candidate. */
    public Shown shown(int cluster, Candidate candidate) {
        if (cluster >= classes.length || fragments[cluster] == 0) {
            return Shown.NOTHING;
        }
        int field = pieces.fieldOf(candidate.piece());
        boolean sameFragment = false;
        boolean sameField = false;
        int count = 0;
        int ink = 0;
        for (int entry = newest.get(cluster, candidate.document()); entry >= 0; entry = entryOlder[entry]) {
            sameFragment |= entryPiece[entry] == candidate.piece();
            sameField |= pieces.fieldOf(entryPiece[entry]) == field;
            count++;
            ink += entryInk[entry];
        }
        return new Shown(
                sameFragment,
                sameField,
                count,
                ink,
                classes[cluster],
                CLASSES[lastClass[cluster]],
                lastSeconds[cluster],
                fragments[cluster]);
    }

    /** The classes that this cluster was shown, as a {@link ClassSet}. */
    public int classesOf(int cluster) {
        return cluster < classes.length ? classes[cluster] : ClassSet.NONE;
    }

    /** Different fragments of the batch that this cluster was shown. */
    public int fragmentsOf(int cluster) {
        return cluster < fragments.length ? fragments[cluster] : 0;
    }

    /** Different fragments of one document that this cluster was shown. */
    public int fragmentsOf(int cluster, int document) {
        int count = 0;
        for (int entry = newest.get(cluster, document); entry >= 0; entry = entryOlder[entry]) {
            count++;
        }
        return count;
    }

    /**
     * Writes an exposure down; one already there changes nothing.
     *
     * @return whether it was new
     */
    public boolean show(int cluster, Candidate candidate, long seconds) {
        if (has(cluster, candidate.document(), candidate.piece())) {
            return false;
        }
        makeRoom(cluster);
        append(cluster, candidate);
        classes[cluster] |= ClassSet.of(candidate.sensitivity());
        fragments[cluster]++;
        lastClass[cluster] = (byte) candidate.sensitivity().ordinal();
        lastSeconds[cluster] = seconds;
        return true;
    }

    /**
     * Makes two clusters one: all that {@code other} was shown counts as shown to {@code cluster} from now on.
     *
     * @return what the joined cluster has been shown over the guarantee's bounds, though neither was alone
     */
    public Hindsight join(int cluster, int other, Guarantee guarantee) {
        if (cluster == other) {
            throw new IllegalArgumentException("Expected two clusters to join but was %d twice.".formatted(cluster));
        }
        makeRoom(Math.max(cluster, other));
        List<Integer> documents = new ArrayList<>();
        newest.eachRight(other, documents::add);
        int twice = 0;
        for (int document : documents) {
            twice += adopt(cluster, other, document);
        }
        if (fragments[cluster] == 0 || fragments[other] > 0 && lastSeconds[other] > lastSeconds[cluster]) {
            lastSeconds[cluster] = lastSeconds[other];
            lastClass[cluster] = lastClass[other];
        }
        classes[cluster] |= classes[other];
        fragments[cluster] += fragments[other] - twice;
        classes[other] = ClassSet.NONE;
        fragments[other] = 0;
        return new Hindsight(
                documents.stream().filter(document -> isOver(cluster, document, guarantee)).sorted().toList(),
                guarantee.classesApart() ? classes[cluster] & ~ClassSet.compatibleWith(classes[cluster]) : ClassSet.NONE);
    }

    /** Moves a document's entries to another cluster; returns how many of them both had. */
    private int adopt(int cluster, int other, int document) {
        int twice = 0;
        int entry = newest.get(other, document);
        newest.put(other, document, PairTable.NONE);
        while (entry >= 0) {
            int older = entryOlder[entry];
            if (has(cluster, document, entryPiece[entry])) {
                twice++;
            } else {
                entryOlder[entry] = newest.get(cluster, document);
                newest.put(cluster, document, entry);
            }
            entry = older;
        }
        return twice;
    }

    private boolean isOver(int cluster, int document, Guarantee guarantee) {
        int count = 0;
        int ink = 0;
        for (int entry = newest.get(cluster, document); entry >= 0; entry = entryOlder[entry]) {
            count++;
            ink += entryInk[entry];
        }
        return count > guarantee.cap().fragmentsMax() || ink > guarantee.inkMaxPpm();
    }

    private boolean has(int cluster, int document, int piece) {
        for (int entry = newest.get(cluster, document); entry >= 0; entry = entryOlder[entry]) {
            if (entryPiece[entry] == piece) {
                return true;
            }
        }
        return false;
    }

    private void append(int cluster, Candidate candidate) {
        if (entries == entryPiece.length) {
            entryPiece = Arrays.copyOf(entryPiece, 2 * entries);
            entryInk = Arrays.copyOf(entryInk, 2 * entries);
            entryOlder = Arrays.copyOf(entryOlder, 2 * entries);
        }
        entryPiece[entries] = candidate.piece();
        entryInk[entries] = candidate.inkPpm();
        entryOlder[entries] = newest.get(cluster, candidate.document());
        newest.put(cluster, candidate.document(), entries++);
    }

    private void makeRoom(int cluster) {
        if (cluster >= classes.length) {
            int length = Math.max(2 * classes.length, cluster + 1);
            classes = Arrays.copyOf(classes, length);
            fragments = Arrays.copyOf(fragments, length);
            lastSeconds = Arrays.copyOf(lastSeconds, length);
            lastClass = Arrays.copyOf(lastClass, length);
        }
    }
}
