package dev.stitchwork.samples.verify;

import dev.stitchwork.samples.verify.Findings.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What clusters, alone and together, saw of each document and of each of its sensitive groups. */
final class Groups {
    private static final int COALITION_MAX = 3;

    private final Form form;
    private final Papers papers;
    private final Eyes eyes;
    /** Place of a piece among those of its group. */
    private int[] bitOf;
    private int[] sizes;
    private Coalitions[] coalitions;
    /** By document and group: pieces the crowd has seen, as bits, and the most that one cluster has. */
    private long[] seen = new long[0];
    private byte[] seenByOne = new byte[0];
    /** Documents and groups that a coalition was found to have completed when it was shown the last piece. */
    private final BitSet completed = new BitSet();

    Groups(Form form, Papers papers, Eyes eyes) {
        this.form = form;
        this.papers = papers;
        this.eyes = eyes;
    }

    /** The form is complete. */
    void begin() {
        bitOf = new int[form.pieces()];
        sizes = new int[form.groups()];
        for (int piece = 0; piece < form.pieces(); piece++) {
            if (form.groupOf(piece) >= 0) {
                bitOf[piece] = sizes[form.groupOf(piece)]++;
            }
        }
        coalitions = new Coalitions[form.groups()];
        for (int group = 0; group < coalitions.length; group++) {
            long[] ones = new long[Math.min(Long.SIZE, sizes[group])];
            Arrays.fill(ones, 1);
            coalitions[group] = new Coalitions(ones);
        }
    }

    /** A fragment was shown to a cluster of the crowd: could a coalition have completed its group with it? */
    void shown(int root, int document, int piece, Bounds bounds, long row, Findings findings) {
        int group = form.groupOf(piece);
        if (group < 0 || bounds.coalition() == 0) {
            return;
        }
        int place = document * form.groups() + group;
        if (place >= seen.length) {
            seen = Arrays.copyOf(seen, Math.max(2 * seen.length, papers.count() * form.groups()));
            seenByOne = Arrays.copyOf(seenByOne, seen.length);
        }
        seen[place] |= 1L << bitOf[piece];
        seenByOne[place] = (byte) Math.max(seenByOne[place], seenBy(root, document, group));
        long inked = papers.inked(document, group);
        boolean possible = (seen[place] & inked) == inked
                && bounds.coalition() * seenByOne[place] >= Long.bitCount(inked);
        if (inked == 0 || !possible || completed.get(place)) {
            return;
        }
        audience(document, group, inked);
        if (coalitions[group].heaviest(bounds.coalition()) == Long.bitCount(inked)) {
            completed.set(place);
            findings.against(Property.G2, row, "%d clusters together saw all that is filled in of group %d of document %d."
                    .formatted(bounds.coalition(), group, document));
        }
    }

    /** Clusters were joined that had both been shown these documents: one has now seen more than anybody had alone. */
    void joined(int root, List<Integer> documents) {
        for (int document : documents) {
            for (int group = 0; group < form.groups(); group++) {
                int place = document * form.groups() + group;
                if (place < seen.length) {
                    seenByOne[place] = (byte) Math.max(seenByOne[place], seenBy(root, document, group));
                }
            }
        }
    }

    private int seenBy(int root, int document, int group) {
        int count = 0;
        for (int entry = eyes.newest(root, document); entry >= 0; entry = eyes.older(entry)) {
            count += form.groupOf(eyes.piece(entry)) == group ? 1 : 0;
        }
        return count;
    }

    /** Gathers what each cluster saw of a group's inked pieces. */
    private void audience(int document, int group, long inked) {
        Map<Integer, Long> sets = new HashMap<>();
        for (int entry = eyes.newestOf(document); entry >= 0; entry = eyes.olderOfDocument(entry)) {
            if (form.groupOf(eyes.piece(entry)) == group) {
                sets.merge(eyes.cluster(entry), (1L << bitOf[eyes.piece(entry)]) & inked, (one, more) -> one | more);
            }
        }
        coalitions[group].clear();
        sets.values().forEach(set -> coalitions[group].add(new long[] {set}));
    }

    /**
     * The worst that came about, by the clusters as they are known at the end.
     *
     * @param fragments most fragments of one document seen by 1, 2 and 3 clusters
     * @param inkPpm most ink of one document seen by 1, 2 and 3 clusters
     * @param groups one for each sensitive group
     * @param overDocuments documents of which a cluster was shown more than the cap once clusters were joined
     * @param completedByJoin groups of documents that a coalition completes only since clusters were joined
     */
    record Worst(
            long[] fragments, long[] inkPpm, List<Group> groups, long overDocuments, long completedByJoin) {}

