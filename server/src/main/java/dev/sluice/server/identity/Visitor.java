package dev.sluice.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/// Where a request came from: its address, and its browser in words.
public record Visitor(String address, String browser) {
    public static Visitor of(HttpServletRequest request) {
        return new Visitor(request.getRemoteAddr(), browser(request.getHeader("User-Agent")));
    }

    private static String browser(@Nullable String agent) {
        if (agent == null) {
            return "a program";
        }
        String system = system(agent);
        return program(agent) + (system.isEmpty() ? "" : " on " + system);
    }

    /// In this order: each later one is named by those before it too.
    private static String program(String agent) {
        if (agent.contains("Edg/")) return "Edge";
        if (agent.contains("Firefox/")) return "Firefox";
        if (agent.contains("Chrome/")) return "Chrome";
        if (agent.contains("Safari/")) return "Safari";
        return "a program";
    }

    private static String system(String agent) {
        if (agent.contains("Android")) return "Android";
        if (agent.contains("iPhone") || agent.contains("iPad")) return "iOS";
        if (agent.contains("Windows")) return "Windows";
        if (agent.contains("Mac OS X")) return "macOS";
        return agent.contains("Linux") ? "Linux" : "";
    }
}
