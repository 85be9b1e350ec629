package dev.sluice.bench;

import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Extension;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.sql.Sql;
import dev.sluice.testkit.PgPrograms;
import dev.sluice.testkit.SchemaDump;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The law of the round trip: what a database declares, read, rendered, run on an empty database
/// and read again is the same, to the product and to pg_dump, or to [Facts] where no pg_dump is new
/// enough. Read twice it differs in nothing.
///
/// Where PostgreSQL prints otherwise what it printed itself, the first round may differ in casts
/// and parentheses, and the next one in nothing.
public final class Round {
    /// What did not come round; `kind` is the object's, to be counted.
    public record Finding(String kind, String text) {}

    private static final String CAST =
            "::(?:\"[^\"]*\"|[\\w.])+(?: varying| precision| with time zone| without time zone)?(?:\\[])*";
    private static final int FACTS_FROM = 15;
    private static final Pattern CASTS_AND_PARENTHESES = Pattern.compile(CAST + "|[()\\s]");

    private final UnaryOperator<String> url;
    private final String database;
    private final int major;
    private final Optional<PgPrograms> pgDump;
    private final LinkedHashSet<Finding> findings = new LinkedHashSet<>();

    private Round(UnaryOperator<String> url, String database, int major) {
        this.url = url;
        this.database = database;
        this.major = major;
        this.pgDump = PgPrograms.dumping(major);
    }

    /// Takes a loaded database of the server whose URLs `url` gives, and makes others beside it
    /// with names that begin with its own. Empty when it came round.
    public static List<Finding> of(UnaryOperator<String> url, String database, int major)
            throws SQLException, IOException, InterruptedException {
        var round = new Round(url, database, major);
        round.run();
        return List.copyOf(round.findings);
    }

    public static void create(UnaryOperator<String> url, String database, int major)
            throws SQLException {
        // copying files is the fastest way where nothing is flushed; 14 knows no other
        String how = major > 14 ? " STRATEGY file_copy" : "";
        run(url, "postgres", List.of("CREATE DATABASE " + database + " TEMPLATE template0" + how));
    }

    /// A subscription keeps its database until it is dropped itself.
    public static void drop(UnaryOperator<String> url, String database) throws SQLException {
        var subscriptions =
                texts(
                        url,
                        "postgres",
                        """
                        SELECT quote_ident(s.subname) FROM pg_subscription s
                        JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = '%s'\
                        """
                                .formatted(database));
        for (String name : subscriptions)
            run(
                    url,
                    database,
                    List.of(
                            "ALTER SUBSCRIPTION " + name + " DISABLE",
                            "ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)",
                            "DROP SUBSCRIPTION " + name));
        run(url, "postgres", List.of("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)"));
    }

    private record Seen(Catalog catalog, Optional<SchemaDump> dump, Optional<Facts> facts) {}

    private void run() throws SQLException, IOException, InterruptedException {
        Seen first = see(database);
        held(first.catalog);
        for (String id : Asked.otherwise(first.catalog))
            findings.add(new Finding("pieces asked one by one", id));
        for (Difference d : Diff.between(first.catalog, read(database)))
            findings.add(new Finding("differs from itself", d.words()));
        List<String> made = new ArrayList<>();
        try {
            Optional<Seen> second = again(first, made);
            if (second.isEmpty()) return;
            if (same(first, second.get())) return;
            compare(first, second.get(), Round::withoutCasts);
            Optional<Seen> third = again(second.get(), made);
            if (third.isEmpty()) return;
            compare(second.get(), third.get(), UnaryOperator.identity());
            for (Difference d : Diff.between(second.get().catalog, third.get().catalog))
                findings.add(new Finding("difference", d.words()));
        } finally {
            for (String name : made) drop(url, name);
        }
    }

