package dev.sluice.server.api;

import dev.sluice.server.databases.Credential;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.NewDatabase;
import dev.sluice.server.history.History;
import dev.sluice.server.history.HistoryEntry;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Grants;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.NewEnvironment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.source.snapshot.CatalogText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Projects, environments, databases and their history on the wire.
@RestController
@RequestMapping("/api/v1/projects")
final class ProjectApi {
    private final Projects projects;
    private final Databases databases;
    private final History history;
    private final Grants grants;
    private final Holders holders;

    ProjectApi(
            Projects projects,
            Databases databases,
            History history,
            Grants grants,
            Holders holders) {
        this.projects = projects;
        this.grants = grants;
        this.holders = holders;
        this.databases = databases;
        this.history = history;
    }

    record NewProject(String name, List<NewEnvironment> environments) {}

    /// Without `roles` those of a member; `environment` limits them to one.
    record NewMember(
            @Nullable String login,
            @Nullable String group,
            @Nullable List<String> roles,
            @Nullable String environment) {}

    record DatabaseBody(
            String environment,
            String name,
            String host,
            int port,
            String database,
            String username,
            String credential,
            @Nullable String sslMode) {
        /// Without the credential.
        @Override
        public String toString() {
            return "database " + name + " on " + host;
        }
    }

    @Right(Right.READ)
    @GetMapping
    List<Project> list(Actor actor) {
        return projects.visible(actor);
    }

    @Right(Right.ADMIN)
    @PostMapping
    Project create(Actor actor, @RequestBody NewProject body) {
        return projects.create(actor, body.name, body.environments);
    }

    @Right(Right.READ)
    @GetMapping("/{project}/environments")
    List<Environment> environments(Actor actor, @PathVariable String project) {
        return projects.environments(projects.named(actor, Right.READ, project).id());
    }

    @Right(Right.ADMIN)
    @GetMapping("/{project}/members")
    List<Map<String, Object>> members(Actor actor, @PathVariable String project) {
        Project at = projects.named(actor, Right.ADMIN, project);
        return grants.of(at.id()).stream().map(GrantApi::json).toList();
    }

    @Right(Right.ADMIN)
    @PostMapping("/{project}/members")
    Map<String, Object> join(
            Actor actor, @PathVariable String project, @RequestBody NewMember body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        grants.add(
                actor,
                holders.holder(body.login, body.group),
                Grants.roles(body.roles),
                grants.scope(at.id(), body.environment));
        return holders.named(body.login, body.group);
    }

    @Right(Right.ADMIN)
    @PostMapping("/{project}/members/remove")
    Map<String, Object> leave(
            Actor actor, @PathVariable String project, @RequestBody NewMember body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        grants.remove(
                actor,
                holders.holder(body.login, body.group),
                Grants.roles(body.roles),
                grants.scope(at.id(), body.environment));
        return holders.named(body.login, body.group);
    }

    @Right(Right.READ)
    @GetMapping("/{project}/databases")
    List<Map<String, Object>> databases(Actor actor, @PathVariable String project) {
        return databases.of(projects.named(actor, Right.READ, project).id()).stream()
                .map(ProjectApi::json)
                .toList();
    }

    @Right(Right.ADMIN)
    @PostMapping("/{project}/databases")
    Map<String, Object> register(
            Actor actor, @PathVariable String project, @RequestBody DatabaseBody body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        return json(
                databases.register(
                        actor,
                        at,
                        new NewDatabase(
                                body.environment,
                                body.name,
                                body.host,
                                body.port,
                                body.database,
                                body.username,
                                Credential.parse(body.credential),
                                Objects.requireNonNullElse(body.sslMode, "prefer"))));
    }

    /// The live catalog, read now: for `sluice pull`, by whoever may see it on the pages.
    @Right(Right.READ)
    @GetMapping(
            value = "/{project}/databases/{database}/catalog",
            produces = MediaType.APPLICATION_JSON_VALUE)
    String catalog(Actor actor, @PathVariable String project, @PathVariable String database) {
        Project at = projects.named(actor, Right.READ, project);
        return CatalogText.write(databases.live(databases.named(at, database)));
    }

    @Right(Right.READ)
    @GetMapping("/{project}/databases/{database}/history")
    List<HistoryEntry> history(
            Actor actor, @PathVariable String project, @PathVariable String database) {
        Project at = projects.named(actor, Right.READ, project);
        return history.of(databases.named(at, database).id());
    }

    /// What differs in words between the catalogs before `from` and after `to`, two entries of the
    /// history.
    @Right(Right.READ)
    @GetMapping("/{project}/databases/{database}/history/diff")
    List<String> difference(
            Actor actor,
            @PathVariable String project,
            @PathVariable String database,
            @RequestParam long from,
            @RequestParam long to) {
        Project at = projects.named(actor, Right.READ, project);
        long id = databases.named(at, database).id();
        return history.words(
                Objects.requireNonNullElse(history.entry(id, from).fingerprintBefore(), ""),
                Objects.requireNonNullElse(history.entry(id, to).fingerprintAfter(), ""));
    }

    private static Map<String, Object> json(Database d) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", d.name());
        json.put("environment", d.environment());
        json.put("place", d.place());
        json.put("username", d.username());
        json.put("postgres", d.major());
        json.put("recordedFingerprint", d.recordedFingerprint());
        return json;
    }
}
