package dev.stitchwork.samples.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Who was shown what: the clusters, which of them turned out to be one, and every different fragment each was shown. */
final class Eyes {
    private static final int PSEUDONYM_DIGITS = 16;
    private static final int NONE = -1;

    private final Set<String> pseudonyms = new HashSet<>();
    private boolean[] trusted = new boolean[16];
    private int[] parent = new int[16];
    private int[] classes = new int[16];
    private int[] shown = new int[16];
    private int[] lastClass = new int[16];
    private long[] lastSeconds = new long[16];
    private int clusters;

    private int[] table = new int[1 << 12];
    private int used;

    private int[] entryCluster = new int[1 << 12];
    private int[] entryDocument = new int[1 << 12];
    private int[] entryPiece = new int[1 << 12];
    private int[] olderOfPair = new int[1 << 12];
    private int[] olderOfDocument = new int[1 << 12];
    private int[] newestOfDocument = new int[1 << 8];
    private int entries;

    Eyes() {
        Arrays.fill(table, NONE);
        Arrays.fill(newestOfDocument, NONE);
    }

    /** Reads a cluster's row. */
    void cluster(Row row) throws BrokenLogException {
        if (row.count(Integer.MAX_VALUE) != clusters) {
            throw row.broken("Expected cluster %d.".formatted(clusters));
        }
        if (!pseudonyms.add(row.hex(PSEUDONYM_DIGITS))) {
            throw row.broken("Expected a cluster of its own but its name was there before.");
        }
        boolean tier = row.oneOf(List.of("crowd", "trusted")) == 1;
        row.end();
        if (clusters == parent.length) {
            int length = 2 * clusters;
            trusted = Arrays.copyOf(trusted, length);
            parent = Arrays.copyOf(parent, length);
            classes = Arrays.copyOf(classes, length);
            shown = Arrays.copyOf(shown, length);
            lastClass = Arrays.copyOf(lastClass, length);
            lastSeconds = Arrays.copyOf(lastSeconds, length);
        }
        trusted[clusters] = tier;
        parent[clusters] = clusters;
        lastClass[clusters] = NONE;
        clusters++;
    }

    int clusters() {
        return clusters;
    }

    /** Clusters of the crowd that were shown anything, as they are known now. */
    int people() {
        int people = 0;
        for (int cluster = 0; cluster < clusters; cluster++) {
            people += root(cluster) == cluster && shown[cluster] > 0 ? 1 : 0;
        }
        return people;
    }

    boolean isTrusted(int cluster) {
        return trusted[cluster];
    }

