package dev.stitchwork.samples.bench.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The measurement on one file of each kind, and what its search can find. */
class MetadataBenchTest {
    @Test
    void noWordThatAFileHoldsBesidesItsPixelsIsInItsFragments() {
        StringWriter said = new StringWriter();

        int exit = new CommandLine(new MetadataBench()).setOut(new PrintWriter(said)).execute("--files", "4");

        assertEquals(0, exit, said::toString);
        assertTrue(said.toString().contains("leaks planted to try the search: all 4 found"), said::toString);
        assertTrue(said.toString().contains(": 0 found in 108 fragments, of which 108 have the bytes of a plain file's"), said::toString);
    }
}
