package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_POSSIBLE_NOW;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;
import static dev.sluice.server.web.ProblemKind.UNREACHABLE;

import dev.sluice.server.databases.Credential;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.databases.NewDatabase;
import dev.sluice.server.history.History;
import dev.sluice.server.history.HistoryEntry;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Grant;
import dev.sluice.server.identity.Grants;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Environment;
import dev.sluice.server.projects.NewEnvironment;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.web.Listed;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
import dev.sluice.source.snapshot.CatalogText;
import java.util.List;
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

    record EnvironmentAnswer(
            String name, int position, int approvals, boolean automatic, long soakSeconds) {
        static EnvironmentAnswer of(Environment e) {
            return new EnvironmentAnswer(
                    e.name(), e.position(), e.approvals(), e.automatic(), e.soak().toSeconds());
        }
    }

    record DatabaseAnswer(
            String name,
            String environment,
            String place,
            String username,
            int postgres,
            String recordedFingerprint) {
        static DatabaseAnswer of(Database d) {
            return new DatabaseAnswer(
                    d.name(),
                    d.environment(),
                    d.place(),
                    d.username(),
                    d.major(),
                    d.recordedFingerprint());
        }
    }

    /// Without `roles` those of a member; `environment` limits them to one.
    record NewMember(
            @Nullable String login,
            @Nullable String group,
            @Nullable List<String> roles,
            @Nullable String environment) {}

    record NewDatabaseWish(
            String environment,
            String name,
            String host,
            int port,
            String database,
            String username,
            String credential,
            @Nullable String sslMode,
            @Nullable Boolean anew) {
        NewDatabase wanted() {
            return new NewDatabase(
                    environment,
                    name,
                    host,
                    port,
                    database,
                    username,
                    Credential.parse(credential),
                    Objects.requireNonNullElse(sslMode, "prefer"));
        }

        /// Without the credential.
        @Override
        public String toString() {
            return "database " + name + " on " + host;
        }
    }

    @Right(Right.READ)
    @GetMapping
    @Operation(id = "listProjects", summary = "Projects that you see")
    Listed<Project> list(Actor actor, Paging paging) {
        return Listed.rising(paging, projects.visible(actor), Project::id);
    }

    @Right(Right.ADMIN)
    @PostMapping
    @Operation(
            id = "createProject",
            summary = "A new project with its environments, in order of rollout",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    Project create(Actor actor, @RequestBody NewProject body) {
        return projects.create(actor, body.name, body.environments);
    }

    @Right(Right.READ)
    @GetMapping("/{project}/environments")
    @Operation(id = "listEnvironments", summary = "Environments, in order of rollout")
    Listed<EnvironmentAnswer> environments(
            Actor actor, @PathVariable String project, Paging paging) {
        List<Environment> all =
                projects.environments(projects.named(actor, Right.READ, project).id());
        return Listed.rising(paging, all, Environment::position).map(EnvironmentAnswer::of);
    }

    @Right(Right.ADMIN)
    @GetMapping("/{project}/members")
    @Operation(id = "listMembers", summary = "Roles in this project")
    Listed<GrantAnswer> members(Actor actor, @PathVariable String project, Paging paging) {
        Project at = projects.named(actor, Right.ADMIN, project);
        return Listed.rising(paging, grants.of(at.id()), Grant::id).map(GrantAnswer::of);
    }

    @Right(Right.ADMIN)
    @PostMapping("/{project}/members")
    @Operation(
            id = "addMember",
            summary = "Give roles in this project",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    HolderAnswer join(Actor actor, @PathVariable String project, @RequestBody NewMember body) {
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
    @Operation(
            id = "removeMember",
            summary = "Take roles in this project",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN})
    HolderAnswer leave(Actor actor, @PathVariable String project, @RequestBody NewMember body) {
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
    @Operation(id = "listDatabases", summary = "Registered databases")
    Listed<DatabaseAnswer> databases(
            Actor actor,
            @PathVariable String project,
            @RequestParam(required = false) @Nullable String environment,
            Paging paging) {
        List<Database> all = databases.of(projects.named(actor, Right.READ, project).id());
        return Listed.rising(
                        paging,
                        all.stream()
                                .filter(d ->
                                        environment == null || environment.equals(d.environment()))
                                .toList(),
                        Database::id)
                .map(DatabaseAnswer::of);
    }

    @Right(Right.READ)
    @GetMapping("/{project}/databases/{database}")
    @Operation(id = "readDatabase", summary = "A registered database", tagged = true)
    DatabaseAnswer database(
            Actor actor, @PathVariable String project, @PathVariable String database) {
        Project at = projects.named(actor, Right.READ, project);
        return DatabaseAnswer.of(databases.named(at, database));
    }

    @Right(Right.ADMIN)
    @PostMapping("/{project}/databases")
    @Operation(
            id = "registerDatabase",
            summary = "Register a database and take what is there as its record",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN, UNREACHABLE})
    DatabaseAnswer register(
            Actor actor, @PathVariable String project, @RequestBody NewDatabaseWish body) {
        Project at = projects.named(actor, Right.ADMIN, project);
        return DatabaseAnswer.of(
                Boolean.TRUE.equals(body.anew)
                        ? databases.registerAnew(actor, at, body.wanted())
                        : databases.register(actor, at, body.wanted()));
    }

    /// The live catalog, read now: for `sluice pull`, by whoever may see it on the pages.
    @Right(Right.READ)
    @GetMapping(
            value = "/{project}/databases/{database}/catalog",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            id = "readCatalog",
            summary = "The live catalog, read now, in the form of this version",
            problems = {NOT_POSSIBLE_NOW, UNREACHABLE})
    String catalog(Actor actor, @PathVariable String project, @PathVariable String database) {
        Project at = projects.named(actor, Right.READ, project);
        return CatalogText.write(databases.live(databases.named(at, database)));
    }

    @Right(Right.READ)
    @GetMapping("/{project}/databases/{database}/history")
    @Operation(id = "listHistory", summary = "What the database was given, newest first")
    Listed<HistoryEntry> history(
            Actor actor,
            @PathVariable String project,
            @PathVariable String database,
            Paging paging) {
        Project at = projects.named(actor, Right.READ, project);
        List<HistoryEntry> rows =
                history.page(
                        databases.named(at, database).id(), paging.below(), paging.limit() + 1);
        return Listed.of(paging, rows, HistoryEntry::id);
    }

    /// What differs in words between the catalogs before `from` and after `to`, two entries of the
    /// history.
    @Right(Right.READ)
    @GetMapping("/{project}/databases/{database}/history/diff")
    @Operation(id = "diffHistory", summary = "What two entries of the history differ by, in words")
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
}
