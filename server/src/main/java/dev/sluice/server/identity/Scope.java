package dev.sluice.server.identity;

import org.jspecify.annotations.Nullable;

/// Where a grant holds: everywhere, in one project, or in one environment of a project.
public record Scope(@Nullable Long projectId, @Nullable Long environmentId) {
    public static final Scope EVERYWHERE = new Scope(null, null);

    public static Scope project(long id) {
        return new Scope(id, null);
    }

    public static Scope environment(long projectId, long id) {
        return new Scope(projectId, id);
    }

    boolean isEverywhere() {
        return projectId == null;
    }

    /// Reading and changing a project come from any grant in it: a schema is one, whatever the
    /// environment.
    private static boolean isOfEnvironments(String right) {
        return !right.equals(Right.READ) && !right.equals(Right.CHANGE);
    }

    /// Whether it reaches into the project at all.
    boolean touches(long project) {
        return projectId == null || projectId == project;
    }

    boolean holdsThroughout(String right, long project) {
        return touches(project) && (environmentId == null || !isOfEnvironments(right));
    }

    boolean holdsIn(String right, long project, long environment) {
        return holdsThroughout(right, project)
                || (touches(project) && Long.valueOf(environment).equals(environmentId));
    }
}
