package dev.stitchwork.samples.simulate;

import java.util.Arrays;

/** Every picture that went out, in order: what really happened, kept apart from what the log says. */
final class Sent {
    private int[] clusters = new int[1 << 12];
    private int[] fragments = new int[1 << 12];
    private int[] seconds = new int[1 << 12];
    private int count;

    void add(int cluster, int fragment, long second) {
        if (count == clusters.length) {
            clusters = Arrays.copyOf(clusters, 2 * count);
            fragments = Arrays.copyOf(fragments, 2 * count);
            seconds = Arrays.copyOf(seconds, 2 * count);
        }
        clusters[count] = cluster;
        fragments[count] = fragment;
        seconds[count++] = Math.toIntExact(second);
    }

    int count() {
        return count;
    }

    int clusterAt(int place) {
        return clusters[place];
    }

    int fragmentAt(int place) {
        return fragments[place];
    }

    long secondsAt(int place) {
        return seconds[place];
    }
}
