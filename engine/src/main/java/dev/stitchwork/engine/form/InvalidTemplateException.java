package dev.stitchwork.engine.form;

import java.util.List;

/** A template file that cannot be used; each problem is one sentence that names the place in the file. */
public final class InvalidTemplateException extends IllegalArgumentException {
    private final transient List<String> problems;

    public InvalidTemplateException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
