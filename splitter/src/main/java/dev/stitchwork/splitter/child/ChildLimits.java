package dev.stitchwork.splitter.child;

import dev.stitchwork.splitter.intake.IntakeLimits;
import java.time.Duration;

/**
 * What a child may cost. What it costs beyond that ends it, and with it the page that it was at.
 *
 * @param intake what one file may ask of it, checked in the child before anything is decoded, and once more outside
 * @param heapBytes of Java, at most
 * @param memoryBytes of the whole process that are in use at one time, the heap among them
 * @param processorTime for opening a file, or for one page
 * @param filesMax files after which a child is replaced by a new one, however well it is
 */
public record ChildLimits(IntakeLimits intake, long heapBytes, long memoryBytes, Duration processorTime, int filesMax) {
    private static final long MB = 1_000_000;
    private static final long HEAP_MIN = 64 * MB;
    /** What a Java process needs besides its heap: classes, compiled code, stacks, Tesseract's language data. */
    private static final long BESIDES_HEAP_MIN = 128 * MB;

    public static final ChildLimits DEFAULT =
            new ChildLimits(IntakeLimits.DEFAULT, 800 * MB, 1_200 * MB, Duration.ofSeconds(60), 500);

    public ChildLimits {
        if (heapBytes < HEAP_MIN) {
            throw new IllegalArgumentException("Expected a heap of at least %d MB for a decoder but was %d bytes."
                    .formatted(HEAP_MIN / MB, heapBytes));
        }
        if (memoryBytes < heapBytes + BESIDES_HEAP_MIN) {
            throw new IllegalArgumentException("Expected memory for a decoder of at least its heap and %d MB, %d MB, but was %d MB."
                    .formatted(BESIDES_HEAP_MIN / MB, (heapBytes + BESIDES_HEAP_MIN) / MB, memoryBytes / MB));
        }
        if (processorTime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "Expected at least a second of processor time for a page but was %s.".formatted(processorTime));
        }
        if (filesMax < 1) {
            throw new IllegalArgumentException("Expected a decoder to take at least 1 file but was %d.".formatted(filesMax));
        }
    }

    /** The same but for what one file may ask. */
    public ChildLimits with(IntakeLimits limits) {
        return new ChildLimits(limits, heapBytes, memoryBytes, processorTime, filesMax);
    }

    /** The same with other bounds of memory. */
    public ChildLimits withMemory(long heap, long memory) {
        return new ChildLimits(intake, heap, memory, processorTime, filesMax);
    }

    /** The same with another bound of processor time. */
    public ChildLimits withProcessorTime(Duration time) {
        return new ChildLimits(intake, heapBytes, memoryBytes, time, filesMax);
    }

    /** The same, replaced after other many files. */
    public ChildLimits withFilesMax(int files) {
        return new ChildLimits(intake, heapBytes, memoryBytes, processorTime, files);
    }

    /** A child that holds this much after a file is not kept: what grew that far once keeps its growth. */
    long keptBytesMax() {
        return memoryBytes * 3 / 4;
    }
}
