package dev.sluice.cli;

import dev.sluice.author.Declared;
import dev.sluice.author.RenameFlag;
import dev.sluice.diff.Rename;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.RoleChanges;
import dev.sluice.plan.Step;
import dev.sluice.plan.Wanted;
import dev.sluice.project.Source;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.ObjectId;
import dev.sluice.source.Problem;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.scratch.Loader;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.sql.Renames;
import dev.sluice.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "diff",
        description = "The plan from one source to another, as SQL.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice diff --from env:STAGING_URL --to drizzle",
            "  sluice diff --from drizzle@0003 --to src/db/schema.ts --format json",
            "",
            "See also: inspect, generate"
        })
final class DiffCommand implements Callable<Integer> {
    enum Format {
        sql,
        json,
        words
    }

    private final Shell shell;

    @Option(names = "--from", required = true, paramLabel = "SOURCE")
    String from = "";

    @Option(names = "--to", required = true, paramLabel = "SOURCE")
    String to = "";

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; sql if not given.")
    Format format = Format.sql;

    @Option(names = "--rename", paramLabel = "OLD=NEW")
    List<String> renames = List.of();

    @Option(
            names = "--drop-undeclared",
            description = "Drop what a Drizzle schema could declare and does not.")
    boolean dropUndeclared;

    @Option(names = "--way-back", description = "Show the way back instead.")
    boolean wayBack;

    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description = "A server for scratch databases instead of the embedded one.")
    @Nullable String scratch;

    DiffCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        try (SourceReader reader = SourceReader.of(shell, scratch)) {
            Source fromSource = reader.resolve(from);
            Source toSource = reader.resolve(to);
            SourceReader.Read before = null;
            SourceReader.Read after = null;
            if (fromSource instanceof Source.Database) {
                before = reader.read(fromSource, null);
                reader.prefer(before.catalog().major());
            } else if (toSource instanceof Source.Database) {
                after = reader.read(toSource, null);
                reader.prefer(after.catalog().major());
            }
            if (before == null) before = reader.read(fromSource, null);
            if (after == null) after = reader.read(toSource, before.catalog());
            return show(planned(reader, before, after));
        }
    }

    private Planned planned(SourceReader reader, SourceReader.Read before, SourceReader.Read after)
            throws SQLException {
        List<Rename> decided = decided(before.catalog());
        Catalog start = before.catalog();
        if (!decided.isEmpty()) start = renamed(reader, start, decided);
        Catalog goal = after.catalog();
        if (start.major() != goal.major()) {
            start = reader.settled(start);
            goal = reader.settled(goal);
        }
        if (after.isDrizzle()) {
            Set<ObjectId> lastDeclared = before.declared() == null ? Set.of() : before.declared();
            String user = before.declared() == null ? null : reader.scratch().user();
            goal = Declared.beside(start, goal, user);
            switch (Wanted.of(start, lastDeclared, goal, dropUndeclared)) {
                case Wanted.Refused(List<String> reasons) -> {
                    return new Planned.Refused(reasons);
                }
                case Wanted.Decided(Catalog wanted, List<ObjectId> undeclared) -> {
                    for (ObjectId id : undeclared)
                        shell.say("undeclared, stays (--drop-undeclared drops it): " + id.words());
                    goal = wanted;
                }
            }
        }
        return Planner.plan(
                start,
                goal,
                new PlanOptions(
                        decided,
                        Renames.missingSchemas(before.catalog(), decided),
                        after.isDrizzle()
                                ? new RoleChanges(before.roles(), after.roles())
                                : RoleChanges.NONE));
    }

    private List<Rename> decided(Catalog start) {
        var decided = new ArrayList<Rename>();
        for (String flag : renames)
            switch (RenameFlag.parse(flag, start)) {
                case RenameFlag.Parsed.Ok(Rename rename) -> decided.add(rename);
                case RenameFlag.Parsed.Wrong(String sentence) ->
                        throw new CommandFailed(Exit.USAGE, sentence);
            }
        return decided;
    }

    private static Catalog renamed(SourceReader reader, Catalog start, List<Rename> renames)
            throws SQLException {
        try (ScratchDatabase database = reader.scratch().database();
                Connection connection = database.connect();
                var statement = connection.createStatement()) {
            List<Problem> problems =
                    Loader.load(
                            connection,
                            Sql.statements(start).stream().map(SqlStatement::of).toList());
            if (!problems.isEmpty()) throw GenerateCommand.broken(problems);
            for (String sql : Renames.statements(start, renames)) statement.execute(sql);
            return CatalogReader.read(connection);
        }
    }

    private int show(Planned planned) {
        switch (planned) {
            case Planned.Refused(List<String> reasons) ->
                    throw new CommandFailed(Exit.FAILED, String.join("\n  ", reasons));
            case Planned.Ready(Plan plan) -> {
                switch (format) {
                    case sql -> sql(plan);
                    case words -> plan.differences().forEach(shell::data);
                    case json -> shell.data(Json.text(json(plan)));
                }
                if (plan.isEmpty() && format != Format.json) shell.say("No difference.");
            }
        }
        return Exit.DONE;
    }

    private void sql(Plan plan) {
        for (Step step : wayBack ? plan.wayBack() : plan.steps()) {
            for (Hazard h : step.hazards())
                shell.data("-- " + Shell.safe(GenerateCommand.words(h)).replace("\n", "\n-- "));
            shell.data(step.sql() + ";");
        }
        plan.goneWith().forEach(g -> shell.say("goes with it: " + g));
    }

    private static ObjectNode json(Plan plan) {
        ObjectNode document = Json.document(plan.isEmpty() ? "equal" : "different");
        Json.put(document, "differences", plan.differences());
        Json.put(document, "goneWith", plan.goneWith());
        steps(document.putArray("steps"), plan.steps());
        steps(document.putArray("wayBack"), plan.wayBack());
        return document;
    }

    private static void steps(ArrayNode array, List<Step> steps) {
        for (Step step : steps) {
            ObjectNode one = array.addObject();
            one.put("sql", step.sql())
                    .put("summary", step.summary())
                    .put("mode", step.mode().name());
            ArrayNode hazards = one.putArray("hazards");
            for (Hazard h : step.hazards())
                hazards.addObject()
                        .put("kind", h.kind().words())
                        .put("object", h.object())
                        .put("why", h.why())
                        .put("advice", h.advice())
                        .put("countingQuery", h.countingQuery());
        }
    }
}
