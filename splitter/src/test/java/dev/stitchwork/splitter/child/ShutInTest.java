package dev.stitchwork.splitter.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decoder could do that an attacker has taken over; and that it could, were it not shut in. */
class ShutInTest {
    private static final Map<String, String> HARMLESS = Map.of("read its own program", "done", "make a thread", "done");

    @TempDir
    private Path folder;

    @Test
    void aDecoderReachesNoFileNoNetworkAndNoOtherProcess() throws Exception {
        assumeTrue(Landlock.version().orElse(0) >= 4 && CallFilter.isKnownHere(),
                "the kernel must have Landlock 4 and filters of calls, on x86-64");
        Map<String, String> said = probe(true);
        assertEquals("true", said.remove("filtered"));
        Map<String, String> expected = new TreeMap<>();
        said.keySet().forEach(deed -> expected.put(deed, HARMLESS.getOrDefault(deed, "refused")));
        assertEquals(expected, new TreeMap<>(said));
        assertEquals(12, said.size(), () -> said.toString());
    }

    @Test
    void oneThatIsNotShutInReachesAllOfThem() throws Exception {
        Map<String, String> said = probe(false);
        Map<String, String> expected = new TreeMap<>();
        said.keySet().forEach(deed -> expected.put(deed, "done"));
        assertEquals(expected, new TreeMap<>(said));
        assertEquals(12, said.size(), () -> said.toString());
    }

    @Test
    void whoStartsADecoderIsNotShutInItself() throws Exception {
        probe(true);
        assertEquals("still here", Files.readString(Files.writeString(folder.resolve("own"), "still here")));
        new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void aDecoderStandsBackBehindTheService() throws Exception {
        assumeTrue(Landlock.version().isPresent(), "the kernel must have Landlock");
        assumeTrue(nice(ProcessHandle.current().pid()) < 19, "these tests stand behind everybody else themselves (nice 19)");
        Process process = new ChildProgram(ChildLimits.DEFAULT, folder.resolve("natives"), false, true, Prober.class.getName()).start();
        try {
            assertTrue(nice(process.pid()) > nice(ProcessHandle.current().pid()));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The 19th word of stat (proc(5)). */
    private static int nice(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }

    private Map<String, String> probe(boolean shutIn) throws Exception {
        Path natives = folder.resolve("natives");
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path socket = folder.resolve("socket" + shutIn);
        ChildProgram program = new ChildProgram(ChildLimits.DEFAULT, natives, false, shutIn, Prober.class.getName());
        Process other = new ProcessBuilder("sleep", "60").start();
        try (ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            unix.bind(UnixDomainSocketAddress.of(socket));
            Process process = program.start();
            process.getOutputStream().write("%s%n%s%n%d%n%s%n%d%n"
                    .formatted(secret, folder, tcp.getLocalPort(), socket, other.pid()).getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return lines(process);
        } finally {
            other.destroyForcibly();
        }
    }

    private static Map<String, String> lines(Process process) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String complaints = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        all.lines().map(line -> line.split(": ")).forEach(line -> said.put(line[0], line[1]));
        if (said.isEmpty()) {
            throw new AssertionError("The probe said nothing but: " + complaints);
        }
        return said;
    }
}
