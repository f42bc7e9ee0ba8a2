package dev.stitchwork.engine;

import java.io.IOException;
import java.util.List;

/**
 * Says what an exposure log proves. Whoever does shares no code with what wrote the log, and is found on the class path
 * ({@link java.util.ServiceLoader}), so that nothing here can prefer one that is kinder.
 */
public interface Auditor {
    /**
     * The privacy report on a log, {@code privacy.json} first; a log that is broken has a report that says so.
     *
     * @param log as it stands, signed for up to its last row
     */
    List<Delivery.Paper> report(Delivery.Paper log) throws IOException;
}
