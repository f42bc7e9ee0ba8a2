package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {
    @TempDir
    Path data;

    @Test
    @Timeout(30)
    void aRequestUnderWayEndsBeforeTheServerDoes() throws Exception {
        Premises premises = new Premises(data);
        premises.client().saveTemplate(CardSplitter.TEMPLATE).expect(201);
        String batch = premises.client().openBatch("March");
        String key = premises.client().post("/api/keys").json().path("key").asText();
        int port = premises.server().port();
        try (Socket socket = new Socket("127.0.0.1", port);
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/batches/" + batch + "/files?name=march.txt HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                    + "\r\nContent-Length: 8\r\n\r\na|b").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(300); // so that the server is in the middle of reading the file
            CompletableFuture<Void> closing = CompletableFuture.runAsync(premises.server()::close);
            Awaitility.await().untilAsserted(() -> assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close()));
            out.write("|cdef".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertEquals("HTTP/1.1 201 Created", in.readLine());
            closing.get(15, TimeUnit.SECONDS);
        } finally {
            premises.engine().close();
        }
    }

    @Test
    void theAddressIsOneThatABrowserOpens() throws Exception {
        try (Premises premises = new Premises(data)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(premises.server().address() + "/login")).build();
            assertEquals(200, premises.http().send(request, BodyHandlers.discarding()).statusCode());
        }
    }

    @Test
    void aPortBeyondAllPortsIsRefused() {
        assertEquals(
                "Expected a port from 0 to 65535 but was 70000.",
                assertThrows(IllegalArgumentException.class, () -> WebSettings.loopback(70_000, 1)).getMessage());
    }
}
