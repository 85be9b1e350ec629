package dev.sluice.server.drift.web;

import dev.sluice.server.changes.Change;
import dev.sluice.server.databases.Database;
import dev.sluice.server.drift.DriftReport;
import dev.sluice.server.drift.Drifts;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.web.Lookup;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// What the forms of the drift page do; the page itself is one of the database's.
@Controller
final class DriftPages {
    private final Drifts drifts;
    private final Lookup lookup;

    DriftPages(Drifts drifts, Lookup lookup) {
        this.drifts = drifts;
        this.lookup = lookup;
    }

    @Right(Right.READ)
    @PostMapping("/p/{project}/d/{id}/drift/read")
    String read(
            Actor actor,
            @PathVariable long project,
            @PathVariable long id,
            RedirectAttributes flash) {
        DriftReport found = drifts.check(actor, lookup.database(actor, project, id));
        if (found.id() == 0) {
            flash.addFlashAttribute(
                    "notice", "Read just now: the database is what its record says.");
        } else {
            flash.addFlashAttribute(
                    "problem", "Read just now: the database is not what its record says.");
        }
        return back(project, id);
    }

    /// `fingerprint` is that of the live state that the page showed.
    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/d/{id}/drift/adopt")
    String adopt(
            Actor actor,
            @PathVariable long project,
            @PathVariable long id,
            @RequestParam String fingerprint,
            @RequestParam String reason,
            RedirectAttributes flash) {
        drifts.adopt(actor, lookup.database(actor, project, id), reason, fingerprint);
        flash.addFlashAttribute("notice", "The live state is the record now.");
        return back(project, id);
    }

    @Right(Right.CHANGE)
    @PostMapping("/p/{project}/d/{id}/drift/revert")
    String revert(Actor actor, @PathVariable long project, @PathVariable long id) {
        Database database = lookup.database(actor, project, id);
        Change change = drifts.revert(actor, lookup.project(actor, project), database);
        return "redirect:/p/%d/c/%d".formatted(project, change.number());
    }

    private static String back(long project, long id) {
        return "redirect:/p/%d/d/%d/drift".formatted(project, id);
    }
}
