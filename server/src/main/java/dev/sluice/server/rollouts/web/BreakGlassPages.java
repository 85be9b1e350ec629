package dev.sluice.server.rollouts.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.rollouts.BreakGlass;
import dev.sluice.server.web.Lookup;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// The two forms of an emergency start on the change page.
@Controller
final class BreakGlassPages {
    private final Lookup lookup;
    private final BreakGlass glass;

    BreakGlassPages(Lookup lookup, BreakGlass glass) {
        this.lookup = lookup;
        this.glass = glass;
    }

    @Right(Right.READ)
    @PostMapping("/p/{project}/c/{number}/break-glass")
    String ask(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam String environment,
            @RequestParam String digest,
            @RequestParam String reason,
            @RequestParam(defaultValue = "false") boolean dataLoss,
            RedirectAttributes flash) {
        glass.ask(
                actor,
                lookup.change(actor, project, number),
                environment,
                digest,
                reason,
                dataLoss);
        flash.addFlashAttribute(
                "notice", "A second person has to confirm within 60 minutes. Nothing has started.");
        return "redirect:/p/%d/c/%d".formatted(project, number);
    }

    @Right(Right.READ)
    @PostMapping("/p/{project}/c/{number}/break-glass/confirm")
    String confirm(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam String environment,
            RedirectAttributes flash) {
        glass.confirm(actor, lookup.change(actor, project, number), environment);
        flash.addFlashAttribute("notice", environment + " has started past its gates.");
        return "redirect:/p/%d/c/%d".formatted(project, number);
    }
}
