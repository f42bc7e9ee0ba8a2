package dev.stitchwork.ui.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** What the exit codes of every command mean. */
public final class Exit {
    public static final int DONE = 0;
    public static final int REFUSED = 1;
    public static final int USAGE = 2;
    public static final int UNREACHABLE = 3;
    public static final int PARTLY = 4;
    public static final int BROKEN = 70;

    private Exit() {}

    /** Puts the list of exit codes into the help of every command. */
    public static void documentIn(CommandLine line) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(DONE + "", "done");
        codes.put(REFUSED + "", "refused, by the server or because a file is not right; the sentence says why");
        codes.put(USAGE + "", "the command line is not right");
        codes.put(UNREACHABLE + "", "the server cannot be reached");
        codes.put(PARTLY + "", "some files were taken, others refused");
        codes.put(BROKEN + "", "a fault of the program");
        line.getSubcommands().values().forEach(command -> document(command, codes));
    }

    private static void document(CommandLine line, Map<String, String> codes) {
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
        line.getSubcommands().values().forEach(command -> document(command, codes));
    }
}
