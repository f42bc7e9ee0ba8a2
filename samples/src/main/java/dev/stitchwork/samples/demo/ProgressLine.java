package dev.stitchwork.samples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far the crowd is: a bar on a terminal, a line each tenth of the way elsewhere. */
final class ProgressLine implements AutoCloseable {
    private final int fragments;
    private final ProgressBar bar;
    private int tenthsSaid;

    ProgressLine(int fragments) {
        this.fragments = fragments;
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        bar = terminal
                ? new ProgressBarBuilder().setTaskName("keying").setInitialMax(fragments).setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(300).continuousUpdate()
                        .setConsumer(new ConsoleProgressBarConsumer(System.err)).build()
                : null;
    }

    /** @param progress the batch as the client's page gets it */
    void show(JsonNode progress) {
        JsonNode tasks = progress.get("tasks");
        int settled = tasks.path("agreed").asInt() + tasks.path("adjudicated").asInt();
        if (bar != null) {
            bar.stepTo(settled);
        } else if (settled * 10 / fragments > tenthsSaid) {
            tenthsSaid = settled * 10 / fragments;
            System.err.printf("%,d of %,d fragments are settled%n", settled, fragments);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
