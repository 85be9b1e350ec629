package dev.sluice.sql;

import dev.sluice.diff.Rename;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Declared renames as SQL, in the given order: each names what it renames as it is called once
/// those before it ran. A name that a later one of the same list frees (a swap) is reached through
/// a third name.
public final class Renames {
    private Renames() {}

    public static List<String> statements(List<Rename> renames) {
        var sql = new ArrayList<String>();
        Map<String, Integer> freedBy = new HashMap<>();
        for (int i = 0; i < renames.size(); i++) freedBy.put(source(renames.get(i)), i);
        Map<Integer, List<Rename>> second = new HashMap<>();
        for (int i = 0; i < renames.size(); i++) {
            Rename r = renames.get(i);
            int free = freedBy.getOrDefault(target(r), -1);
            if (free > i) {
                Identifier third = Identifier.of("sluice_swap_" + i);
                sql.addAll(one(away(r, third)));
                second.computeIfAbsent(free, _ -> new ArrayList<>()).add(halfway(r, third));
            } else {
                sql.addAll(one(r));
            }
            for (Rename late : second.getOrDefault(i, List.of())) sql.addAll(one(late));
        }
        return sql;
    }

    /// The same on `from`, with the schemas that are missing made first.
    public static List<String> statements(Catalog from, List<Rename> renames) {
        var sql = new ArrayList<String>();
        for (Identifier s : missingSchemas(from, renames)) sql.add("CREATE SCHEMA " + s.quoted());
        sql.addAll(statements(renames));
        return sql;
    }

    /// What undoes them, run on the state after them.
    public static List<Rename> reversed(List<Rename> renames) {
        return renames.stream().map(Renames::reverse).toList().reversed();
    }

    /// The schemas that they move something into and that stand neither in `from` nor after a
    /// rename before. A catalog doesn't name `public` where it is as initdb made it.
    public static List<Identifier> missingSchemas(Catalog from, List<Rename> renames) {
        Set<Identifier> stand = new HashSet<>(Set.of(Identifier.of("public")));
        from.all(Schema.class).forEach(s -> stand.add(s.name()));
        var missing = new ArrayList<Identifier>();
        for (Rename r : renames) {
            Identifier into =
                    switch (r) {
                        case Rename.OfTable t -> t.to().schema();
                        case Rename.OfEnum e -> e.to().schema();
                        case Rename.OfRelation o -> o.to().schema();
                        case Rename.OfSchema s -> s.to();
                        case Rename.OfColumn _, Rename.OfLabel _, Rename.OfMember _ -> null;
                    };
            if (into != null && stand.add(into) && !(r instanceof Rename.OfSchema))
                missing.add(into);
        }
        return missing;
    }

    /// For people, one line.
    public static String words(Rename rename) {
        return switch (rename) {
            case Rename.OfTable r -> "rename table " + r.from() + " to " + r.to();
            case Rename.OfColumn r ->
                    "rename column " + r.from().table() + "." + r.from().column() + " to " + r.to();
            case Rename.OfSchema r -> "rename schema " + r.from() + " to " + r.to();
            case Rename.OfEnum r -> "rename enum " + r.from() + " to " + r.to();
            case Rename.OfLabel r ->
                    "rename label '%s' of enum %s to '%s'".formatted(r.from(), r.type(), r.to());
            case Rename.OfRelation r ->
                    "rename " + r.kind().words() + " " + r.from() + " to " + r.to();
            case Rename.OfMember r ->
                    "rename %s %s.%s to %s"
                            .formatted(r.kind().words(), r.table(), r.from(), r.to());
        };
    }

    private static Rename reverse(Rename rename) {
        return switch (rename) {
            case Rename.OfTable r -> new Rename.OfTable(r.to(), r.from());
            case Rename.OfColumn r ->
                    new Rename.OfColumn(
                            new ColumnName(r.from().table(), r.to()), r.from().column());
            case Rename.OfSchema r -> new Rename.OfSchema(r.to(), r.from());
            case Rename.OfEnum r -> new Rename.OfEnum(r.to(), r.from());
            case Rename.OfLabel r -> new Rename.OfLabel(r.type(), r.to(), r.from());
            case Rename.OfRelation r -> new Rename.OfRelation(r.kind(), r.to(), r.from());
            case Rename.OfMember r -> new Rename.OfMember(r.kind(), r.table(), r.to(), r.from());
        };
    }

