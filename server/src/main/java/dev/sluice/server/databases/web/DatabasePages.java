package dev.sluice.server.databases.web;

import dev.sluice.schema.Catalog;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.server.databases.Credential;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.NewDatabase;
import dev.sluice.server.history.History;
import dev.sluice.server.history.HistoryEntry;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.web.Badge;
import dev.sluice.server.web.Lookup;
import dev.sluice.server.web.WordLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
final class DatabasePages {
    private static final int PAGE = 50;

    private final Projects projects;
    private final Databases databases;
    private final Catalogs catalogs;
    private final History history;
    private final OpenDrift drift;
    private final Lookup lookup;
    private final Rights rights;

    DatabasePages(
            Projects projects,
            Databases databases,
            Catalogs catalogs,
            History history,
            OpenDrift drift,
            Lookup lookup,
            Rights rights) {
        this.projects = projects;
        this.databases = databases;
        this.catalogs = catalogs;
        this.history = history;
        this.drift = drift;
        this.lookup = lookup;
        this.rights = rights;
    }

    @Right(Right.READ)
    @GetMapping("/databases")
    String list(Actor actor, Model page) {
        var all = new ArrayList<DatabaseView.OfProject>();
        for (Project project : projects.visible(actor)) {
            String order =
                    projects.environments(project.id()).stream()
                            .map(Environment::name)
                            .collect(Collectors.joining(" → "));
            Map<Long, HistoryEntry> newest =
                    history.newest(project.id()).stream()
                            .collect(Collectors.toMap(HistoryEntry::databaseId, h -> h));
            List<DatabaseView.Row> rows =
                    databases.of(project.id()).stream()
                            .map(d ->
                                    row(
                                            view(actor, project, d),
                                            Optional.ofNullable(newest.get(d.id()))))
                            .toList();
            all.add(
                    new DatabaseView.OfProject(
                            project.id(),
                            project.name(),
                            order,
                            rows,
                            rights.hasSomewhere(actor, Right.ADMIN, project.id())));
        }
        page.addAttribute("projects", all);
        return "databases/list";
    }

    private static DatabaseView.Row row(DatabaseView database, Optional<HistoryEntry> last) {
        return new DatabaseView.Row(
                database,
                last.map(HistoryEntry::tag).orElse("none"),
                last.map(HistoryEntry::at).orElse(null));
    }

    private DatabaseView view(Actor actor, Project project, Database d) {
        DatabaseView.@Nullable DriftView open = drift.of(actor, d).orElse(null);
        return new DatabaseView(
                "/p/%d/d/%d".formatted(project.id(), d.id()),
                d.name(),
                d.environment(),
                project.name(),
                d.place(),
                d.major(),
                d.recordedFingerprint(),
                open == null ? Badge.ok("As recorded") : Badge.warn("Drifted"),
                open);
    }

    @Right(Right.READ)
    @GetMapping("/p/{project}/d/{id}")
    String objects(Actor actor, @PathVariable long project, @PathVariable long id, Model page) {
        Database d = shown(actor, project, id, page);
        Optional<Catalog> catalog = catalogs.find(d.recordedFingerprint());
        page.addAttribute("groups", catalog.map(CatalogGroups::of).orElse(List.of()));
        return "databases/objects";
    }

    @Right(Right.READ)
    @GetMapping("/p/{project}/d/{id}/history")
    String history(
            Actor actor,
            @PathVariable long project,
            @PathVariable long id,
            @RequestParam(defaultValue = "-1") long from,
            @RequestParam(defaultValue = "0") long to,
            @RequestParam(defaultValue = "0") long before,
            Model page) {
        Database d = shown(actor, project, id, page);
        List<HistoryEntry> entries =
                history.page(d.id(), before == 0 ? Long.MAX_VALUE : before, PAGE + 1);
        boolean more = entries.size() > PAGE;
        page.addAttribute(
                "entries", entries.stream().limit(PAGE).map(e -> line(project, id, e)).toList());
        page.addAttribute("before", more ? entries.get(PAGE - 1).id() : 0L);
        page.addAttribute("first", before == 0);
        page.addAttribute("from", from);
        page.addAttribute("to", to);
        if (to > 0) {
            page.addAttribute("differences", difference(d.id(), from, to));
        }
        return "databases/history";
    }

    /// `from` is an entry, or 0 for the state before `to`'s own.
    private List<WordLine> difference(long database, long from, long to) {
        HistoryEntry newer = history.entry(database, to);
        String before =
                from > 0
                        ? history.entry(database, from).fingerprintAfter()
                        : newer.fingerprintBefore();
        String after = newer.fingerprintAfter();
        if (before == null || after == null) {
            return List.of();
        }
        return WordLine.of(history.words(before, after));
    }

    private static DatabaseView.HistoryLine line(long project, long database, HistoryEntry e) {
        Integer change = e.changeNumber();
        boolean both = e.fingerprintBefore() != null && e.fingerprintAfter() != null;
        return new DatabaseView.HistoryLine(
                e.id(),
                e.tag(),
                badge(e),
                change == null ? null : "/p/%d/c/%d".formatted(project, change),
                change,
                e.by(),
                e.at(),
                both
                        ? "/p/%d/d/%d/history?from=0&to=%d".formatted(project, database, e.id())
                        : null,
                e.fingerprintAfter() != null);
    }

    private static Badge badge(HistoryEntry e) {
        if (e.direction().equals("down")) {
            return Badge.back("undone");
        }
        return switch (e.origin()) {
            case "adopted" -> Badge.plain("adopted");
            case "baseline" -> Badge.plain("baseline");
            case "drift" -> Badge.warn("drift adopted");
            default -> Badge.ok("applied");
        };
    }

    @Right(Right.READ)
    @GetMapping("/p/{project}/d/{id}/drift")
    String drift(Actor actor, @PathVariable long project, @PathVariable long id, Model page) {
        shown(actor, project, id, page);
        return "databases/drift";
    }

    private Database shown(Actor actor, long project, long id, Model page) {
        Database d = lookup.database(actor, project, id);
        page.addAttribute("database", view(actor, lookup.project(actor, project), d));
        return d;
    }

    @Right(Right.ADMIN)
    @GetMapping("/p/{project}/d/new")
    String form(Actor actor, @PathVariable long project, Model page) {
        page.addAttribute("project", lookup.project(actor, project).name());
        page.addAttribute("projectId", project);
        page.addAttribute(
                "environments",
                projects.environments(project).stream()
                        .filter(e -> rights.has(actor, Right.ADMIN, project, e.id()))
                        .map(Environment::name)
                        .toList());
        return "databases/new";
    }

    @Right(Right.ADMIN)
    @PostMapping("/p/{project}/d/new")
    String register(
            Actor actor,
            @PathVariable long project,
            @RequestParam String environment,
            @RequestParam String name,
            @RequestParam String host,
            @RequestParam(defaultValue = "5432") int port,
            @RequestParam String databaseName,
            @RequestParam String username,
            @RequestParam String password,
            @RequestParam(defaultValue = "prefer") String sslMode,
            @RequestParam(defaultValue = "false") boolean anew,
            RedirectAttributes flash) {
        var wanted =
                new NewDatabase(
                        environment,
                        name,
                        host,
                        port,
                        databaseName,
                        username,
                        Credential.parse(password),
                        sslMode);
        Project at = lookup.project(actor, project);
        Database made =
                anew
                        ? databases.registerAnew(actor, at, wanted)
                        : databases.register(actor, at, wanted);
        flash.addFlashAttribute("notice", made.name() + " is registered and was read.");
        return "redirect:/p/%d/d/%d".formatted(project, made.id());
    }
}
