package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Index;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The name of a migration, from what it does: `add_user_preferences`, `drop_orders_note`,
/// `alter_users`.
final class ReadableName {
    private static final int LONGEST = 60;

    private ReadableName() {}

    static String of(Catalog from, Catalog to, List<Rename> renames, boolean isFirst) {
        var parts = new ArrayList<String>();
        renames.forEach(r -> parts.add(renamed(r)));
        List<SchemaObject> added = onlyIn(to, from);
        List<SchemaObject> dropped = onlyIn(from, to);
        if (isFirst && added.stream().filter(Table.class::isInstance).count() > 2) return "initial";
        List<String> newTables = names(added, Table.class);
        if (!newTables.isEmpty()) parts.add("add_" + list(newTables));
        List<String> goneTables = names(dropped, Table.class);
        if (!goneTables.isEmpty()) parts.add("drop_" + list(goneTables));
        changedTables(from, to, parts);
        changedEnums(from, to, parts);
        for (Class<? extends SchemaObject> type :
                List.of(
                        EnumType.class,
                        View.class,
                        MaterializedView.class,
                        Index.class,
                        Sequence.class)) {
            if (!parts.isEmpty()) break;
            List<String> in = names(added, type);
            List<String> out = names(dropped, type);
            if (!in.isEmpty()) parts.add("add_" + list(in));
            else if (!out.isEmpty()) parts.add("drop_" + list(out));
        }
        if (parts.isEmpty()) parts.add(anything(from, to));
        return clean(parts.size() > 2 ? parts.get(0) + "_and_more" : String.join("_and_", parts));
    }

    /// What a person gave as `--name`, as part of a file name.
    static String clean(String text) {
        String name =
                text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^_+|_+$", "");
        if (name.isEmpty()) return "change";
        return name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST).replaceAll("_+[^_]*$", "");
    }

    private static String renamed(Rename rename) {
        return switch (rename) {
            case Rename.OfTable r -> "rename_" + r.from().name() + "_to_" + r.to().name();
            case Rename.OfColumn r ->
                    "rename_" + r.from().table().name() + "_" + r.from().column() + "_to_" + r.to();
            case Rename.OfSchema r -> "rename_" + r.from() + "_to_" + r.to();
            case Rename.OfEnum r -> "rename_" + r.from().name() + "_to_" + r.to().name();
            case Rename.OfLabel r -> "rename_" + r.from() + "_to_" + r.to();
            case Rename.OfRelation r -> "rename_" + r.from().name() + "_to_" + r.to().name();
            case Rename.OfMember r -> "rename_" + r.from() + "_to_" + r.to();
        };
    }

    private static void changedTables(Catalog from, Catalog to, List<String> parts) {
        for (Table after : to.all(Table.class)) {
            Table before = from.table(after.name()).orElse(after);
            if (isSame(before, after)) continue;
            List<String> added = missing(after, before);
            List<String> dropped = missing(before, after);
            String table = after.name().name().text();
            if (!added.isEmpty()) parts.add("add_" + table + "_" + list(added));
            if (!dropped.isEmpty()) parts.add("drop_" + table + "_" + list(dropped));
            if (added.isEmpty() && dropped.isEmpty()) parts.add("alter_" + table);
        }
    }

    /// Column order is no difference.
    private static boolean isSame(Table one, Table other) {
        return Set.copyOf(one.columns()).equals(Set.copyOf(other.columns()))
                && one.constraints().equals(other.constraints())
                && one.rowSecurity() == other.rowSecurity();
    }

    private static List<String> missing(Table in, Table other) {
        return in.columns().stream()
                .map(Column::name)
                .filter(n -> other.column(n).isEmpty())
                .map(n -> n.text())
                .toList();
    }

    private static void changedEnums(Catalog from, Catalog to, List<String> parts) {
        for (EnumType after : to.all(EnumType.class))
            if (from.find(after.id()).orElse(after) instanceof EnumType before
                    && !before.equals(after)) {
                List<String> added =
                        after.labels().stream().filter(l -> !before.labels().contains(l)).toList();
                String name = after.name().name().text();
                parts.add(added.isEmpty() ? "alter_" + name : "add_" + name + "_" + list(added));
            }
    }

    private static String anything(Catalog from, Catalog to) {
        Map<ObjectId, SchemaObject> before = from.byId();
        Map<ObjectId, SchemaObject> after = to.byId();
        for (var e : after.entrySet())
            if (!e.getValue().equals(before.get(e.getKey())))
                return (before.containsKey(e.getKey()) ? "alter_" : "add_") + shortName(e.getKey());
        for (ObjectId id : before.keySet())
            if (!after.containsKey(id)) return "drop_" + shortName(id);
        return "change";
    }

    private static String shortName(ObjectId id) {
        return id.member().isEmpty() ? id.name() : id.name() + "_" + id.member();
    }

    private static List<SchemaObject> onlyIn(Catalog one, Catalog other) {
        Map<ObjectId, SchemaObject> others = other.byId();
        return one.objects().stream().filter(o -> !others.containsKey(o.id())).toList();
    }

    private static List<String> names(List<SchemaObject> objects, Class<?> type) {
        return objects.stream().filter(type::isInstance).map(o -> o.id().name()).toList();
    }

    private static String list(List<String> names) {
        return switch (names.size()) {
            case 1 -> names.getFirst();
            case 2 -> names.get(0) + "_and_" + names.get(1);
            default -> names.get(0) + "_and_" + (names.size() - 1) + "_more";
        };
    }
}
