package dev.sluice.server.audit.web;

import dev.sluice.server.audit.Audit;
import dev.sluice.server.audit.AuditChain;
import dev.sluice.server.audit.AuditEvent;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.web.Listed;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
final class AuditPages {
    private static final int PAGE = 50;
    private static final int CHUNK = 500;

    private final Audit audit;
    private final Rights rights;

    AuditPages(Audit audit, Rights rights) {
        this.audit = audit;
        this.rights = rights;
    }

    @Right(Right.AUDIT)
    @GetMapping("/audit")
    String list(@RequestParam(defaultValue = "0") long before, Model page) {
        page.addAttribute("whole", true);
        return show("/audit", null, before, page);
    }

    /// The events of one project. The chain is that of all: it is verified and exported there.
    @Right(Right.AUDIT)
    @GetMapping("/p/{project}/audit")
    String ofProject(
            Actor actor,
            @PathVariable long project,
            @RequestParam(defaultValue = "0") long before,
            Model page) {
        rights.need(actor, Right.AUDIT, project);
        page.addAttribute("whole", false);
        return show("/p/%d/audit".formatted(project), List.of(project), before, page);
    }

    private String show(String href, @Nullable List<Long> projects, long before, Model page) {
        List<AuditEvent> events =
                audit.page(projects, before == 0 ? Long.MAX_VALUE : before, PAGE + 1);
        page.addAttribute("href", href);
        boolean more = events.size() > PAGE;
        page.addAttribute("events", more ? events.subList(0, PAGE) : events);
        page.addAttribute("before", more ? events.get(PAGE - 1).seq() : 0L);
        page.addAttribute("first", before == 0);
        return "audit/audit";
    }

    @Right(Right.AUDIT)
    @PostMapping("/audit/verify")
    String verify(RedirectAttributes flash) {
        switch (AuditChain.verify(lines())) {
            case AuditChain.Verdict.Whole(long events, String head) ->
                    flash.addFlashAttribute(
                            "notice",
                            "The trail is whole: %d events, head %s."
                                    .formatted(events, head.substring(0, 12)));
            case AuditChain.Verdict.Broken(long line, String why) ->
                    flash.addFlashAttribute(
                            "problem", "The trail is broken at event %d: %s.".formatted(line, why));
        }
        return "redirect:/audit";
    }

    record Verified(boolean holds, long events, @Nullable String head, List<String> broken) {}

    @Right(Right.AUDIT)
    @PostMapping("/api/v1/audit/verify")
    @Operation(id = "verifyAudit", summary = "Whether the trail is whole")
    @ResponseBody
    Verified verified() {
        return switch (AuditChain.verify(lines())) {
            case AuditChain.Verdict.Whole(long events, String head) ->
                    new Verified(true, events, head, List.of());
            case AuditChain.Verdict.Broken(long line, String why) ->
                    new Verified(
                            false, line - 1, null, List.of("event %d: %s".formatted(line, why)));
        };
    }

    @Right(Right.AUDIT)
    @GetMapping({"/api/v1/audit/export", "/audit/export"})
    @Operation(id = "exportAudit", summary = "The whole trail, a line of JSON for each event")
    void export(Actor actor, HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"sluice-audit.jsonl\"");
        var out = response.getOutputStream();
        for (String line : (Iterable<String>) lines()::iterator) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// `detail` is JSON, as the chain holds it.
    record EventAnswer(
            long seq,
            Instant at,
            String person,
            @Nullable Long tokenId,
            String action,
            @Nullable Long projectId,
            String subject,
            String detail,
            String rowHash) {
        static EventAnswer of(AuditEvent e) {
            return new EventAnswer(
                    e.seq(),
                    e.at(),
                    e.person(),
                    e.tokenId(),
                    e.action(),
                    e.projectId(),
                    e.subject(),
                    e.detail(),
                    e.rowHash());
        }
    }

    @Right(Right.AUDIT)
    @GetMapping("/api/v1/audit/events")
    @ResponseBody
    @Operation(id = "listAuditEvents", summary = "Events of the trail, newest first")
    Listed<EventAnswer> events(Paging paging) {
        return Listed.of(
                        paging,
                        audit.page(null, paging.below(), paging.limit() + 1),
                        AuditEvent::seq)
                .map(EventAnswer::of);
    }

    /// Chunk by chunk: a trail is longer than memory should be.
    private Stream<String> lines() {
        return Stream.iterate(
                        audit.chain(0, CHUNK),
                        chunk -> !chunk.isEmpty(),
                        chunk -> audit.chain(chunk.getLast().seq(), CHUNK))
                .flatMap(List::stream)
                .map(AuditChain::line);
    }
}
