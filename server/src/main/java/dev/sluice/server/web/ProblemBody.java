package dev.sluice.server.web;

import dev.sluice.server.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes a [Problem] where no controller can answer.
public final class ProblemBody {
    public static final String TYPE = "application/problem+json";

    private ProblemBody() {}

    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = text(problem).getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(TYPE + ";charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static String text(Problem problem) {
        return Json.sparse(problem);
    }
}