    /** The cluster that this one is part of by now. */
    int root(int cluster) {
        int root = cluster;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    int classes(int root) {
        return classes[root];
    }

    /** Different fragments of the batch shown. */
    int shown(int root) {
        return shown[root];
    }

    /** Class of the newest different fragment shown; -1 before the first. */
    int lastClass(int root) {
        return lastClass[root];
    }

    long lastSeconds(int root) {
        return lastSeconds[root];
    }

    /** The newest entry of a cluster and document, from which {@link #older} leads on; -1 for none. */
    int newest(int root, int document) {
        int slot = slot(root, document);
        return table[slot];
    }

    int older(int entry) {
        return olderOfPair[entry];
    }

    /** The newest entry of a document, from which {@link #olderOfDocument} leads on; -1 for none. */
    int newestOf(int document) {
        return document < newestOfDocument.length ? newestOfDocument[document] : NONE;
    }

    int olderOfDocument(int entry) {
        return olderOfDocument[entry];
    }

    int piece(int entry) {
        return entryPiece[entry];
    }

    /** The cluster that was shown it, as it is known now. */
    int cluster(int entry) {
        return root(entryCluster[entry]);
    }

    void show(int root, int document, int piece, int sensitivity, long seconds) {
        if (entries == entryPiece.length) {
            int length = 2 * entries;
            entryCluster = Arrays.copyOf(entryCluster, length);
            entryDocument = Arrays.copyOf(entryDocument, length);
            entryPiece = Arrays.copyOf(entryPiece, length);
            olderOfPair = Arrays.copyOf(olderOfPair, length);
            olderOfDocument = Arrays.copyOf(olderOfDocument, length);
        }
        while (document >= newestOfDocument.length) {
            int length = newestOfDocument.length;
            newestOfDocument = Arrays.copyOf(newestOfDocument, 2 * length);
            Arrays.fill(newestOfDocument, length, 2 * length, NONE);
        }
        entryCluster[entries] = root;
        entryDocument[entries] = document;
        entryPiece[entries] = piece;
        olderOfDocument[entries] = newestOfDocument[document];
        newestOfDocument[document] = entries;
        chain(root, entries++);
        classes[root] |= 1 << sensitivity;
        shown[root]++;
        lastClass[root] = sensitivity;
        lastSeconds[root] = seconds;
    }

    private void chain(int root, int entry) {
        int slot = slot(root, entryDocument[entry]);
        olderOfPair[entry] = table[slot];
        if (table[slot] == NONE && 2 * ++used >= table.length) {
            table[slot] = entry;
            rehash();
        } else {
            table[slot] = entry;
        }
    }

    /**
     * Makes two roots one; what both were shown counts once.
     *
     * @return documents of which one of them was shown more once it was both
     */
    List<Integer> join(int root, int other) {
        parent[other] = root;
        classes[root] |= classes[other];
        if (lastClass[other] != NONE && (lastClass[root] == NONE || lastSeconds[other] > lastSeconds[root])) {
            lastClass[root] = lastClass[other];
            lastSeconds[root] = lastSeconds[other];
        }
        int[] moved = IntStream.range(0, entries).filter(entry -> entryCluster[entry] == other).toArray();
        for (int entry : moved) {
            unchain(other, entryDocument[entry]);
        }
        List<Integer> documents = new ArrayList<>();
        for (int entry : moved) {
            move(entry, root, documents);
        }
        shown[other] = 0;
        return documents;
    }

    private void move(int entry, int root, List<Integer> documents) {
        int document = entryDocument[entry];
        int newest = newest(root, document);
        for (int own = newest; own != NONE; own = olderOfPair[own]) {
            if (entryPiece[own] == entryPiece[entry]) {
                entryCluster[entry] = NONE;
                unlink(entry, document);
                return;
            }
        }
        if (newest != NONE) {
            documents.add(document);
        }
        entryCluster[entry] = root;
        chain(root, entry);
        shown[root]++;
    }

    /** Takes an entry out of its document's. */
    private void unlink(int entry, int document) {
        if (newestOfDocument[document] == entry) {
            newestOfDocument[document] = olderOfDocument[entry];
            return;
        }
        int newer = newestOfDocument[document];
        while (olderOfDocument[newer] != entry) {
            newer = olderOfDocument[newer];
        }
        olderOfDocument[newer] = olderOfDocument[entry];
    }

    /** Empties a slot and closes the gap, so that whatever was pushed past it is found (Knuth, TAOCP 3, 6.4, algorithm R). */
    private void unchain(int root, int document) {
        int mask = table.length - 1;
        int gap = slot(root, document);
        if (table[gap] == NONE) {
            return;
        }
        used--;
        table[gap] = NONE;
        for (int next = gap + 1 & mask; table[next] != NONE; next = next + 1 & mask) {
            int home = home(entryCluster[table[next]], entryDocument[table[next]]);
            if ((next - home & mask) >= (next - gap & mask)) {
                table[gap] = table[next];
                table[next] = NONE;
                gap = next;
            }
        }
    }

    private int home(int root, int document) {
        long mixed = ((long) root << 32 | document) * 0xD6E8FEB86659FD93L;
        return (int) (mixed >>> 32) & table.length - 1;
    }

    private int slot(int root, int document) {
        int mask = table.length - 1;
        int slot = home(root, document);
        while (table[slot] != NONE
                && (entryCluster[table[slot]] != root || entryDocument[table[slot]] != document)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void rehash() {
        int[] old = table;
        table = new int[2 * old.length];
        Arrays.fill(table, NONE);
        for (int newest : old) {
            if (newest != NONE) {
                table[slot(entryCluster[newest], entryDocument[newest])] = newest;
            }
        }
    }
}
