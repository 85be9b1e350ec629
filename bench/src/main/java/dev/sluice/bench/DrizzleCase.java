package dev.sluice.bench;

import dev.sluice.author.Author;
import dev.sluice.author.AuthorOptions;
import dev.sluice.author.Authored;
import dev.sluice.author.Declared;
import dev.sluice.author.DeclaredSource;
import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.folder.Breakpoints;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.NewMigration;
import dev.sluice.folder.Replay;
import dev.sluice.plan.Step;
import dev.sluice.plan.Strategy;
import dev.sluice.proof.Proof;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Schema;
import dev.sluice.schema.Table;
import dev.sluice.source.Loaded;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.drizzle.Drizzle;
import dev.sluice.source.drizzle.DrizzleLoaded;
import dev.sluice.source.drizzle.DrizzleProject;
import dev.sluice.source.drizzle.DrizzleSchema;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case: the folder that holds `from.ts` gets the migration to `to.ts` by the product's own
/// chain; what that leads to is compared with what `expected.sql` leads to on the same state.
final class DrizzleCase {
    /// `judgement` says how the two end states compare; `proof` is null where none was needed.
    record Result(
            String name,
            boolean passed,
            boolean hasTable,
            Proof.@Nullable Verdict proof,
            String judgement) {}

    private static final class Missed extends Exception {
        private static final long serialVersionUID = 1;

        Missed(String message) {
            super(message);
        }
    }

