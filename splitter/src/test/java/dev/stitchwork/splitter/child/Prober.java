package dev.stitchwork.splitter.child;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;

/** Runs in the place of a decoder that was taken over, and says what it could do. */
public final class Prober {
    private interface Deed {
        void todo() throws Exception;
    }

    /** Hears a secret file, a folder, a TCP port, a socket file and a process number; prints a line for each deed. */
    public static void main(String[] arguments) throws Exception {
        boolean shutIn = Boolean.parseBoolean(arguments[5]);
        Scanner in = new Scanner(System.in);
        Path secret = Path.of(in.nextLine());
        Path folder = Path.of(in.nextLine());
        int port = Integer.parseInt(in.nextLine());
        Path socket = Path.of(in.nextLine());
        long other = Long.parseLong(in.nextLine());
        Path program = Path.of(System.getProperty("java.class.path").split(":")[0]);
        warmUp();
        if (shutIn) {
            System.out.println("filtered: " + Lockdown.enter(Long.parseLong(arguments[4]), Boolean.parseBoolean(arguments[6])));
        }
        attempt("read its own program", () -> Files.list(program).close());
        attempt("read a file", () -> Files.readString(secret));
        attempt("write a file", () -> Files.writeString(folder.resolve("leak"), "leak"));
        attempt("list a folder", () -> Files.list(folder).close());
        attempt("list the root", () -> Files.list(Path.of("/")).close());
        attempt("look into another process", () -> Files.readAllBytes(Path.of("/proc/" + other + "/environ")));
        attempt("connect by TCP", () -> {
            try (Socket out = new Socket()) {
                out.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
        });
        attempt("send by UDP", () -> {
            try (DatagramSocket out = new DatagramSocket()) {
                out.send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), port));
            }
        });
        attempt("connect by a socket file", () -> {
            try (SocketChannel out = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                out.connect(UnixDomainSocketAddress.of(socket));
            }
        });
        attempt("run a program", () -> {
            if (new ProcessBuilder("/bin/true").start().waitFor() != 0) {
                throw new IOException("it failed");
            }
        });
        attempt("signal another process", () -> {
            if (Kernel.call(62, other, 0) != 0) {
                throw new IOException("error " + Kernel.error());
            }
        });
        attempt("make a thread", () -> {
            Thread thread = new Thread(() -> {});
            thread.start();
            thread.join();
        });
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** What it needs is loaded before, so that what fails fails for the deed. */
    private static void warmUp() {
        attemptQuietly(() -> new Socket().close());
        attemptQuietly(() -> new DatagramSocket().close());
        attemptQuietly(() -> SocketChannel.open(StandardProtocolFamily.UNIX).close());
        attemptQuietly(() -> new DataInputStream(new ByteArrayInputStream(new byte[1])).readByte());
    }

    private static void attemptQuietly(Deed deed) {
        try {
            deed.todo();
        } catch (Exception whatever) {
            // Only to have it loaded.
        }
    }

    private static void attempt(String name, Deed deed) {
        String outcome = "done";
        try {
            deed.todo();
        } catch (Exception | Error refused) {
            outcome = "refused";
        }
        System.out.println(name + ": " + outcome);
    }
}
