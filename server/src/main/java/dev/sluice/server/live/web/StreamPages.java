package dev.sluice.server.live.web;

import dev.sluice.server.changes.Change;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Standing;
import dev.sluice.server.live.Streams;
import dev.sluice.server.web.Lookup;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/// Tells an open page of a change that something has moved, as server-sent events: `look` means
/// that the page is worth reading again.
@Controller
final class StreamPages {
    private static final int MOST_SECONDS = 600;

    private final Lookup lookup;
    private final Standing standing;
    private final Streams streams;

    StreamPages(Lookup lookup, Standing standing, Streams streams) {
        this.lookup = lookup;
        this.standing = standing;
        this.streams = streams;
    }

    /// Ends after `seconds`; a browser then comes back with the id of the last event.
    @Right(Right.READ)
    @GetMapping("/p/{project}/c/{number}/events")
    void events(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "600") int seconds,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String last,
            @RequestHeader(name = "Sec-Fetch-Site", defaultValue = "none") String site,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Change change = lookup.change(actor, project, number);
        Optional<Standing.Key> session = standing.of(request);
        if (session.isEmpty() || !(site.equals("same-origin") || site.equals("none"))) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        if (!streams.isRoom(actor)) {
            response.setHeader("Retry-After", "30");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (seconds < 1) {
            response.getOutputStream().print("retry: 3000\n\n");
            return;
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(1000L * Math.min(seconds, MOST_SECONDS));
        response.getOutputStream().print("retry: 3000\n\n");
        response.flushBuffer();
        streams.open(
                async, actor, session.get(), project, change.id(), last.isEmpty() ? after : last);
    }
}
