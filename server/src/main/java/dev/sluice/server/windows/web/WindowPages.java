package dev.sluice.server.windows.web;

import dev.sluice.server.backups.Backups;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.web.Badge;
import dev.sluice.server.web.Lookup;
import dev.sluice.server.windows.Freeze;
import dev.sluice.server.windows.NewFreeze;
import dev.sluice.server.windows.NewWindow;
import dev.sluice.server.windows.Opening;
import dev.sluice.server.windows.Window;
import dev.sluice.server.windows.Windows;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
final class WindowPages {
    private static final List<String> ZONES =
            ZoneId.getAvailableZoneIds().stream()
                    .filter(z -> z.contains("/") && !z.startsWith("SystemV/") || z.equals("UTC"))
                    .sorted()
                    .toList();

    private final Projects projects;
    private final Windows windows;
    private final Backups backups;
    private final Rights rights;
    private final Lookup lookup;

    WindowPages(Projects projects, Windows windows, Backups backups, Rights rights, Lookup lookup) {
        this.projects = projects;
        this.windows = windows;
        this.backups = backups;
        this.rights = rights;
        this.lookup = lookup;
    }

    @Right(Right.READ)
    @GetMapping("/p/{project}/windows")
    String show(Actor actor, @PathVariable long project, Model page) {
        Project at = lookup.project(actor, project);
        page.addAttribute(
                "windows",
                new WindowsView(
                        href(project),
                        at.name(),
                        projects.environments(project).stream().map(this::hours).toList(),
                        windows.freezes(project).stream().map(WindowPages::line).toList(),
                        ZONES,
                        rights.has(actor, Right.ADMIN)));
        return "windows/windows";
    }

    private WindowsView.Hours hours(Environment e) {
        Opening now = windows.opening(e);
        return new WindowsView.Hours(
                e.name(),
                switch (now) {
                    case Opening.Open _ -> Badge.ok("Open");
                    case Opening.Shut(var gate, var _, var _, var _) ->
                            gate.equals("freeze") ? Badge.bad("Frozen") : Badge.waiting("Shut");
                },
                switch (now) {
                    case Opening.Open(ZonedDateTime until) -> open(e.name(), until);
                    case Opening.Shut shut -> shut.sentence(e.name());
                },
                windows.of(e).stream().map(Window::words).toList(),
                backups.policy(e).text());
    }

    private static String open(String environment, @Nullable ZonedDateTime until) {
        return environment
                + (until == null ? " is open." : " is open until " + Opening.words(until) + ".");
    }

    private static WindowsView.FreezeLine line(Freeze f) {
        return new WindowsView.FreezeLine(
                f.id(),
                Objects.requireNonNullElse(f.environment(), "all environments"),
                f.fromWords(),
                f.toWords(),
                f.reason(),
                f.by());
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/windows/add")
    String add(
            Actor actor,
            @PathVariable long project,
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(required = false) @Nullable List<String> day,
            @RequestParam(defaultValue = "") String start,
            @RequestParam(defaultValue = "") String end,
            @RequestParam(defaultValue = "") String zone,
            RedirectAttributes flash) {
        windows.add(
                actor,
                lookup.project(actor, project),
                environment,
                new NewWindow(day == null ? null : new ArrayList<>(day), start, end, zone));
        return done(project, flash, environment + " has another window.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/windows/remove")
    String remove(
            Actor actor,
            @PathVariable long project,
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(defaultValue = "") String window,
            RedirectAttributes flash) {
        windows.remove(actor, lookup.project(actor, project), environment, window);
        return done(project, flash, environment + " has that window no more.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/freezes")
    String freeze(
            Actor actor,
            @PathVariable long project,
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        Freeze made =
                windows.freeze(
                        actor,
                        lookup.project(actor, project),
                        new NewFreeze(environment, from, to, zone, reason));
        return done(project, flash, "The freeze stands, until " + made.toWords() + ".");
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/freezes/{freeze}/end")
    String end(
            Actor actor,
            @PathVariable long project,
            @PathVariable long freeze,
            RedirectAttributes flash) {
        windows.end(actor, lookup.project(actor, project), freeze);
        return done(project, flash, "The freeze is ended.");
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/backup")
    String backup(
            Actor actor,
            @PathVariable long project,
            @RequestParam(defaultValue = "") String environment,
            @RequestParam(defaultValue = "") String policy,
            RedirectAttributes flash) {
        backups.choose(actor, lookup.project(actor, project), environment, policy);
        return done(project, flash, "Backups before runs in " + environment + ": " + policy + ".");
    }

    private static String done(long project, RedirectAttributes flash, String notice) {
        flash.addFlashAttribute("notice", notice);
        return "redirect:" + href(project);
    }

    private static String href(long project) {
        return "/p/%d/windows".formatted(project);
    }
}
