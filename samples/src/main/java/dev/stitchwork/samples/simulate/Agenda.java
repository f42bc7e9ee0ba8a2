package dev.stitchwork.samples.simulate;

import java.util.PriorityQueue;

/** What is to happen in virtual time, earliest first, and in the order it was written down where two fall together. */
final class Agenda {
    private record Entry(long millis, long order, Runnable deed) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return millis != other.millis ? Long.compare(millis, other.millis) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private long written;

    void at(long millis, Runnable deed) {
        entries.add(new Entry(Math.max(now, millis), written++, deed));
    }

    void in(long millis, Runnable deed) {
        at(now + millis, deed);
    }

    long now() {
        return now;
    }

    long nowSeconds() {
        return now / 1000;
    }

    /** Lets the next thing happen; false where nothing is left, or nothing before this time. */
    boolean step(long untilMillis) {
        if (entries.isEmpty() || entries.peek().millis() > untilMillis) {
            return false;
        }
        Entry next = entries.poll();
        now = next.millis();
        next.deed().run();
        return true;
    }
}
