package dev.stitchwork.ui;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Requests that fail before any route is looked for, such as an address that is none: answered as every other error. */
final class EarlyErrors extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        Headers.set((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put("Content-Type", Problems.MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(body(code)), callback);
    }

    private static byte[] body(int status) {
        return Problems.body(new Problem(
                status,
                status == 500
                        ? "Something broke on the server before it knew the route."
                        : "Expected a request of HTTP with a plain address but it cannot be read as one."));
    }
}
