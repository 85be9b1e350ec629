package dev.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// What PostgreSQL's own catalogs say of a database, as (kind, fact): shares no code with the
/// product. Two databases differ in the kinds of the facts that only one of them has. Passwords are
/// left out, which a catalog doesn't hold, and what no statement says: the order in which options
/// were set, which of two keys of the same columns a foreign key leans on, whether rights are the
/// usual ones by themselves or because somebody gave them, and which version an extension has.
record Facts(Set<Fact> facts) {
    record Fact(String kind, String text) {}

    static final String SQL = resource();

    static Facts of(Connection connection) throws SQLException {
        var facts = new HashSet<Fact>();
        try (var statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
            try (var rows = statement.executeQuery(SQL)) {
                while (rows.next()) facts.add(new Fact(rows.getString(1), rows.getString(2)));
            }
        }
        return new Facts(facts);
    }

    TreeSet<String> differingKinds(Facts other) {
        var kinds = new TreeSet<String>();
        for (Fact f : facts) if (!other.facts.contains(f)) kinds.add(f.kind);
        for (Fact f : other.facts) if (!facts.contains(f)) kinds.add(f.kind);
        return kinds;
    }

    private static String resource() {
        try (var in = Facts.class.getResourceAsStream("facts.sql")) {
            String text =
                    new String(
                            java.util.Objects.requireNonNull(in).readAllBytes(),
                            StandardCharsets.UTF_8);
            return expand(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `@user(n)`: namespace n is a user's; `@own(catalog, oid)`: no member of an extension;
    /// `@sorted(options)`: their order says nothing, as foreign options go by name and pg_dump
    /// writes them by name. Rights that nobody touched are those that acldefault() gives: a list
    /// that says just these is no difference, and pg_dump writes none.
    private static String expand(String text) {
        String sorted =
                text.replaceAll(
                        "@sorted\\(([\\w.]+)\\)",
                        "(SELECT array_agg(so ORDER BY so)::text FROM unnest($1) so)");
        String user =
                sorted.replaceAll(
                        "@user\\((\\w+)\\)",
                        "$1.nspname !~ '^pg_' AND $1.nspname <> 'information_schema'");
        return user.replaceAll(
                "@own\\((\\w+), ([\\w.]+)\\)",
                "NOT EXISTS (SELECT FROM pg_depend xd WHERE xd.classid = '$1'::regclass AND xd.objid = $2 AND xd.deptype = 'e')");
    }
}
