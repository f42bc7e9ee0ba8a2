package dev.stitchwork.ui;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.stitchwork.engine.Engine;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.internal.HttpConnection;

/** The web server of one installation: gives each route its desk, and opens and closes the door. */
public final class WebServer implements AutoCloseable {
    /** Templates and pictures of empty forms are small; the whole of one request stays in memory, off the disk. */
    private static final int TEMPLATE_MEGABYTES_MAX = 64;
    /** How long requests under way may take to end when the server stops. */
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(10);

    private final Javalin javalin;
    private final ProgressStream stream;
    private final WebSettings settings;

    private WebServer(Javalin javalin, ProgressStream stream, WebSettings settings) {
        this.javalin = javalin;
        this.stream = stream;
        this.settings = settings;
    }

    public static WebServer start(Engine engine, WebSettings settings) {
        return start(engine, settings, Ticker.systemTicker());
    }

    /** @param ticker the time by which tries to sign in are counted */
    static WebServer start(Engine engine, WebSettings settings, Ticker ticker) {
        ProgressStream stream = new ProgressStream(engine.batchDesk());
        try {
            Javalin javalin = Javalin.create(config -> {
                configure(config, settings);
                config.routes.before(ctx -> Headers.set(ctx::header));
                config.routes.beforeMatched(new Gate(engine.office())::check);
                Problems.install(config.routes);
                new Pages().addTo(config.routes);
                new SessionRoutes(engine.office(), settings.behindHttps(), ticker).addTo(config.routes);
                new WorkRoutes(engine.workDesk()).addTo(config.routes);
                new TemplateRoutes(engine.batchDesk()).addTo(config.routes);
                new BatchRoutes(engine.batchDesk(), stream, settings.uploadBytesMax()).addTo(config.routes);
                new KeyRoutes(engine.office()).addTo(config.routes);
                new OfficeRoutes(engine.office()).addTo(config.routes);
            });
            javalin.start(settings.host(), settings.port());
            return new WebServer(javalin, stream, settings);
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private static void configure(JavalinConfig config, WebSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true; // from Java 21 on; Javalin ignores it on 17
        config.http.prefer405over404 = true;
        // Replies that mix secrets with what a caller chose must not change length by compression (BREACH).
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.defaultContentType = "application/octet-stream";
        config.jetty.multipartConfig.maxFileSize(TEMPLATE_MEGABYTES_MAX, SizeUnit.MB);
        config.jetty.multipartConfig.maxTotalRequestSize(TEMPLATE_MEGABYTES_MAX, SizeUnit.MB);
        config.jetty.multipartConfig.maxInMemoryFileSize(TEMPLATE_MEGABYTES_MAX, SizeUnit.MB);
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(server -> {
            server.setHandler(new GracefulHandler());
            server.setErrorHandler(new EarlyErrors());
            server.setStopTimeout(STOP_TIME_MAX.toMillis());
        });
        config.requestLogger.http(AccessLog::write);
    }

    /** The port it listens on, also where the settings asked for any. */
    public int port() {
        return javalin.port();
    }

    /** Where its pages are, for people on this machine. */
    public String address() {
        String host = settings.host().equals("0.0.0.0") || settings.host().equals("::") ? "localhost" : settings.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** Every route as "METHOD /path", for the test that each is documented. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> !endpoint.path.equals("*"))
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .distinct()
                .sorted()
                .toList();
    }

    /** Takes no new request, lets those under way end, and closes the port. The engine stays open. */
    @Override
    public void close() {
        stream.close();
        hangUp();
        javalin.stop();
    }

    /** On whoever only keeps a connection for the next request: Jetty waits a second for each to speak. */
    private void hangUp() {
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            for (EndPoint end : connector.getConnectedEndPoints()) {
                if (end.getConnection() instanceof HttpConnection http && http.getHttpChannel().getRequest() == null) {
                    end.close();
                }
            }
        }
    }
}
