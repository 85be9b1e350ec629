package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.MOVED_ON;
import static dev.sluice.server.web.ProblemKind.NOT_POSSIBLE_NOW;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.web.IfMatch;
import dev.sluice.server.web.Listed;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
import dev.sluice.server.web.Versions;
import dev.sluice.server.web.Versions.Held;
import dev.sluice.server.windows.Freeze;
import dev.sluice.server.windows.NewFreeze;
import dev.sluice.server.windows.NewWindow;
import dev.sluice.server.windows.Opening;
import dev.sluice.server.windows.Window;
import dev.sluice.server.windows.Windows;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Maintenance windows and freezes on the wire.
@RestController
@RequestMapping("/api/v1/projects/{project}")
final class WindowApi {
    private final Projects projects;
    private final Windows windows;
    private final Versions versions;

    WindowApi(Projects projects, Windows windows, Versions versions) {
        this.versions = versions;
        this.projects = projects;
        this.windows = windows;
    }

    record WindowsWish(@Nullable List<@Nullable NewWindow> windows) {}

    record WindowAnswer(List<String> days, String start, String end, String zone) {
        static WindowAnswer of(Window w) {
            return new WindowAnswer(
                    w.days().stream()
                            .map(d -> d.name().substring(0, 3).toLowerCase(Locale.ROOT))
                            .toList(),
                    w.start().toString(),
                    w.end().toString(),
                    w.zone().getId());
        }
    }

    /// `gate` and `words` where it is shut; `until` and `opens` with the offset of the window.
    record WindowsAnswer(
            String environment,
            List<WindowAnswer> windows,
            boolean open,
            @Nullable String gate,
            @Nullable String words,
            @Nullable OffsetDateTime until,
            @Nullable OffsetDateTime opens) {}

    record FreezeAnswer(
            long id,
            @Nullable String environment,
            String from,
            String to,
            String zone,
            String reason,
            String by) {
        static FreezeAnswer of(Freeze f) {
            return new FreezeAnswer(
                    f.id(),
                    f.environment(),
                    f.from().toString(),
                    f.to().toString(),
                    f.zone().getId(),
                    f.reason(),
                    f.by());
        }
    }

    @Right(Right.READ)
    @GetMapping("/environments/{environment}/windows")
    @Operation(
            id = "readWindows",
            summary = "Maintenance windows, and whether one is open now",
            tagged = true)
    WindowsAnswer show(
            Actor actor, @PathVariable String project, @PathVariable String environment) {
        return answer(projects.named(actor, Right.READ, project), environment);
    }

    @Right(Right.ADMIN)
    @PutMapping("/environments/{environment}/windows")
    @Operation(
            id = "setWindows",
            summary = "All windows of an environment at once; none is always open",
            tagged = true,
            problems = NOT_TAKEN)
    WindowsAnswer set(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            IfMatch match,
            @RequestBody WindowsWish body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        return versions.write(
                match,
                Held.ENVIRONMENT,
                projects.environment(at.id(), environment).id(),
                () -> answer(at, environment),
                () -> windows.set(actor, at, environment, body.windows));
    }

    @Right(Right.READ)
    @GetMapping("/freezes")
    @Operation(id = "listFreezes", summary = "Freezes that are on or to come")
    Listed<FreezeAnswer> freezes(
            Actor actor,
            @PathVariable String project,
            @RequestParam(required = false) @Nullable String environment,
            Paging paging) {
        List<Freeze> all =
                windows.freezes(projects.named(actor, Right.READ, project).id()).stream()
                        .filter(f ->
                                environment == null
                                        || f.environment() == null
                                        || environment.equals(f.environment()))
                        .toList();
        return Listed.rising(paging, all, Freeze::id).map(FreezeAnswer::of);
    }

    @Right(Right.READ)
    @GetMapping("/freezes/{freeze}")
    @Operation(id = "readFreeze", summary = "A freeze that is on or to come", tagged = true)
    FreezeAnswer freeze(Actor actor, @PathVariable String project, @PathVariable long freeze) {
        return FreezeAnswer.of(standing(projects.named(actor, Right.READ, project), freeze));
    }

    private Freeze standing(Project project, long id) {
        return windows.freezes(project.id()).stream()
                .filter(f -> f.id() == id)
                .findFirst()
                .orElseThrow(() ->
                        new NotFound("There is no such freeze in this project, or it is over."));
    }

    @Right(Right.ADMIN)
    @PostMapping("/freezes")
    @Operation(
            id = "addFreeze",
            summary = "A time in which nothing is rolled out",
            problems = NOT_TAKEN)
    FreezeAnswer freeze(Actor actor, @PathVariable String project, @RequestBody NewFreeze body) {
        return FreezeAnswer.of(
                windows.freeze(actor, projects.named(actor, Right.ADMIN, project), body));
    }

    @Right(Right.ADMIN)
    @PostMapping("/freezes/{freeze}/end")
    @Operation(
            id = "endFreeze",
            summary = "End a freeze now, or before it begins; answers what it was",
            problems = {NOT_POSSIBLE_NOW, MOVED_ON})
    FreezeAnswer end(
            Actor actor, @PathVariable String project, @PathVariable long freeze, IfMatch match) {
        Project at = projects.named(actor, Right.ADMIN, project);
        FreezeAnswer was = FreezeAnswer.of(standing(at, freeze));
        return versions.write(
                match, Held.FREEZE, freeze, () -> was, () -> windows.end(actor, at, freeze));
    }

    private WindowsAnswer answer(Project project, String name) {
        Environment environment = projects.environment(project.id(), name);
        List<WindowAnswer> all = windows.of(environment).stream().map(WindowAnswer::of).toList();
        return switch (windows.opening(environment)) {
            case Opening.Open(ZonedDateTime until) ->
                    new WindowsAnswer(name, all, true, null, null, offset(until), null);
            case Opening.Shut shut ->
                    new WindowsAnswer(
                            name,
                            all,
                            false,
                            shut.gate(),
                            shut.sentence(name),
                            offset(shut.until()),
                            offset(shut.opens()));
        };
    }

    private static @Nullable OffsetDateTime offset(@Nullable ZonedDateTime at) {
        return at == null ? null : at.toOffsetDateTime();
    }
}
