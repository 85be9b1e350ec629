package dev.sluice.bench;

import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.plan.Plan;
import dev.sluice.plan.PlanOptions;
import dev.sluice.plan.Planned;
import dev.sluice.plan.Planner;
import dev.sluice.plan.Step;
import dev.sluice.plan.TransactionMode;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One pair of the corpus: from.sql and to.sql made by psql, planned by the product, run there and
/// back on a copy, and compared by pg_dump.
final class CorpusPair {
    enum Ending {
        NOT_LOADABLE,
        PASSED,
        REFUSED,
        NO_WAY_BACK,
        UP_FAILED,
        UP_WRONG,
        UNSAFE,
        BACK_FAILED,
        BACK_WRONG,
        CRASHED
    }

    static final String ONCE_RESTORED = "equal once both were dumped and restored";

    record Result(String name, Ending ending, Set<String> kinds, String cause) {}

    private final NativePostgres server;
    private final Scratch scratch;
    private final Path folder;
    private final String prefix;
    private final CorpusMemory memory;

    CorpusPair(
            NativePostgres server, Scratch scratch, Path folder, CorpusMemory memory, int number) {
        this.memory = memory;
        this.server = server;
        this.scratch = scratch;
        this.folder = folder;
        this.prefix = "pair" + number;
    }

    Result run() throws SQLException, IOException, InterruptedException {
        var made = new ArrayList<String>();
        try {
            return run(made);
        } catch (SQLException | IOException | RuntimeException e) {
            return result(Ending.CRASHED, Set.of(), stack(e));
        } finally {
            for (String database : made) drop(database);
        }
    }

