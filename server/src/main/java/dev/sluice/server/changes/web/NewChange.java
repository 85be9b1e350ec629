package dev.sluice.server.changes.web;

/// What stands in the form of a new change, kept when it was refused.
public record NewChange(long project, String title, String ref, String sql) {
    static final NewChange EMPTY = new NewChange(0, "", "main", "");

    public record Choice(long id, String name) {}
}
