package dev.stitchwork.samples.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Asks the machine for ports. */
final class FreePort {
    private FreePort() {}

    /** The port itself where it is free, else 0, which stands for any free one. */
    static int orAny(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return port;
        } catch (IOException taken) {
            return 0;
        }
    }
}
