package dev.stitchwork.samples.simulate;

import java.util.Arrays;

/** A network and its largest flow, by Dinic's algorithm (1970): shortest augmenting paths, level by level. */
final class FlowNetwork {
    private final int[] first;
    private final int[] level;
    private final int[] next;
    private int[] to = new int[64];
    private int[] capacity = new int[64];
    private int[] sibling = new int[64];
    private int edges;

    FlowNetwork(int nodes) {
        first = new int[nodes];
        level = new int[nodes];
        next = new int[nodes];
        Arrays.fill(first, -1);
    }

    void edge(int from, int into, int most) {
        arc(from, into, most);
        arc(into, from, 0);
    }

    private void arc(int from, int into, int most) {
        if (edges == to.length) {
            to = Arrays.copyOf(to, 2 * edges);
            capacity = Arrays.copyOf(capacity, 2 * edges);
            sibling = Arrays.copyOf(sibling, 2 * edges);
        }
        to[edges] = into;
        capacity[edges] = most;
        sibling[edges] = first[from];
        first[from] = edges++;
    }

    /** The largest flow from one node to another; uses the network up. */
    int largest(int source, int sink) {
        int flow = 0;
        while (levels(source, sink)) {
            System.arraycopy(first, 0, next, 0, first.length);
            for (int pushed = push(source, sink, Integer.MAX_VALUE); pushed > 0;
                    pushed = push(source, sink, Integer.MAX_VALUE)) {
                flow += pushed;
            }
        }
        return flow;
    }

    private boolean levels(int source, int sink) {
        Arrays.fill(level, -1);
        int[] queue = new int[level.length];
        int read = 0;
        int written = 0;
        queue[written++] = source;
        level[source] = 0;
        while (read < written) {
            int node = queue[read++];
            for (int edge = first[node]; edge >= 0; edge = sibling[edge]) {
                if (capacity[edge] > 0 && level[to[edge]] < 0) {
                    level[to[edge]] = level[node] + 1;
                    queue[written++] = to[edge];
                }
            }
        }
        return level[sink] >= 0;
    }

    private int push(int node, int sink, int most) {
        if (node == sink) {
            return most;
        }
        for (; next[node] >= 0; next[node] = sibling[next[node]]) {
            int edge = next[node];
            if (capacity[edge] > 0 && level[to[edge]] == level[node] + 1) {
                int pushed = push(to[edge], sink, Math.min(most, capacity[edge]));
                if (pushed > 0) {
                    capacity[edge] -= pushed;
                    capacity[edge ^ 1] += pushed;
                    return pushed;
                }
            }
        }
        return 0;
    }
}