    private static List<String> one(Rename rename) {
        return switch (rename) {
            case Rename.OfTable r -> moved("TABLE", r.from(), r.to());
            case Rename.OfColumn r ->
                    List.of(
                            TableSql.alter(
                                    r.from().table(),
                                    "RENAME COLUMN " + pair(r.from().column(), r.to())));
            case Rename.OfSchema r ->
                    List.of("ALTER SCHEMA " + r.from().quoted() + " RENAME TO " + r.to().quoted());
            case Rename.OfEnum r -> moved("TYPE", r.from(), r.to());
            case Rename.OfLabel r ->
                    List.of(
                            "ALTER TYPE "
                                    + r.type().quoted()
                                    + " RENAME VALUE "
                                    + TypeSql.label(r.from())
                                    + " TO "
                                    + TypeSql.label(r.to()));
            case Rename.OfRelation r -> moved(word(r.kind()), r.from(), r.to());
            case Rename.OfMember r -> List.of(member(r));
        };
    }

    private static String word(Kind kind) {
        return kind.name().replace('_', ' ');
    }

    private static String member(Rename.OfMember r) {
        if (r.kind() == Kind.CONSTRAINT)
            return TableSql.alter(r.table(), "RENAME CONSTRAINT " + pair(r.from(), r.to()));
        return "ALTER %s %s ON %s RENAME TO %s"
                .formatted(word(r.kind()), r.from().quoted(), r.table().quoted(), r.to().quoted());
    }

    private static List<String> moved(String word, QualifiedName from, QualifiedName to) {
        var sql = new ArrayList<String>();
        if (!from.schema().equals(to.schema()))
            sql.add(
                    "ALTER %s %s SET SCHEMA %s"
                            .formatted(word, from.quoted(), to.schema().quoted()));
        if (!from.name().equals(to.name()))
            sql.add(
                    "ALTER %s %s RENAME TO %s"
                            .formatted(
                                    word,
                                    new QualifiedName(to.schema(), from.name()).quoted(),
                                    to.name().quoted()));
        return sql;
    }

    private static String pair(Identifier from, Identifier to) {
        return from.quoted() + " TO " + to.quoted();
    }

    private static String source(Rename rename) {
        return switch (rename) {
            case Rename.OfTable r -> "relation " + r.from();
            case Rename.OfColumn r -> "column " + r.from().table() + " " + r.from().column();
            case Rename.OfSchema r -> "schema " + r.from();
            case Rename.OfEnum r -> "type " + r.from();
            case Rename.OfLabel r -> "label " + r.type() + " " + r.from();
            case Rename.OfRelation r -> "relation " + r.from();
            case Rename.OfMember r -> r.kind() + " " + r.table() + " " + r.from();
        };
    }

    private static String target(Rename rename) {
        return source(reverse(rename));
    }

    /// The first half of a rename that goes through a third name.
    private static Rename away(Rename rename, Identifier third) {
        return switch (rename) {
            case Rename.OfTable r -> new Rename.OfTable(r.from(), named(r.from(), third));
            case Rename.OfColumn r -> new Rename.OfColumn(r.from(), third);
            case Rename.OfSchema r -> new Rename.OfSchema(r.from(), third);
            case Rename.OfEnum r -> new Rename.OfEnum(r.from(), named(r.from(), third));
            case Rename.OfLabel r -> new Rename.OfLabel(r.type(), r.from(), third.text());
            case Rename.OfRelation r ->
                    new Rename.OfRelation(r.kind(), r.from(), named(r.from(), third));
            case Rename.OfMember r -> new Rename.OfMember(r.kind(), r.table(), r.from(), third);
        };
    }

    /// The second half.
    private static Rename halfway(Rename rename, Identifier third) {
        return reverse(away(reverse(rename), third));
    }

    private static QualifiedName named(QualifiedName place, Identifier name) {
        return new QualifiedName(place.schema(), name);
    }
}
