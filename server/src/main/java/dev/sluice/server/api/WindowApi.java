package dev.sluice.server.api;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.windows.Freeze;
import dev.sluice.server.windows.NewFreeze;
import dev.sluice.server.windows.NewWindow;
import dev.sluice.server.windows.Opening;
import dev.sluice.server.windows.Window;
import dev.sluice.server.windows.Windows;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Maintenance windows and freezes on the wire.
@RestController
@RequestMapping("/api/v1/projects/{project}")
final class WindowApi {
    private final Projects projects;
    private final Windows windows;

    WindowApi(Projects projects, Windows windows) {
        this.projects = projects;
        this.windows = windows;
    }

    record WindowsBody(@Nullable List<@Nullable NewWindow> windows) {}

    @Right(Right.READ)
    @GetMapping("/environments/{environment}/windows")
    Map<String, Object> show(
            Actor actor, @PathVariable String project, @PathVariable String environment) {
        return json(projects.named(actor, Right.READ, project), environment);
    }

    @Right(Right.ADMIN)
    @PutMapping("/environments/{environment}/windows")
    Map<String, Object> set(
            Actor actor,
            @PathVariable String project,
            @PathVariable String environment,
            @RequestBody WindowsBody body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        windows.set(actor, at, environment, body.windows);
        return json(at, environment);
    }

    @Right(Right.READ)
    @GetMapping("/freezes")
    List<Map<String, Object>> freezes(Actor actor, @PathVariable String project) {
        return windows.freezes(projects.named(actor, Right.READ, project).id()).stream()
                .map(WindowApi::json)
                .toList();
    }

    @Right(Right.ADMIN)
    @PostMapping("/freezes")
    Map<String, Object> freeze(
            Actor actor, @PathVariable String project, @RequestBody NewFreeze body) {
        return json(windows.freeze(actor, projects.named(actor, Right.ADMIN, project), body));
    }

    @Right(Right.ADMIN)
    @PostMapping("/freezes/{freeze}/end")
    List<Map<String, Object>> end(
            Actor actor, @PathVariable String project, @PathVariable long freeze) {
        windows.end(actor, projects.named(actor, Right.ADMIN, project), freeze);
        return freezes(actor, project);
    }

    private Map<String, Object> json(Project project, String name) {
        Environment environment = projects.environment(project.id(), name);
        var json = new LinkedHashMap<String, Object>();
        json.put("environment", name);
        json.put("windows", windows.of(environment).stream().map(WindowApi::json).toList());
        switch (windows.opening(environment)) {
            case Opening.Open(ZonedDateTime until) -> {
                json.put("open", true);
                put(json, "until", until);
            }
            case Opening.Shut shut -> {
                json.put("open", false);
                json.put("gate", shut.gate());
                json.put("words", shut.sentence(name));
                put(json, "until", shut.until());
                put(json, "opens", shut.opens());
            }
        }
        return json;
    }

    private static void put(Map<String, Object> json, String key, @Nullable ZonedDateTime at) {
        if (at != null) json.put(key, at.toOffsetDateTime().toString());
    }

    private static Map<String, Object> json(Window w) {
        var json = new LinkedHashMap<String, Object>();
        json.put(
                "days",
                w.days().stream()
                        .map(d -> d.name().substring(0, 3).toLowerCase(Locale.ROOT))
                        .toList());
        json.put("start", w.start().toString());
        json.put("end", w.end().toString());
        json.put("zone", w.zone().getId());
        return json;
    }

    private static Map<String, Object> json(Freeze f) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", f.id());
        if (f.environment() != null) json.put("environment", f.environment());
        json.put("from", f.from().toString());
        json.put("to", f.to().toString());
        json.put("zone", f.zone().getId());
        json.put("reason", f.reason());
        json.put("by", f.by());
        return json;
    }
}
