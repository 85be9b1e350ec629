package dev.sluice.server.backups;

import dev.sluice.server.changes.Change;
import dev.sluice.server.databases.Database;
import dev.sluice.server.projects.Environment;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A backup before one attempt of a run. `log` takes the lines of its log, without secrets; `stop`
/// says that nobody wants it any more.
public record Wish(
        Change change,
        Environment environment,
        Database database,
        long runId,
        int attempt,
        BooleanSupplier stop,
        Consumer<String> log) {}
