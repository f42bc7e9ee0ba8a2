package dev.stitchwork.samples.kill;

import dev.stitchwork.engine.Engine;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.Role;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.stitcher.RecordStitcher;
import dev.stitchwork.ui.WebServer;
import dev.stitchwork.ui.WebSettings;
import java.nio.file.Path;
import java.time.Duration;

/** The server as the kill test starts it: the whole house on one port, with a known operator and short turns. */
public final class ServerMain {
    static final String OPERATOR = "operator";
    static final String PASSWORD = "known to the kill test only";
    static final String READY = "ready";
    /** A turn whose reply was lost in a kill keeps its fragment from others for this long. */
    private static final Duration LEASE_TIME = Duration.ofSeconds(4);

    private ServerMain() {}

    /** Arguments: data folder, port, JDBC address or "-", user, "safe" or "unsafe". */
    public static void main(String... arguments) {
        Path data = Path.of(arguments[0]);
        EngineSettings settings = EngineSettings.inFolder(data).withQuickPasswords().withLeaseTime(LEASE_TIME);
        if (!arguments[2].equals("-")) {
            settings = settings.withDatabase(arguments[2], arguments[3], "");
        }
        if (arguments[4].equals("unsafe")) {
            settings = settings.withUnsafeH2Defaults();
        }
        Engine.makeFolder(data);
        Engine engine = Engine.open(settings, new ScanSplitter(data.resolve("work")), new RecordStitcher());
        if (engine.office().accounts().isEmpty()) {
            engine.office().accept(engine.office().invite(OPERATOR, Role.OPERATOR), PASSWORD);
        }
        WebServer.start(engine, WebSettings.loopback(Integer.parseInt(arguments[1]), settings.uploadBytesMax()));
        System.out.println(READY);
    }
}