    /// A subscription keeps its database until it is dropped itself.
    private void drop(String database) throws SQLException {
        try (Connection connection = server.connect(database);
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            try (var rows =
                    statement.executeQuery(
                            "SELECT quote_ident(subname) FROM pg_subscription s JOIN pg_database d"
                                    + " ON d.oid = s.subdbid AND d.datname = current_database()")) {
                while (rows.next()) names.add(rows.getString(1));
            }
            for (String name : names) {
                statement.execute("ALTER SUBSCRIPTION " + name + " DISABLE");
                statement.execute("ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
                statement.execute("DROP SUBSCRIPTION " + name);
            }
        }
        server.admin("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }

    private Result run(List<String> made) throws SQLException, IOException, InterruptedException {
        String a = prefix + "_a";
        String b = prefix + "_b";
        String copy = prefix + "_c";
        CorpusMemory.Judged judged = memory.find(folder);
        if (judged != null && judged.ending() != null)
            return result(judged.ending(), judged.kinds(), judged.cause());
        for (String database : List.of(a, b)) {
            server.admin("CREATE DATABASE " + database + " TEMPLATE template0");
            made.add(database);
            try {
                load(database, database.equals(a) ? "from.sql" : "to.sql");
            } catch (IOException e) {
                judged =
                        CorpusMemory.out(
                                Ending.NOT_LOADABLE, Set.of(), String.valueOf(e.getMessage()));
                memory.keep(folder, judged);
                return result(Ending.NOT_LOADABLE, Set.of(), judged.cause());
            }
        }
        if (judged == null) {
            judged = judge(a, b);
            memory.keep(folder, judged);
        }
        Set<String> kinds = judged.kinds();
        Dump dumpA = judged.from();
        Dump dumpB = judged.to();
        Planned planned;
        try {
            planned = plan(a, b);
        } catch (RuntimeException | SQLException e) {
            return result(Ending.CRASHED, kinds, stack(e));
        }
        return switch (planned) {
            case Planned.Refused(List<String> reasons) ->
                    result(Ending.REFUSED, kinds, String.join("\n", reasons));
            case Planned.Ready(var plan) -> {
                made.add(copy);
                if (kinds.contains("subscription")) { // it is not copied
                    server.admin("CREATE DATABASE " + copy + " TEMPLATE template0");
                    load(copy, "from.sql");
                } else server.admin("CREATE DATABASE " + copy + " TEMPLATE " + a);
                yield apply(made, plan, kinds, dumpA, dumpB);
            }
        };
    }

    /// What differs, by PostgreSQL's own catalogs alone.
    private CorpusMemory.Judged judge(String a, String b)
            throws SQLException, IOException, InterruptedException {
        return new CorpusMemory.Judged(
                null, facts(a).differingKinds(facts(b)), "", dump(a), dump(b));
    }

    /// `made`: the databases of from.sql, of to.sql, and the copy to work on.
    private Result apply(List<String> made, Plan plan, Set<String> kinds, Dump dumpA, Dump dumpB)
            throws SQLException, IOException, InterruptedException {
        String copy = made.getLast();
        List<Step> up = plan.steps();
        List<Step> down = plan.wayBack();
        Map<String, String> before = standing(copy);
        try {
            execute(copy, up);
        } catch (SQLException e) {
            return result(Ending.UP_FAILED, kinds, e.getMessage() + "\n" + text(up));
        }
        Dump after = dump(copy);
        boolean first = after.equals(dumpB);
        if (!first && !equalOnceRestored(made, copy, made.get(1)))
            return result(Ending.UP_WRONG, kinds, after.differenceTo(dumpB) + "\n" + text(up));
        String anew = madeAnew(before, standing(copy));
        if (!anew.isEmpty()) return result(Ending.UNSAFE, kinds, anew + "\n" + text(up));
        if (down.isEmpty() && !up.isEmpty())
            return result(Ending.NO_WAY_BACK, kinds, whyNot(up) + "\n" + text(up));
        try {
            execute(copy, down);
        } catch (SQLException e) {
            return result(Ending.BACK_FAILED, kinds, e.getMessage() + "\n" + text(down));
        }
        Dump back = dump(copy);
        first &= back.equals(dumpA);
        if (!back.equals(dumpA) && !equalOnceRestored(made, copy, made.getFirst()))
            return result(Ending.BACK_WRONG, kinds, back.differenceTo(dumpA) + "\n" + text(down));
        return result(Ending.PASSED, kinds, first ? "" : ONCE_RESTORED);
    }

    /// Tables, sequences and columns by name, each with what is another one when it is made anew. A
    /// generated column holds nothing of its own, nor does a foreign table; the counter of an
    /// identity is the column's.
    private static final String STANDING =
            """
            SELECT c.relkind::text || ' ' || c.oid::regclass, c.oid::text FROM pg_class c
            WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'S') AND c.relpersistence <> 't'
            AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid AND i.deptype = 'i')
            UNION ALL SELECT 'column ' || c.oid::regclass || '.' || a.attname, c.oid || '.' || a.attnum
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
            AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''\
            """;

    private Map<String, String> standing(String database) throws SQLException {
        var standing = new TreeMap<String, String>();
        try (Connection connection = server.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(STANDING)) {
            while (rows.next()) standing.put(rows.getString(1), rows.getString(2));
        }
        return standing;
    }

    private static String madeAnew(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                .filter(e -> after.containsKey(e.getKey()))
                .filter(e -> !e.getValue().equals(after.get(e.getKey())))
                .map(e -> "made anew: " + e.getKey())
                .collect(Collectors.joining("\n"));
    }

    /// PostgreSQL prints some expressions otherwise once their printing was read, so that a
    /// restored dump differs from what was dumped: both sides are judged after that.
    private boolean equalOnceRestored(List<String> made, String one, String other)
            throws SQLException, IOException, InterruptedException {
        return restored(made, one).equals(restored(made, other));
    }

    private Dump restored(List<String> made, String database)
            throws SQLException, IOException, InterruptedException {
        Path file = Files.createTempFile("sluice-bench", ".sql");
        try {
            Files.writeString(file, server.client("pg_dump", database, "--schema-only"));
            String again = prefix + "_" + made.size();
            server.admin("CREATE DATABASE " + again + " TEMPLATE template0");
            made.add(again);
            server.client(
                    "psql", again, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString());
            return dump(again);
        } finally {
            Files.delete(file);
        }
    }

    private static String whyNot(List<Step> steps) {
        return steps.stream()
                .flatMap(s -> s.hazards().stream())
                .filter(h -> h.kind() == HazardKind.IRREVERSIBLE)
                .map(Hazard::why)
                .collect(Collectors.joining("; "));
    }

    /// As `sluice diff` does it: both are read, and settled where they differ.
    private Planned plan(String a, String b) throws SQLException {
        Catalog from = read(a);
        Catalog to = read(b);
        if (!Fingerprint.of(from).equals(Fingerprint.of(to))) {
            from = FixedPoint.settle(from, scratch);
            to = FixedPoint.settle(to, scratch);
        }
        return Planner.plan(from, to, PlanOptions.NONE);
    }

    private Catalog read(String database) throws SQLException {
        try (Connection connection = server.connect(database)) {
            return CatalogReader.read(connection);
        }
    }

    private Facts facts(String database) throws SQLException {
        try (Connection connection = server.connect(database)) {
            return Facts.of(connection);
        }
    }

    private Dump dump(String database) throws IOException, InterruptedException {
        return Dump.of(server.client("pg_dump", database, "--schema-only"));
    }

    private void load(String database, String file) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("-X", "-q", "-v", "ON_ERROR_STOP=1"));
        Path setup = folder.resolve("setup.sql");
        if (Files.exists(setup)) arguments.addAll(List.of("-f", setup.toString()));
        arguments.addAll(List.of("-f", folder.resolve(file).toString()));
        server.client("psql", database, arguments.toArray(String[]::new));
    }

    /// Steps in order, transactional neighbours in one transaction.
    private void execute(String database, List<Step> steps) throws SQLException {
        try (Connection connection = server.connect(database);
                var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET check_function_bodies = off");
            connection.setAutoCommit(false);
            for (Step step : steps) {
                if (step.mode() == TransactionMode.ALONE) connection.commit();
                connection.setAutoCommit(step.mode() == TransactionMode.ALONE);
                try {
                    statement.execute(step.sql());
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + "\nin: " + step.sql(), e);
                }
            }
            if (!connection.getAutoCommit()) connection.commit();
        }
    }

    private static String text(List<Step> steps) {
        var text = new StringBuilder();
        for (Step step : steps) text.append("    ").append(step.sql()).append(";\n");
        return text.toString();
    }

    private static String stack(Exception e) {
        var text = new StringBuilder(e.toString());
        for (int i = 0; i < Math.min(8, e.getStackTrace().length); i++)
            text.append("\n    at ").append(e.getStackTrace()[i]);
        return text.toString();
    }

    private Result result(Ending ending, Set<String> kinds, String cause) {
        return new Result(String.valueOf(folder.getFileName()), ending, kinds, cause);
    }
}
