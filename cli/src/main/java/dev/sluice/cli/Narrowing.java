package dev.sluice.cli;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import dev.sluice.sql.Piece;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which part of a schema is looked at. What hangs on something goes where that goes: indexes,
/// triggers, policies, owned sequences and partitions with their table.
final class Narrowing {
    private static final Set<Kind> RELATIONS =
            EnumSet.of(Kind.TABLE, Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.SEQUENCE);

    @Option(
            names = "--schema",
            paramLabel = "PATTERN",
            description = "Only what stands in such schemas. Can be given several times.")
    List<String> schemas = List.of();

    @Option(
            names = "--table",
            paramLabel = "PATTERN",
            description = "Only such tables, views and sequences, with what hangs on them.")
    List<String> tables = List.of();

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Not what is called so, nor what hangs on it.")
    List<String> excluded = List.of();

    private boolean isNothing() {
        return schemas.isEmpty() && tables.isEmpty() && excluded.isEmpty();
    }

    /// Says what is needed and left out.
    Catalog of(Shell shell, Catalog catalog) {
        if (isNothing()) return catalog;
        var narrow = new Narrow(catalog, this);
        narrow.unused().forEach(shell::say);
        Set<ObjectId> kept = narrow.kept();
        narrow.missing(kept).forEach(shell::say);
        return new Catalog(
                catalog.major(),
                catalog.objects().stream().filter(o -> kept.contains(o.id())).toList(),
                catalog.dependencies().stream()
                        .filter(d -> isOf(kept, d.dependent()) && isOf(kept, d.on()))
                        .toList());
    }

    /// It, or the relation that it is a member of.
    private static boolean isOf(Set<ObjectId> kept, ObjectId id) {
        return kept.contains(id)
                || !id.member().isEmpty()
                        && RELATIONS.stream()
                                .anyMatch(k ->
                                        kept.contains(new ObjectId(k, id.schema(), id.name(), "")));
    }

    private static List<NamePattern> patterns(String flag, List<String> texts) {
        return texts.stream().map(t -> NamePattern.of(flag, t)).toList();
    }

    private static final class Narrow {
        private final Catalog catalog;
        private final Pieces pieces;
        private final List<NamePattern> schemas;
        private final List<NamePattern> tables;
        private final List<NamePattern> excluded;

        Narrow(Catalog catalog, Narrowing narrowing) {
            this.catalog = catalog;
            this.pieces = Pieces.of(catalog);
            this.schemas = patterns("--schema", narrowing.schemas);
            this.tables = patterns("--table", narrowing.tables);
            this.excluded = patterns("--exclude", narrowing.excluded);
        }

        /// What is asked for and isn't there is an error; what is not wanted and isn't there is
        /// said.
        List<String> unused() {
            for (NamePattern p : schemas)
                if (none(
                        o ->
                                o.kind() == Kind.SCHEMA && p.matchesName(o.name())
                                        || p.matchesName(o.schema()))) throw nothing("schema", p);
            for (NamePattern p : tables)
                if (none(o -> isRelation(o) && p.matches(o)))
                    throw nothing("table, view or sequence", p);
            return excluded.stream()
                    .filter(p -> none(p::matches))
                    .map(p ->
                            "warning: nothing is called "
                                    + p.text()
                                    + ": nothing is left out by it.")
                    .toList();
        }

        private boolean none(Predicate<ObjectId> wanted) {
            return catalog.objects().stream().map(SchemaObject::id).noneMatch(wanted);
        }

        private static CommandFailed nothing(String what, NamePattern pattern) {
            return new CommandFailed(
                    Exit.FAILED,
                    "no "
                            + what
                            + " is called "
                            + pattern.text()
                            + ". Nothing was shown. `sluice inspect SOURCE --format json` lists all names;"
                            + " capitals want double quotes.");
        }

        Set<ObjectId> kept() {
            var kept = new HashSet<ObjectId>();
            var inhabited = new HashSet<String>();
            for (SchemaObject o : catalog.objects()) {
                inhabited.add(o.id().schema());
                if (o.id().kind() != Kind.SCHEMA && isKept(o.id())) kept.add(o.id());
            }
            var needed = new HashSet<String>();
            kept.forEach(id -> needed.add(id.schema()));
            for (SchemaObject o : catalog.objects())
                if (o.id().kind() == Kind.SCHEMA
                        && (needed.contains(o.id().name())
                                || tables.isEmpty()
                                        && !inhabited.contains(o.id().name())
                                        && isInSchemas(o.id().name()))) kept.add(o.id());
            return kept;
        }

        private boolean isKept(ObjectId id) {
            boolean wanted = false;
            for (ObjectId at = id; at != null; at = host(at)) {
                ObjectId here = at;
                if (excluded.stream().anyMatch(p -> p.matches(here))) return false;
                wanted |= isInSchemas(at.schema()) && isInTables(at);
            }
            return wanted;
        }

        private boolean isInSchemas(String schema) {
            return schemas.isEmpty() || schemas.stream().anyMatch(p -> p.matchesName(schema));
        }

        private boolean isInTables(ObjectId id) {
            return tables.isEmpty()
                    || isRelation(id) && tables.stream().anyMatch(p -> p.matches(id));
        }

        private static boolean isRelation(ObjectId id) {
            return RELATIONS.contains(id.kind());
        }

        /// What it hangs on.
        private @Nullable ObjectId host(ObjectId id) {
            Piece piece = pieces.find(PieceId.self(id));
            if (piece != null && piece.owner() != null) return piece.owner().object();
            SchemaObject o = pieces.object(id).orElse(null);
            QualifiedName table = null;
            if (o instanceof Sequence s && s.ownedBy() != null) table = s.ownedBy().table();
            if (o instanceof Table t) table = t.partitioning().parent();
            ObjectId host = table == null ? null : ObjectId.of(Kind.TABLE, table);
            return host != null && pieces.object(host).isPresent() ? host : null;
        }

        /// By what is needed, what needs it first.
        List<String> missing(Set<ObjectId> kept) {
            var missing = new TreeMap<ObjectId, ObjectId>();
            for (SchemaObject o : catalog.objects())
                if (kept.contains(o.id()))
                    for (PieceId piece : pieces.ofObject(o.id()))
                        for (PieceId need : pieces.needs(piece)) {
                            ObjectId on = whole(need.object());
                            if (!kept.contains(on) && on.kind() != Kind.SCHEMA)
                                missing.putIfAbsent(on, o.id());
                        }
            var words = new ArrayList<String>();
            missing.forEach((on, by) ->
                    words.add("left out, and needed by %s: %s".formatted(by.words(), on.words())));
            return words;
        }

        /// The object of the catalog that a member belongs to.
        private ObjectId whole(ObjectId id) {
            ObjectId at = id;
            while (pieces.object(at).isEmpty()) {
                Piece piece = pieces.find(PieceId.self(at));
                if (piece == null || piece.owner() == null) return at;
                at = piece.owner().object();
            }
            return at;
        }
    }
}
