package dev.stitchwork.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Collectors;

/** Writes one line a document, {@code file number pages: field=value ...}, plain enough to be compared whole. */
final class LineStitcher implements Stitcher {
    @Override
    public void stitch(Delivery delivery, DeliveryFormat format, OutputStream out) throws IOException {
        Iterator<Transcript> transcripts = delivery.transcripts().get();
        while (transcripts.hasNext()) {
            Transcript transcript = transcripts.next();
            String parts = transcript.parts().stream().map(LineStitcher::part).collect(Collectors.joining(" "));
            String line = "%s %d %s: %s\n".formatted(transcript.file(), transcript.number(), transcript.filePages(), parts);
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String part(Transcript.Part part) {
        if (part.reading() == null) {
            return part.field() + "?" + part.state();
        }
        Reading reading = part.reading();
        return part.field() + "=" + (reading.verdict() == Reading.Verdict.VALUE ? reading.text() : reading.verdict());
    }
}
