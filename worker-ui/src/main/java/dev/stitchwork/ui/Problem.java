package dev.stitchwork.ui;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request that is answered with an error: its status and one sentence for the caller. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> problems;
    private final transient Optional<Duration> retryAfter;

    private Problem(int status, String sentence, List<String> problems, Optional<Duration> retryAfter) {
        // An expected refusal is no fault of the program: it needs no stack trace, and login floods must stay cheap.
        super(sentence, null, false, false);
        this.status = status;
        this.problems = List.copyOf(problems);
        this.retryAfter = retryAfter;
    }

    Problem(int status, String sentence) {
        this(status, sentence, List.of(), Optional.empty());
    }

    static Problem withList(int status, String sentence, List<String> problems) {
        return new Problem(status, sentence, problems, Optional.empty());
    }

    static Problem tooManyRequests(String sentence, Duration retryAfter) {
        return new Problem(429, sentence, List.of(), Optional.of(retryAfter));
    }

    int status() {
        return status;
    }

    /** Several sentences, each with its place, where one is not enough; empty otherwise. */
    List<String> problems() {
        return problems;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
