package dev.sluice.cli;

import dev.sluice.author.Declared;
import dev.sluice.author.RenameFlag;
import dev.sluice.author.RenameTargets;
import dev.sluice.diff.Rename;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.RoleChanges;
import dev.sluice.plan.Step;
import dev.sluice.plan.Strategy;
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

@Command(
        name = "diff",
        description = "The plan from one source to another, proven there and back on scratch.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice diff --from env:STAGING_URL --to drizzle",
            "  sluice diff --from drizzle@0003 --to src/db/schema.ts --format json",
            "  sluice diff --from env:PROD_URL --to drizzle --format summary --exit-code",
            "",
            "See also: inspect, generate"
        })
final class DiffCommand implements Callable<Integer> {
    enum Format {
        sql,
        json,
        summary
    }

    private final Shell shell;

    @Option(names = "--from", required = true, paramLabel = "SOURCE")
    String from = "";

    @Option(names = "--to", required = true, paramLabel = "SOURCE")
    String to = "";

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; sql if not given.")
    @Nullable Format format;

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;

    @Option(names = "--exit-code", description = "Exit with 3 where the two differ.")
    boolean exitCode;

    @Option(names = "--no-prove", description = "Do not run the plan on scratch.")
    boolean noProve;

    @Option(names = "--rename", paramLabel = "OLD=NEW")
    List<String> renames = List.of();

    @Option(
            names = "--strategy",
            description =
                    "${COMPLETION-CANDIDATES}: forms that keep nobody from a table for long, or the plain ones for one transaction; online if not given where --from is a database, else direct.")
    @Nullable StrategyName strategy;

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
        Format wanted = format();
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
            Compared compared = compared(reader, before, after, strategy(fromSource));
            show(compared, wanted);
            return exitCode && !compared.plan().isEmpty() ? Exit.CHECK_SAYS_NO : Exit.DONE;
        }
    }

    private Format format() {
        Format given = format;
        if (json && given != null && given != Format.json)
            throw new CommandFailed(Exit.USAGE, "--json and --format " + given + ": give one.");
        return given == null ? json ? Format.json : Format.sql : given;
    }

    private Strategy strategy(Source before) {
        StrategyName given = strategy;
        if (given != null) return given.strategy();
        return before instanceof Source.Database ? Strategy.ONLINE : Strategy.DIRECT;
    }

    private Compared compared(
            SourceReader reader,
            SourceReader.Read before,
            SourceReader.Read after,
            Strategy strategy)
            throws SQLException {
        Catalog stands = before.catalog();
        Catalog goal = after.catalog();
        if (stands.major() != goal.major()) {
            stands = reader.settled(stands);
            goal = reader.settled(goal);
        }
        List<Rename> decided = decided(stands);
        List<String> missing = RenameTargets.missing(decided, goal);
        if (!missing.isEmpty()) throw refused(missing);
        Catalog start = decided.isEmpty() ? stands : renamed(reader, stands, decided);
        if (after.isDrizzle()) goal = wanted(reader, before, start, goal);
        var options =
                new PlanOptions(
                        decided,
                        Renames.missingSchemas(stands, decided),
                        after.isDrizzle()
                                ? new RoleChanges(before.roles(), after.roles())
                                : RoleChanges.NONE,
                        strategy,
                        !after.isDrizzle());
        return switch (Planner.plan(start, goal, options)) {
            case Planned.Refused(List<String> reasons) -> throw refused(reasons);
            case Planned.Ready(Plan plan) -> {
                DiffProof proof =
                        noProve
                                ? DiffProof.notTried("--no-prove was given.")
                                : DiffProof.of(reader.scratch(), stands, plan, goal);
                yield new Compared(stands, start, goal, decided, strategy, plan, proof);
            }
        };
    }

    /// What a Drizzle schema wants of the state before.
    private Catalog wanted(
            SourceReader reader, SourceReader.Read before, Catalog start, Catalog declared) {
        Set<ObjectId> lastDeclared = before.declared() == null ? Set.of() : before.declared();
        String user = before.declared() == null ? null : reader.scratch().user();
        Catalog goal = Declared.beside(start, declared, user);
        return switch (Wanted.of(start, lastDeclared, goal, dropUndeclared)) {
            case Wanted.Refused(List<String> reasons) -> throw refused(reasons);
            case Wanted.Decided(Catalog wanted, List<ObjectId> undeclared) -> {
                for (ObjectId id : undeclared)
                    shell.say("undeclared, stays (--drop-undeclared drops it): " + id.words());
                yield wanted;
            }
        };
    }

    private static CommandFailed refused(List<String> reasons) {
        return new CommandFailed(Exit.FAILED, String.join("\n  ", reasons));
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

    private void show(Compared compared, Format wanted) {
        Plan plan = compared.plan();
        switch (wanted) {
            case sql -> sql(plan);
            case summary -> plan.differences().forEach(shell::data);
            case json -> shell.data(Json.text(compared.json()));
        }
        if (wanted == Format.json) return;
        if (plan.isEmpty()) shell.say("No difference.");
        else summary(compared);
    }

    private void sql(Plan plan) {
        for (Step step : wayBack ? plan.wayBack() : plan.steps()) {
            switch (step.mode()) {
                case ALONE -> shell.data("-- outside a transaction:");
                case TRANSACTIONAL -> {}
            }
            for (Hazard h : step.hazards())
                shell.data("-- " + Shell.safe(GenerateCommand.words(h)).replace("\n", "\n-- "));
            shell.data(step.sql() + ";");
        }
    }

    private void summary(Compared compared) {
        Plan plan = compared.plan();
        plan.goneWith().forEach(g -> shell.say("goes with it: " + g));
        shell.say(
                "%s, %s there, %d back."
                        .formatted(
                                Shell.counted(plan.differences().size(), "difference"),
                                Shell.counted(plan.steps().size(), "statement"),
                                plan.wayBack().size()));
        shell.say("there and back: " + compared.proof().words());
    }
}
