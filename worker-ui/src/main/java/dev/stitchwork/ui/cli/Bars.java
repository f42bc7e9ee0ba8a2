package dev.stitchwork.ui.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars on standard error, so that standard output stays what a script can read. */
public final class Bars {
    private Bars() {}

    static ProgressBar ofBytes(String name, long bytes) {
        return bar(name, bytes).setUnit(" MB", 1_000_000).build();
    }

    static ProgressBar ofFragments(String name) {
        return bar(name, 0).setUnit(" fragments", 1).build();
    }

    static ProgressBar ofPages(String name) {
        return bar(name, -1).setUnit(" pages", 1).build();
    }

    public static ProgressBar ofRounds(String name, long rounds) {
        return bar(name, rounds).setUnit(" rounds", 1).build();
    }

    private static ProgressBarBuilder bar(String name, long max) {
        // Without a terminal, such as in a log of a nightly job, a bar is a thousand lines of noise.
        PrintStream to = System.console() == null ? new PrintStream(PrintStream.nullOutputStream()) : System.err;
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(to));
    }
}
