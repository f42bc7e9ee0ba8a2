package dev.stitchwork.engine.consensus.closed;

import java.util.Arrays;

/**
 * Answers to closed questions in the order they came, as columns of small numbers: who, to what, saying what.
 *
 * <p>The answers to one item hang together as a chain from the newest to the oldest, so that an arriving answer finds
 * its neighbours without any search.
 */
public final class Ballots {
    /** Ends a chain. */
    static final int NONE = -1;

    private final int labels;
    private int size;
    private int workers;
    private int items;
    private int[] worker = new int[64];
    private int[] item = new int[64];
    private int[] label = new int[64];
    private int[] before = new int[64];
    private int[] newest = new int[16];
    private int[] answers = new int[16];

    /** @param labels how many different answers there can be, at least 2 */
    public Ballots(int labels) {
        if (labels < 2) {
            throw new IllegalArgumentException("Expected at least 2 labels but was %d.".formatted(labels));
        }
        this.labels = labels;
        Arrays.fill(newest, NONE);
    }

    /**
     * Adds an answer; workers and items are numbered from 0 and come into being by being named.
     *
     * @return the answer's number
     */
    public int add(int byWorker, int toItem, int saying) {
        if (byWorker < 0 || toItem < 0 || saying < 0 || saying >= labels) {
            throw new IllegalArgumentException("Expected a worker and an item from 0 and a label below %d but was %d, %d, %d."
                    .formatted(labels, byWorker, toItem, saying));
        }
        makeRoom(toItem);
        worker[size] = byWorker;
        item[size] = toItem;
        label[size] = saying;
        before[size] = newest[toItem];
        newest[toItem] = size;
        answers[toItem]++;
        workers = Math.max(workers, byWorker + 1);
        items = Math.max(items, toItem + 1);
        return size++;
    }

    private void makeRoom(int toItem) {
        if (size == worker.length) {
            worker = Arrays.copyOf(worker, 2 * size);
            item = Arrays.copyOf(item, 2 * size);
            label = Arrays.copyOf(label, 2 * size);
            before = Arrays.copyOf(before, 2 * size);
        }
        if (toItem >= newest.length) {
            int had = newest.length;
            newest = Arrays.copyOf(newest, Math.max(2 * had, toItem + 1));
            Arrays.fill(newest, had, newest.length, NONE);
            answers = Arrays.copyOf(answers, newest.length);
        }
    }

    public int size() {
        return size;
    }

    public int labels() {
        return labels;
    }

    public int workers() {
        return workers;
    }

    public int items() {
        return items;
    }

    public int worker(int answer) {
        return worker[answer];
    }

    public int item(int answer) {
        return item[answer];
    }

    public int label(int answer) {
        return label[answer];
    }

    /** How many answers an item has. */
    public int answers(int ofItem) {
        return ofItem < items ? answers[ofItem] : 0;
    }

    /** The newest answer to an item, or {@link #NONE}. */
    int newest(int ofItem) {
        return ofItem < items ? newest[ofItem] : NONE;
    }

    /** The answer to the same item that came before this one, or {@link #NONE}. */
    int before(int answer) {
        return before[answer];
    }
}