    /**
     * One sensitive group.
     *
     * @param pieces into which it is cut
     * @param pairShare largest share of its filled-in pieces that two clusters saw together, 0 to 1
     * @param tripleShare the same of three
     * @param documentsByPair documents in which two clusters together saw all of it
     * @param documentsByTriple the same of three
     */
    record Group(
            int number, int pieces, double pairShare, double tripleShare, long documentsByPair, long documentsByTriple) {}

    Worst worst(Bounds bounds) {
        long[] fragments = new long[COALITION_MAX];
        long[] ink = new long[COALITION_MAX];
        double[][] shares = new double[form.groups()][COALITION_MAX];
        long[][] whole = new long[form.groups()][COALITION_MAX];
        long over = 0;
        long byJoin = 0;
        for (int document = 0; document < papers.count(); document++) {
            List<long[]> sets = sets(document);
            long[] most = heaviest(sets, document, 1, -1);
            long[] mostInk = heaviest(sets, document, 0, -1);
            over += most[0] > bounds.fragments() || mostInk[0] > bounds.inkPpm() ? 1 : 0;
            for (int i = 0; i < COALITION_MAX; i++) {
                fragments[i] = Math.max(fragments[i], most[i]);
                ink[i] = Math.max(ink[i], mostInk[i]);
            }
            for (int group = 0; group < form.groups(); group++) {
                int inked = Long.bitCount(papers.inked(document, group));
                if (inked == 0) {
                    continue;
                }
                long[] seenOf = heaviest(sets, document, 1, group);
                for (int i = 0; i < COALITION_MAX; i++) {
                    shares[group][i] = Math.max(shares[group][i], (double) seenOf[i] / inked);
                    whole[group][i] += seenOf[i] == inked ? 1 : 0;
                }
                boolean complete =
                        bounds.coalition() > 0 && seenOf[Math.min(COALITION_MAX, bounds.coalition()) - 1] == inked;
                byJoin += complete && !completed.get(document * form.groups() + group) ? 1 : 0;
            }
        }
        List<Group> each = new ArrayList<>();
        for (int group = 0; group < form.groups(); group++) {
            each.add(new Group(group, sizes[group], shares[group][1], shares[group][2], whole[group][1], whole[group][2]));
        }
        return new Worst(fragments, ink, each, over, byJoin);
    }

    /** What every cluster saw of a document, as bits in the order of the pieces. */
    private List<long[]> sets(int document) {
        Map<Integer, long[]> sets = new HashMap<>();
        int words = (form.pieces() + Long.SIZE - 1) / Long.SIZE;
        for (int entry = eyes.newestOf(document); entry >= 0; entry = eyes.olderOfDocument(entry)) {
            int piece = eyes.piece(entry);
            sets.computeIfAbsent(eyes.cluster(entry), none -> new long[words])[piece / Long.SIZE] |= 1L << piece;
        }
        return List.copyOf(sets.values());
    }

    /**
     * The most that 1, 2 and 3 clusters together saw of a document.
     *
     * @param weight what a piece counts; 0 for its ink
     * @param group the one whose filled-in pieces alone count; -1 for the whole document
     */
    private long[] heaviest(List<long[]> sets, int document, int weight, int group) {
        long[] weights = new long[form.pieces()];
        long[] counting = new long[(weights.length + Long.SIZE - 1) / Long.SIZE];
        for (int piece = 0; piece < weights.length; piece++) {
            int ink = papers.ink(document, piece);
            if (group < 0 || form.groupOf(piece) == group && ink > 0) {
                weights[piece] = weight == 0 ? ink : weight;
                counting[piece / Long.SIZE] |= 1L << piece;
            }
        }
        Coalitions search = new Coalitions(weights);
        for (long[] set : sets) {
            search.add(and(set, counting));
        }
        long[] heaviest = new long[COALITION_MAX];
        for (int i = 0; i < COALITION_MAX; i++) {
            heaviest[i] = search.heaviest(i + 1);
        }
        return heaviest;
    }

    private static long[] and(long[] one, long[] other) {
        long[] both = new long[one.length];
        for (int word = 0; word < both.length; word++) {
            both[word] = one[word] & other[word];
        }
        return both;
    }
}
