package dev.sluice.server.rollouts.web;

import dev.sluice.server.changes.Change;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.rollouts.Undo;
import dev.sluice.server.web.Lookup;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Undo has a page of its own, because it counts on the databases what will be gone.
@Controller
final class UndoPages {
    private final Undo undo;
    private final Lookup lookup;

    UndoPages(Undo undo, Lookup lookup) {
        this.undo = undo;
        this.lookup = lookup;
    }

    @Right(Right.ROLLOUT)
    @GetMapping("/p/{project}/c/{number}/undo")
    String question(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            Model page,
            RedirectAttributes flash) {
        Change change = lookup.change(actor, project, number);
        try {
            page.addAttribute(
                    "undo",
                    new UndoView(
                            href(project, number),
                            number,
                            change.title(),
                            undo.losses(actor, change),
                            undo.outside(actor, change)));
            return "rollouts/undo";
        } catch (Conflict refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
            return "redirect:" + href(project, number);
        }
    }

    /// Without the tick and with something to lose, whoever asked stands before the question again.
    @Right(Right.ROLLOUT)
    @PostMapping("/p/{project}/c/{number}/undo")
    String undo(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam String reason,
            @RequestParam(defaultValue = "false") boolean dataLoss,
            RedirectAttributes flash) {
        undo.start(actor, lookup.change(actor, project, number), reason, dataLoss);
        flash.addFlashAttribute("notice", "The undo has begun.");
        return "redirect:" + href(project, number);
    }

    private static String href(long project, int number) {
        return "/p/%d/c/%d".formatted(project, number);
    }
}