    /// The state before can't be on any server: there is nothing to compare.
    private static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        Impossible(String message) {
            super(message);
        }
    }

    private final NativePostgres server;
    private final Scratch scratch;
    private final Path source;
    private final Path room;
    private final JsonNode told;
    private final TreeSet<String> existingRoles = new TreeSet<>();
    private boolean hasTable;
    private Proof.@Nullable Verdict verdict;

    /// `room` is an empty folder with `node_modules`.
    DrizzleCase(NativePostgres server, Scratch scratch, Path source, Path room) throws IOException {
        this.server = server;
        this.scratch = scratch;
        this.source = source;
        this.room = room;
        this.told =
                JsonMapper.builder()
                        .build()
                        .readTree(Files.readString(source.resolve("case.json")));
    }

    Result run() {
        String name = source.getFileName().toString();
        try {
            String judgement = judged();
            return new Result(name, true, hasTable, verdict, judgement);
        } catch (Impossible e) {
            return new Result(name, true, hasTable, null, String.valueOf(e.getMessage()));
        } catch (Missed e) {
            return new Result(name, false, hasTable, verdict, String.valueOf(e.getMessage()));
        } catch (SQLException | IOException | RuntimeException e) {
            return new Result(name, false, hasTable, verdict, "failed: " + e);
        }
    }

    private String judged() throws SQLException, IOException, Missed, Impossible {
        DrizzleSchema from = schema("from.ts");
        DrizzleSchema to = schema("to.ts");
        hasTable = hasTable(from) || hasTable(to);
        Path out = room.resolve("drizzle");
        MigrationsFolder folder = MigrationsFolder.open(out);
        List<String> around = given(from, to);
        if (!around.isEmpty())
            folder = folder.write(NewMigration.of("around", around, List.of(), null, null, 1));
        folder = withState(folder, from);
        Replay replay = Replay.of(folder, scratch);
        existingRoles.addAll(from.existingRoles());
        existingRoles.addAll(to.existingRoles());
        to.roles().forEach(r -> existingRoles.remove(r.name()));
        resetRoles(from);
        String expected = Files.readString(source.resolve("expected.sql"));
        Authored made = new Author(replay, options(3, flags(from))).generate(DeclaredSource.of(to));
        return switch (made) {
            case Authored.NothingToDo() -> withoutPlan(replay, from, to, expected);
            case Authored.Ready(var _, var _, var plan, Proof proof) -> {
                verdict = proof == null ? null : proof.verdict();
                if (expected.isBlank())
                    throw new Missed(
                            "nothing was to change, planned: "
                                    + plan.steps().stream().map(Step::sql).toList());
                yield compared(replay, from, to, expected, plan.steps());
            }
            case Authored.NotProven(var plan, Proof proof) -> {
                verdict = proof.verdict();
                throw new Missed(
                        "not proven: "
                                + proof.reasons()
                                + " plan: "
                                + plan.steps().stream().map(Step::sql).toList());
            }
            case Authored.Refused(var reasons) -> throw new Missed("refused: " + reasons);
            case Authored.Undecided(var candidates) ->
                    throw new Missed("undecided renames: " + candidates);
            case Authored.SourceBroken(var problems) -> impossible("to.ts", problems);
        };
    }

    private DrizzleSchema schema(String file) throws IOException, Missed {
        Files.copy(source.resolve(file), room.resolve(file));
        var project = DrizzleProject.of(room, List.of(file));
        String casing = told.path("casing").isString() ? told.get("casing").asString() : null;
        return switch (Drizzle.load(project.withCasing(casing))) {
            case DrizzleLoaded.Ok(DrizzleSchema schema, var _) -> schema;
            case DrizzleLoaded.Broken(var problems) ->
                    throw new Missed(file + " does not load: " + problems);
        };
    }

    private static boolean hasTable(DrizzleSchema schema) {
        return !schema.catalog(0).all(Table.class).isEmpty();
    }

    private static AuthorOptions options(long now, List<String> renames) {
        return new AuthorOptions(
                "step", renames, true, true, false, null, Strategy.DIRECT, now, "bench");
    }

    /// What a case takes for given: schemas that something stands in, tables that policies are
    /// linked to and views that only exist.
    private static List<String> given(DrizzleSchema from, DrizzleSchema to) {
        var used = new TreeSet<String>();
        var made = new TreeSet<String>(List.of("public", ""));
        var tables = new TreeSet<QualifiedName>();
        for (DrizzleSchema s : List.of(from, to)) {
            s.catalog(0).objects().forEach(o -> used.add(o.id().schema()));
            s.catalog(0).all(Schema.class).forEach(n -> made.add(n.name().text()));
            s.catalog(0).all(Policy.class).forEach(p -> tables.add(p.table()));
        }
        used.removeAll(made);
        var statements = new ArrayList<String>();
        used.forEach(n -> statements.add("CREATE SCHEMA \"" + n + "\""));
        for (QualifiedName t : tables)
            if (from.catalog(0).table(t).isEmpty() && to.catalog(0).table(t).isEmpty())
                statements.add("CREATE TABLE " + t.quoted() + " (id integer PRIMARY KEY)");
        for (ObjectId v : from.existing())
            statements.add(
                    "CREATE %s %s AS SELECT 1 AS id"
                            .formatted(
                                    v.kind().name().replace('_', ' '),
                                    QualifiedName.of(v.schema(), v.name()).quoted()));
        return statements;
    }

    /// A schema that PostgreSQL does not take: judged by drizzle-kit's own SQL for it.
    private String impossible(String file, List<?> problems)
            throws SQLException, IOException, Missed {
        String sql = exported(file);
        try (ScratchDatabase empty = scratch.database();
                Connection connection = empty.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            String why = firstLine(e);
            if (why.contains("type \"vector\"")) throw new Missed("pgvector is not here: " + why);
            return "impossible: " + file + " is refused in drizzle-kit's own SQL: " + why;
        }
        throw new Missed(file + " does not load on PostgreSQL: " + problems);
    }

    private String exported(String file) throws IOException {
        var process =
                new ProcessBuilder(
                                "node",
                                "node_modules/drizzle-kit/bin.cjs",
                                "export",
                                "--dialect=postgresql",
                                "--schema=" + file)
                        .directory(room.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private MigrationsFolder withState(MigrationsFolder folder, DrizzleSchema from)
            throws SQLException, IOException, Missed, Impossible {
        Authored first =
                new Author(Replay.of(folder, scratch), options(2, List.of()))
                        .generate(DeclaredSource.of(from));
        return switch (first) {
            case Authored.NothingToDo() -> folder;
            case Authored.Ready(var _, NewMigration migration, var _, var _) ->
                    folder.write(migration);
            case Authored.NotProven(var _, Proof proof) ->
                    throw new Missed("from.ts is not proven: " + proof.reasons());
            case Authored.Refused(var reasons) -> throw new Missed("from.ts: " + reasons);
            case Authored.Undecided(var _) -> throw new Missed("from.ts: undecided");
            case Authored.SourceBroken(var problems) ->
                    throw new Impossible(impossible("from.ts", problems));
        };
    }

    /// `a.b->a.c` of the case as flags; what can't be said as one is dropped and added.
    private List<String> flags(DrizzleSchema from) {
        var flags = new ArrayList<String>();
        var moved = new HashMap<String, String>();
        var schemas = new TreeSet<String>();
        from.catalog(0).all(Schema.class).forEach(s -> schemas.add(s.name().text()));
        for (JsonNode r : told.path("renames")) {
            String[] ends = r.asString().split("->");
            if (ends[0].contains("\"")) continue;
            boolean schema = !ends[0].contains(".") && schemas.contains(ends[0]);
            if (!schema && !ends[0].contains(".")) continue;
            if (ends[0].split("\\.").length == 3 && from.catalog(0).table(table(ends[0])).isEmpty())
                continue;
            if (schema) {
                moved.put(ends[1], ends[0]);
                flags.addLast("schema:" + ends[0] + "=" + ends[1]);
                continue;
            }
            String left = before(ends[0], moved);
            String right = before(ends[1], moved);
            if (stands(from, left)) flags.addFirst(left + "=" + right);
        }
        return flags;
    }

    /// What is only said to exist has no name to change.
    private static boolean stands(DrizzleSchema from, String dotted) {
        String[] parts = dotted.split("\\.");
        return from.catalog(0).objects().stream()
                .anyMatch(o -> o.id().schema().equals(parts[0]) && o.id().name().equals(parts[1]));
    }

    private static QualifiedName table(String dotted) {
        String[] parts = dotted.split("\\.");
        return QualifiedName.of(parts[0], parts[1]);
    }

    /// The name that stood before a rename of its schema in the same list.
    private static String before(String dotted, Map<String, String> moved) {
        int dot = dotted.indexOf('.');
        String schema = dotted.substring(0, dot);
        return moved.getOrDefault(schema, schema) + dotted.substring(dot);
    }

    /// Ours plans nothing: right when the state is what `to.ts` declares, whatever theirs does.
    private String withoutPlan(Replay replay, DrizzleSchema from, DrizzleSchema to, String expected)
            throws SQLException, Missed {
        if (expected.isBlank()) return "nothing changes, as expected";
        return compared(replay, from, to, expected, List.of());
    }

    private String compared(
            Replay replay, DrizzleSchema from, DrizzleSchema to, String expected, List<Step> steps)
            throws SQLException, Missed {
        resetRoles(from);
        Catalog ours = state(replay, steps.stream().map(Step::sql).toList());
        String ourRoles = roles();
        resetRoles(from);
        Catalog theirs;
        try {
            theirs = state(replay, Breakpoints.split(expected));
        } catch (SQLException e) {
            return "theirs fails: " + firstLine(e);
        }
        String theirRoles = roles();
        resetRoles(from);
        List<String> apart = differences(ours, theirs);
        if (apart.isEmpty() && ourRoles.equals(theirRoles)) return "equal";
        List<String> wrong = differences(theirs, wanted(to, theirs));
        if (apart.isEmpty() || wrong.isEmpty())
            throw new Missed(
                    "differs from expected.sql: "
                            + (apart.isEmpty() ? ourRoles + " | " + theirRoles : apart));
        return "theirs does not reach to.ts, lacks: " + wrong;
    }

    private Catalog wanted(DrizzleSchema to, Catalog beside) throws SQLException, Missed {
        return switch (Declared.settle(to, beside, scratch)) {
            case Loaded.Ok(Catalog catalog) -> catalog;
            case Loaded.Broken(var problems) -> throw new Missed("to.ts: " + problems);
        };
    }

    private Catalog state(Replay replay, List<String> statements) throws SQLException {
        try (ScratchDatabase copy = scratch.database(replay.template());
                Connection connection = copy.connect()) {
            for (String sql : statements)
                try (var statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            return FixedPoint.settle(CatalogReader.read(connection), scratch);
        }
    }

    /// Two cases have the time of their loading as a default: that is no difference.
    private static List<String> differences(Catalog one, Catalog other) {
        return Diff.between(one, other).stream()
                .map(Difference::words)
                .filter(w -> !isTimeOfLoading(w))
                .toList();
    }

    private static boolean isTimeOfLoading(String words) {
        String masked =
                words.replaceAll(
                        "20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\+00", "now");
        int value = masked.indexOf("default ");
        int arrow = masked.indexOf(" → ");
        return !masked.equals(words)
                && value > 0
                && arrow > 0
                && masked.substring(value + 8, arrow).equals(masked.substring(arrow + 3));
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /// Roles belong to the cluster: those of the state before stand, no others.
    private void resetRoles(DrizzleSchema from) throws SQLException {
        try (Connection connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            try (var rows =
                    statement.executeQuery(
                            "SELECT quote_ident(rolname) FROM pg_roles WHERE oid >= 16384")) {
                while (rows.next()) names.add(rows.getString(1));
            }
            for (String name : names) dropRole(connection, name);
            for (String name : existingRoles)
                if (names(connection, name)) statement.execute("CREATE ROLE \"" + name + "\"");
            for (DrizzleSchema.Role r : from.roles())
                statement.execute(
                        "CREATE ROLE \""
                                + r.name()
                                + "\""
                                + (r.createDb() ? " CREATEDB" : "")
                                + (r.createRole() ? " CREATEROLE" : "")
                                + (r.inherit() ? "" : " NOINHERIT"));
        }
    }

    /// Whether the role is to be made: a word like current_user and a role of PostgreSQL's own are
    /// not.
    private static boolean names(Connection connection, String role) throws SQLException {
        if (role.startsWith("pg_") || role.startsWith("current_") || role.equals("session_user"))
            return false;
        try (var query = connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            query.setString(1, role);
            return !query.executeQuery().next();
        }
    }

    private static void dropRole(Connection connection, String quoted) {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP ROLE " + quoted);
        } catch (SQLException stillUsed) {
            // a policy of a kept template names it: it was there before as well
        }
    }

    private String roles() throws SQLException {
        try (Connection connection = server.connect("postgres");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT string_agg(concat_ws(' ', rolname, rolcreatedb, rolcreaterole, rolinherit), ', ' ORDER BY rolname) FROM pg_roles WHERE oid >= 16384")) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
