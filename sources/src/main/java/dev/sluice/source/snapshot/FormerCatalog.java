package dev.sluice.source.snapshot;

import static java.util.stream.Collectors.joining;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.CompositeType;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Dependency;
import dev.sluice.schema.Domain;
import dev.sluice.schema.Function;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.schema.Trigger;
import dev.sluice.schema.Unsupported;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Catalogs that a version kept whose form was `c1` ([dev.sluice.schema.Fingerprint#FORM]).
///
/// It held domains and composite types as the text of their statement, nothing of a function but
/// its definition, and of foreign tables and of whatever a [Definition] says now a text that can't
/// be compared with anything.
public final class FormerCatalog {
    private FormerCatalog() {}

    /// What [CatalogText#write] of that version wrote. A type that it held as text is a
    /// [Definition] here.
    public static Catalog read(String text) {
        JsonNode tree = CatalogText.JSON.readTree(text);
        var objects = new ArrayList<SchemaObject>();
        for (JsonNode o : tree.path("objects")) objects.add(object((ObjectNode) o));
        var dependencies = new ArrayList<Dependency>();
        for (JsonNode d : tree.path("dependencies"))
            dependencies.add(CatalogText.JSON.treeToValue(d, Dependency.class));
        return new Catalog(tree.path("major").asInt(), objects, dependencies);
    }

    private static SchemaObject object(ObjectNode tree) {
        return switch (tree.path("is").asString()) {
            case "Domain" -> type(tree, Kind.DOMAIN, "DOMAIN ");
            case "CompositeType" -> type(tree, Kind.COMPOSITE, "TYPE ");
            case "Function" ->
                    CatalogText.JSON.treeToValue(tree.put("shape", ""), SchemaObject.class);
            default -> CatalogText.JSON.treeToValue(tree, SchemaObject.class);
        };
    }

    private static Definition type(ObjectNode tree, Kind kind, String word) {
        var name = CatalogText.JSON.treeToValue(tree.path("name"), QualifiedName.class);
        String target = word + name.quoted();
        return new Definition(
                ObjectId.of(kind, name),
                null,
                target,
                tree.path("definition").asString(),
                "DROP " + target,
                tree.path("comment").asString(null));
    }

    /// What its form could not say is as it stands `beside`: no difference comes of it.
    public static Catalog completed(Catalog former, Catalog beside) {
        Map<ObjectId, SchemaObject> there = beside.byId();
        Set<ObjectId> known =
                former.objects().stream().map(SchemaObject::id).collect(Collectors.toSet());
        var objects = new ArrayList<SchemaObject>();
        for (SchemaObject o : former.objects())
            if (!(o instanceof Unsupported)) objects.add(completed(o, there.get(o.id())));
        var fresh = new HashSet<String>();
        for (SchemaObject o : beside.objects())
            if (!isNew(o, beside) && !known.contains(o.id())) fresh.add(place(o.id()));
        for (SchemaObject o : beside.objects())
            if (isNew(o, beside) && !fresh.contains(place(host(o)))) objects.add(o);
        return new Catalog(former.major(), objects, dependencies(former, beside, objects));
    }

    private static List<Dependency> dependencies(
            Catalog former, Catalog beside, List<SchemaObject> objects) {
        Set<String> places = objects.stream().map(o -> place(o.id())).collect(Collectors.toSet());
        var all = new ArrayList<Dependency>();
        for (Catalog c : List.of(former, beside))
            for (Dependency d : c.dependencies())
                if (places.contains(place(d.dependent())) && places.contains(place(d.on())))
                    all.add(d);
        return all;
    }

    /// A whole object and its parts have one.
    private static String place(ObjectId id) {
        return id.schema() + "\0" + id.name();
    }

    /// What this one hangs on, if on anything.
    private static ObjectId host(SchemaObject o) {
        return switch (o) {
            case Definition d when d.owner() != null -> d.owner();
            case Index i -> ObjectId.of(Kind.TABLE, i.table());
            case Trigger t -> ObjectId.of(Kind.TABLE, t.table());
            default -> o.id();
        };
    }

    private static boolean isNew(SchemaObject o, Catalog catalog) {
        return switch (o) {
            case Definition _, Unsupported _ -> true;
            case Table t -> t.server() != null;
            case Index i -> i.parent() != null;
            case Trigger t -> catalog.table(t.table()).map(Table::server).isPresent();
            default -> false;
        };
    }

    private static SchemaObject completed(SchemaObject former, @Nullable SchemaObject now) {
        return switch (now) {
            case Domain d when isText(former, text(d)) ->
                    new Domain(
                            d.name(),
                            d.type(),
                            d.collation(),
                            d.defaultExpression(),
                            d.notNull(),
                            d.constraints(),
                            former.comment());
            case CompositeType c when isText(former, text(c)) ->
                    new CompositeType(c.name(), c.attributes(), former.comment());
            case Function f when former instanceof Function was ->
                    new Function(
                            was.name(),
                            was.arguments(),
                            was.procedure(),
                            f.shape(),
                            f.defaulted(),
                            was.definition(),
                            was.comment());
            case Index i when former instanceof Index was && isAsPrinted(was, i) -> i;
            case Table t when former instanceof Table was -> table(was, t);
            case null, default -> former;
        };
    }

    /// It held a plain not-null constraint as a flag of its column.
    private static Table table(Table former, Table now) {
        var constraints = new ArrayList<>(former.constraints());
        for (Constraint c : now.constraints())
            if (isPlainNotNull(c) && former.constraint(c.name()).isEmpty()) constraints.add(c);
        return new Table(
                former.name(),
                former.columns().stream().map(c -> column(c, now)).toList(),
                constraints,
                former.rowSecurity(),
                former.forceRowSecurity(),
                former.unlogged(),
                former.options(),
                former.accessMethod(),
                former.replicaIdentity(),
                former.partitioning(),
                now.server(),
                former.comment());
    }

    /// It knew fewer types by their ids.
    private static Column column(Column former, Table now) {
        return now.column(former.name())
                .filter(c -> c.type().equals(former.type()))
                .map(c ->
                        new Column(
                                former.name(),
                                former.type(),
                                c.typeId(),
                                former.collation(),
                                former.notNull(),
                                former.defaultExpression(),
                                former.identity(),
                                former.generated(),
                                former.local(),
                                former.storage(),
                                former.compression(),
                                former.statistics(),
                                former.comment()))
                .orElse(former);
    }

    private static boolean isPlainNotNull(Constraint c) {
        return c.kind() == ConstraintKind.NOT_NULL
                && c.validated()
                && !c.definition().endsWith(" NO INHERIT");
    }

    /// It wrote an index that waits for those of the partitions as one that makes them.
    private static boolean isAsPrinted(Index former, Index now) {
        return !now.valid()
                && !former.valid()
                && now.definition().replaceFirst(" ON ONLY ", " ON ").equals(former.definition());
    }

    /// Quotes aside: it quoted as PostgreSQL does, where a name needs it.
    private static boolean isText(SchemaObject former, String text) {
        return former instanceof Definition d
                && d.create().replace("\"", "").equals(text.replace("\"", ""));
    }

    private static String text(Domain d) {
        return "CREATE DOMAIN "
                + d.name()
                + " AS "
                + d.type()
                + collate(d.collation())
                + (d.defaultExpression() == null ? "" : " DEFAULT " + d.defaultExpression())
                + (d.notNull() ? " NOT NULL" : "")
                + d.constraints().stream()
                        .filter(c -> c.kind() == ConstraintKind.CHECK && c.validated())
                        .map(c -> " CONSTRAINT " + c.name() + " " + c.definition())
                        .collect(joining());
    }

    private static String text(CompositeType c) {
        return c.attributes().stream()
                .map(a -> a.name() + " " + a.type() + collate(a.collation()))
                .collect(joining(", ", "CREATE TYPE " + c.name() + " AS (", ")"));
    }

    private static String collate(@Nullable String collation) {
        return collation == null ? "" : " COLLATE " + collation;
    }
}
