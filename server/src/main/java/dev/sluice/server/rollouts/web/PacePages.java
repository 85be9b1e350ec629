package dev.sluice.server.rollouts.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.rollouts.Pace;
import dev.sluice.server.rollouts.Paces;
import dev.sluice.server.web.Lookup;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// The form of an environment's pace, on the page of the project's settings.
@Controller
final class PacePages {
    private final Paces paces;
    private final Lookup lookup;

    PacePages(Paces paces, Lookup lookup) {
        this.paces = paces;
        this.lookup = lookup;
    }

    /// `canary` is a number of databases, or their names.
    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/settings/pace")
    String set(
            Actor actor,
            @PathVariable long project,
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(defaultValue = "1") int parallel,
            @RequestParam(required = false) @Nullable Integer perInstance,
            @RequestParam(defaultValue = "") String canary,
            @RequestParam(defaultValue = "0") int batch,
            @RequestParam(defaultValue = "1") int stopAfter,
            RedirectAttributes flash) {
        boolean counted = canary.strip().matches("[0-9]{1,5}");
        Pace pace =
                new Pace(
                        parallel,
                        perInstance,
                        counted ? Integer.parseInt(canary.strip()) : 0,
                        counted ? List.of() : names(canary),
                        batch,
                        stopAfter);
        paces.set(actor, lookup.project(actor, project), environment, pace);
        flash.addFlashAttribute("notice", environment + ": " + pace.words());
        return "redirect:/p/%d/settings".formatted(project);
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.strip().split("[,\\s]+")).filter(n -> !n.isEmpty()).toList();
    }
}
