package dev.sluice.server.api;

import static dev.sluice.server.web.ProblemKind.NOT_POSSIBLE_NOW;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;
import static dev.sluice.server.web.ProblemKind.UNREACHABLE;

import dev.sluice.server.databases.Database;
import dev.sluice.server.databases.Databases;
import dev.sluice.server.drift.DriftReport;
import dev.sluice.server.drift.Drifts;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.status.Status;
import dev.sluice.server.web.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Drift on the wire.
@RestController
@RequestMapping("/api/v1/projects/{project}/databases/{database}/drift")
final class DriftApi {
    private final Projects projects;
    private final Databases databases;
    private final Drifts drifts;
    private final Status status;

    DriftApi(Projects projects, Databases databases, Drifts drifts, Status status) {
        this.projects = projects;
        this.databases = databases;
        this.drifts = drifts;
        this.status = status;
    }

    /// `fingerprint` is that of the answer which showed the drift; without it whatever is there now
    /// is adopted.
    record AdoptWish(@Nullable String reason, @Nullable String fingerprint) {}

    @Right(Right.READ)
    @PostMapping
    @Operation(
            id = "checkDrift",
            summary = "Compare the live database with its record, now",
            problems = {NOT_POSSIBLE_NOW, UNREACHABLE})
    DriftReport check(Actor actor, @PathVariable String project, @PathVariable String database) {
        return drifts.check(actor, at(actor, Right.READ, project, database));
    }

    @Right(Right.ADMIN)
    @PostMapping("/adopt")
    @Operation(
            id = "adoptDrift",
            summary = "Make the live state the record",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN, UNREACHABLE})
    DriftReport adopt(
            Actor actor,
            @PathVariable String project,
            @PathVariable String database,
            @RequestBody AdoptWish why) {
        drifts.adopt(
                actor,
                at(actor, Right.ADMIN, project, database),
                Objects.requireNonNullElse(why.reason, ""),
                why.fingerprint);
        return DriftReport.NONE;
    }

    @Right(Right.CHANGE)
    @PostMapping("/revert")
    @Operation(
            id = "revertDrift",
            summary = "Open a change from the live state back to the record",
            problems = {NOT_POSSIBLE_NOW, NOT_TAKEN, UNREACHABLE})
    ChangeAnswer revert(Actor actor, @PathVariable String project, @PathVariable String database) {
        Project in = projects.named(actor, Right.CHANGE, project);
        return ChangeAnswer.of(
                status.of(actor, drifts.revert(actor, in, databases.named(in, database))));
    }

    private Database at(Actor actor, String right, String project, String database) {
        return databases.named(projects.named(actor, right, project), database);
    }
}
