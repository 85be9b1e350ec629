package dev.sluice.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// What Tomcat refuses before any filter of ours runs, told like every other error: a header that
/// is too large, an address that can't be decoded.
final class ContainerErrors extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported())
            return;
        String path = request.getRequestURI();
        boolean api = path == null || path.isEmpty() || path.startsWith("/api/");
        String text =
                api
                        ? ProblemBody.text(Said.ofStatus(status))
                        : "This request was not understood (%d). Nothing was changed.\n"
                                .formatted(status);
        try {
            response.setContentType((api ? ProblemBody.TYPE : "text/plain") + ";charset=UTF-8");
            write(response, text);
        } catch (IOException | IllegalStateException e) {
            // who sent this is gone
        }
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }
}
