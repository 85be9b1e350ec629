package dev.sluice.server.web;

import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import org.springframework.stereotype.Component;

/// From the ids of an address to the things, as far as the reader may see them: one answer for what
/// is not there and what is not theirs.
@Component
public final class Lookup {
    private final Rights rights;
    private final Projects projects;
    private final Changes changes;
    private final Databases databases;

    Lookup(Rights rights, Projects projects, Changes changes, Databases databases) {
        this.rights = rights;
        this.projects = projects;
        this.changes = changes;
        this.databases = databases;
    }

    public Project project(Actor actor, long id) {
        rights.need(actor, Right.READ, id);
        return projects.visible(actor).stream()
                .filter(p -> p.id() == id)
                .findFirst()
                .orElseThrow(
                        () -> new NotFound("There is no such project, or it is not one of yours."));
    }

    public Change change(Actor actor, long project, int number) {
        return changes.numbered(project(actor, project), number);
    }

    public Database database(Actor actor, long project, long id) {
        return databases.of(project(actor, project).id()).stream()
                .filter(d -> d.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("There is no such database in this project."));
    }
}
