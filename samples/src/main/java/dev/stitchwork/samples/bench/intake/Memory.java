package dev.stitchwork.samples.bench.intake;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds.
 *
 * @param heapMb what is left after a collection of garbage
 * @param peakMb the most that the heap had at one time, garbage too, since this was asked last
 */
record Memory(double heapMb, double peakMb) {
    private static final long PAGE_BYTES = 4_096;

    static Memory now() {
        double peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed() / 1e6;
            }
        }
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        Runtime runtime = Runtime.getRuntime();
        return new Memory((runtime.totalMemory() - runtime.freeMemory()) / 1e6, peak);
    }

    /** What another process has in memory; 0 where the system does not say. */
    static double residentMb(String process) {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc/" + process + "/statm")).split(" ")[1]) * PAGE_BYTES / 1e6;
        } catch (IOException | RuntimeException unknown) {
            return 0;
        }
    }
}
