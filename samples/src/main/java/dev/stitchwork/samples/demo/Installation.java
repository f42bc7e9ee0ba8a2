package dev.stitchwork.samples.demo;

import dev.stitchwork.engine.Engine;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.Role;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.samples.crowd.Connection;
import dev.stitchwork.samples.crowd.FrontDesk;
import dev.stitchwork.stitcher.RecordStitcher;
import dev.stitchwork.ui.WebServer;
import dev.stitchwork.ui.WebSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** A whole installation in this process, served on loopback, with its first operator signed in. */
public final class Installation implements AutoCloseable {
    public static final String OPERATOR = "operator";

    private final Engine engine;
    private final WebServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final FrontDesk.LogIn operatorLogIn = new FrontDesk.LogIn(OPERATOR, FrontDesk.password());
    private final Connection operator;

    private Installation(Engine engine, WebServer server) {
        this.engine = engine;
        this.server = server;
        // The first operator cannot be invited by another over HTTP; whoever has the machine makes that account.
        engine.office().accept(engine.office().invite(OPERATOR, Role.OPERATOR), operatorLogIn.password());
        operator = Connection.to(http, address()).signIn(OPERATOR, operatorLogIn.password());
    }

    /** @param port 0 for any free one */
    public static Installation start(EngineSettings settings, Splitter splitter, int port) {
        Engine engine = Engine.open(settings, splitter, new RecordStitcher());
        WebServer server = null;
        try {
            server = WebServer.start(engine, WebSettings.loopback(port, settings.uploadBytesMax()));
            return new Installation(engine, server);
        } catch (RuntimeException e) {
            if (server != null) {
                server.close();
            }
            engine.close();
            throw e;
        }
    }

    public URI address() {
        return URI.create(server.address());
    }

    public HttpClient http() {
        return http;
    }

    public Connection operator() {
        return operator;
    }

    public FrontDesk.LogIn operatorLogIn() {
        return operatorLogIn;
    }

    public FrontDesk frontDesk() {
        return new FrontDesk(http, address(), operator);
    }

    @Override
    public void close() {
        server.close();
        engine.close();
    }
}