    private Seen see(String name) throws SQLException, IOException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url.apply(name))) {
            Catalog catalog = CatalogReader.read(connection);
            Optional<SchemaDump> dump =
                    pgDump.isPresent()
                            ? Optional.of(pgDump.get().schema(url.apply(name)))
                            : Optional.empty();
            Optional<Facts> facts =
                    dump.isEmpty() && major >= FACTS_FROM
                            ? Optional.of(Facts.of(connection))
                            : Optional.empty();
            return new Seen(catalog, dump, facts);
        }
    }

    private Catalog read(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.apply(name))) {
            return CatalogReader.read(connection);
        }
    }

    /// Objects that the catalog can't hold, and what it can't hold of others.
    private void held(Catalog catalog) {
        for (SchemaObject o : catalog.objects())
            if (o.id().kind() == Kind.UNSUPPORTED) unsupported(o.id());
        catalog.dependencies().stream()
                .map(d -> d.dependent())
                .filter(id -> id.kind() == Kind.UNSUPPORTED)
                .filter(id -> catalog.find(id).isEmpty())
                .sorted()
                .forEach(this::unsupported);
    }

    private void unsupported(ObjectId id) {
        String kind = id.member().startsWith("owner ") ? "owner" : id.member();
        findings.add(new Finding("not held: " + kind, id.words()));
    }

    private Optional<Seen> again(Seen seen, List<String> made)
            throws SQLException, IOException, InterruptedException {
        String name = database + "_" + (made.size() + 1);
        create(url, name, major);
        made.add(name);
        var statements = new ArrayList<>(List.of("SET check_function_bodies = off"));
        statements.addAll(Sql.statements(seen.catalog));
        try {
            run(url, name, statements);
            return Optional.of(see(name));
        } catch (SQLException e) {
            String[] words = String.valueOf(e.getMessage()).split("\nin: ", 2);
            String kind = words.length < 2 ? "" : words[1].replaceAll("(?s)[^A-Z ].*", "").strip();
            findings.add(new Finding("failed: " + kind, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static boolean same(Seen one, Seen other) {
        return objects(one.catalog).equals(objects(other.catalog))
                && one.dump.equals(other.dump)
                && one.facts.equals(other.facts);
    }

    private static List<SchemaObject> objects(Catalog catalog) {
        return catalog.objects().stream()
                .map(o ->
                        switch (o) {
                            // the version is the environment's
                            case Extension e ->
                                    new Extension(e.name(), e.schema(), "", e.comment());
                            case Table t when mixesColumns(t) -> inOrderOfNames(t);
                            default -> o;
                        })
                .toList();
    }

    /// Whether it has columns of parents, which came to it after its own, too: CREATE TABLE puts
    /// them first, and pg_dump loses that order as well.
    private static boolean mixesColumns(Table t) {
        return !t.partitioning().inherits().isEmpty()
                && t.columns().stream().anyMatch(c -> !c.local());
    }

    private static Table inOrderOfNames(Table t) {
        return t.withColumns(
                t.columns().stream().sorted(Comparator.comparing(Column::name)).toList());
    }

    private void compare(Seen before, Seen after, UnaryOperator<String> normal) {
        compare("catalog", lines(before.catalog, normal), lines(after.catalog, normal));
        compare("pg_dump", lines(before.dump, normal), lines(after.dump, normal));
        compare("facts", factLines(before.facts, normal), factLines(after.facts, normal));
    }

    private static String withoutCasts(String text) {
        return CASTS_AND_PARENTHESES.matcher(text).replaceAll("");
    }

    /// Objects by what they are compared as.
    private static TreeMap<String, Finding> lines(Catalog catalog, UnaryOperator<String> normal) {
        var lines = new TreeMap<String, Finding>();
        for (SchemaObject o : objects(catalog))
            if (o.id().kind() != Kind.UNSUPPORTED)
                put(lines, o.id().kind().words(), o.toString(), normal);
        return lines;
    }

    private static TreeMap<String, Finding> lines(
            Optional<SchemaDump> dump, UnaryOperator<String> normal) {
        var lines = new TreeMap<String, Finding>();
        for (var e : dump.map(SchemaDump::entries).orElse(List.of()))
            put(lines, e.kind(), withoutPasswords(e.text()), normal);
        return lines;
    }

    /// A catalog says `(secret)` in place of one.
    private static String withoutPasswords(String text) {
        return text.replaceAll("password=.*' PUBLICATION", "password' PUBLICATION")
                .replaceAll("password '(?:[^']|'')*'", "password");
    }

    private static TreeMap<String, Finding> factLines(
            Optional<Facts> facts, UnaryOperator<String> normal) {
        var lines = new TreeMap<String, Finding>();
        facts.ifPresent(all -> all.facts().forEach(f -> put(lines, f.kind(), f.text(), normal)));
        return lines;
    }

    private static void put(
            TreeMap<String, Finding> lines,
            String kind,
            String text,
            UnaryOperator<String> normal) {
        lines.put(kind + " " + normal.apply(text), new Finding(kind, text));
    }

    private void compare(
            String by, TreeMap<String, Finding> before, TreeMap<String, Finding> after) {
        before.forEach((key, f) -> {
            if (!after.containsKey(key)) differs(by, f, "was ");
        });
        after.forEach((key, f) -> {
            if (!before.containsKey(key)) differs(by, f, "is  ");
        });
    }

    private void differs(String by, Finding f, String side) {
        findings.add(new Finding(by + ": " + f.kind, side + f.text));
    }

    /// In one transaction; a failure names the statement.
    private static void run(UnaryOperator<String> url, String database, List<String> statements)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.apply(database));
                var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            connection.setAutoCommit(statements.size() == 1);
            for (String sql : statements)
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + "\nin: " + sql, e);
                }
            if (!connection.getAutoCommit()) connection.commit();
        }
    }

    private static List<String> texts(UnaryOperator<String> url, String database, String query)
            throws SQLException {
        var texts = new ArrayList<String>();
        try (Connection connection = DriverManager.getConnection(url.apply(database));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) texts.add(rows.getString(1));
        }
        return texts;
    }
}
