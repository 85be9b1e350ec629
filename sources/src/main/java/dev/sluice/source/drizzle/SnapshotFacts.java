package dev.sluice.source.drizzle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A snapshot's tree as facts. Unknown keys are passed over; what an older writer left out has the
/// value that drizzle-kit takes for it.
final class SnapshotFacts {
    private static final Pattern DIMENSIONS = Pattern.compile("((?:\\[\\d*])+)$");
    private static final Pattern SIZE = Pattern.compile("\\[(\\d*)]");
    private static final Pattern ON = Pattern.compile("\"(.*)\"\\.\"(.*)\"");

    private SnapshotFacts() {}

    static Facts of(JsonNode tree) {
        return new Facts(
                values(tree, "schemas").stream()
                        .map(s -> new Facts.Namespace(s.asString(), "", ""))
                        .toList(),
                values(tree, "enums").stream().map(SnapshotFacts::enumeration).toList(),
                values(tree, "sequences").stream().map(SnapshotFacts::sequence).toList(),
                values(tree, "roles").stream().map(SnapshotFacts::role).toList(),
                values(tree, "tables").stream().map(SnapshotFacts::table).toList(),
                values(tree, "policies").stream().map(SnapshotFacts::linked).toList(),
                values(tree, "views").stream().map(SnapshotFacts::view).toList());
    }

    private static Facts.Enumeration enumeration(JsonNode e) {
        return new Facts.Enumeration(schema(e), text(e, "name"), texts(e.path("values")), "", "");
    }

    private static Facts.Numbers sequence(JsonNode s) {
        return new Facts.Numbers(
                schema(s),
                text(s, "name"),
                "bigint",
                or(s, "increment", "1"),
                or(s, "startWith", "1"),
                or(s, "minValue", "1"),
                or(s, "maxValue", "9223372036854775807"),
                or(s, "cache", "1"),
                s.path("cycle").asBoolean(false),
                "",
                "");
    }

    private static Facts.Role role(JsonNode r) {
        return new Facts.Role(
                text(r, "name"),
                false,
                r.path("createDb").asBoolean(false),
                r.path("createRole").asBoolean(false),
                r.path("inherit").asBoolean(true),
                "",
                "");
    }

    private static Facts.Table table(JsonNode t) {
        return new Facts.Table(
                schema(t),
                text(t, "name"),
                "",
                "",
                values(t, "columns").stream().map(SnapshotFacts::column).toList(),
                values(t, "compositePrimaryKeys").stream()
                        .map(k -> new Facts.Key(text(k, "name"), texts(k.path("columns"))))
                        .toList(),
                keyed(t, "uniqueConstraints").entrySet().stream()
                        .map(e -> unique(e.getKey(), e.getValue()))
                        .toList(),
                values(t, "foreignKeys").stream().map(SnapshotFacts::foreignKey).toList(),
                values(t, "indexes").stream().map(SnapshotFacts::index).toList(),
                values(t, "checkConstraints").stream()
                        .map(c -> new Facts.Check(text(c, "name"), text(c, "value")))
                        .toList(),
                values(t, "policies").stream().map(SnapshotFacts::policy).toList(),
                t.path("isRLSEnabled").asBoolean(false));
    }

    private static Facts.Column column(JsonNode c) {
        String type = text(c, "type");
        Matcher dimensions = DIMENSIONS.matcher(type);
        var sizes = new ArrayList<@Nullable Integer>();
        if (dimensions.find()) {
            Matcher size = SIZE.matcher(dimensions.group(1));
            while (size.find())
                sizes.add(size.group(1).isEmpty() ? null : Integer.valueOf(size.group(1)));
            type = type.substring(0, dimensions.start());
        }
        @Nullable String typeSchema = maybe(c, "typeSchema");
        return new Facts.Column(
                "",
                text(c, "name"),
                type,
                sizes,
                "",
                null,
                typeSchema,
                typeSchema == null ? null : type,
                c.path("notNull").asBoolean(false),
                c.path("primaryKey").asBoolean(false),
                null,
                c.has("default") ? defaulted(c.get("default")) : null,
                c.has("generated") ? text(c.get("generated"), "as") : null,
                c.has("identity") ? identity(c.get("identity"), type) : null);
    }

    private static Facts.Identity identity(JsonNode i, String type) {
        return new Facts.Identity(
                text(i, "type").equals("always"),
                text(i, "name"),
                type.equals("integer") || type.equals("smallint") ? type : "bigint",
                or(i, "increment", "1"),
                or(i, "startWith", "1"),
                or(i, "minValue", "1"),
                or(i, "maxValue", Long.toString(Types.max(type))),
                or(i, "cache", "1"),
                i.path("cycle").asBoolean(false));
    }

    private static Facts.Unique unique(String key, JsonNode u) {
        return new Facts.Unique(
                or(u, "name", key),
                u.path("nullsNotDistinct").asBoolean(false),
                texts(u.path("columns")));
    }

    private static Facts.ForeignKey foreignKey(JsonNode f) {
        return new Facts.ForeignKey(
                text(f, "name"),
                texts(f.path("columnsFrom")),
                orPublic(maybe(f, "schemaTo")),
                text(f, "tableTo"),
                texts(f.path("columnsTo")),
                or(f, "onDelete", "no action"),
                or(f, "onUpdate", "no action"));
    }

    private static Facts.Index index(JsonNode i) {
        var with = new ArrayList<String>();
        keyed(i, "with").forEach((k, v) -> with.add(k + "=" + v.asString()));
        return new Facts.Index(
                text(i, "name"),
                stream(i.path("columns")).stream().map(SnapshotFacts::indexColumn).toList(),
                i.path("isUnique").asBoolean(false),
                or(i, "method", "btree"),
                maybe(i, "where"),
                i.path("concurrently").asBoolean(false),
                with);
    }

    private static Facts.IndexColumn indexColumn(JsonNode c) {
        boolean expression = c.path("isExpression").asBoolean(false);
        String text = c.isString() ? c.asString() : text(c, "expression");
        return new Facts.IndexColumn(
                expression ? text : null,
                expression ? null : text,
                !c.path("asc").asBoolean(true),
                or(c, "nulls", "last"),
                maybe(c, "opclass"));
    }

    private static Facts.Policy policy(JsonNode p) {
        return new Facts.Policy(
                text(p, "name"),
                or(p, "as", "PERMISSIVE"),
                or(p, "for", "ALL"),
                texts(p.path("to")),
                maybe(p, "using"),
                maybe(p, "withCheck"));
    }

    private static Facts.LinkedPolicy linked(JsonNode p) {
        Facts.Policy policy = policy(p);
        Matcher on = ON.matcher(text(p, "on"));
        boolean named = on.matches();
        return new Facts.LinkedPolicy(
                policy.name(),
                policy.as(),
                policy.command(),
                policy.to(),
                policy.using(),
                policy.withCheck(),
                named ? on.group(1) : schema(p),
                named ? on.group(2) : text(p, "on"));
    }

    private static Facts.View view(JsonNode v) {
        var with = new ArrayList<String>();
        keyed(v, "with").forEach((k, value) -> with.add(snake(k) + "=" + value.asString()));
        return new Facts.View(
                schema(v),
                text(v, "name"),
                v.path("materialized").asBoolean(false),
                v.path("isExisting").asBoolean(false),
                maybe(v, "definition"),
                with,
                v.path("withNoData").asBoolean(false),
                maybe(v, "tablespace"),
                maybe(v, "using"),
                "",
                "");
    }

    private static String snake(String key) {
        return Pattern.compile("[A-Z]")
                .matcher(key)
                .replaceAll(m -> "_" + m.group().toLowerCase(java.util.Locale.ROOT));
    }

    private static String schema(JsonNode node) {
        return orPublic(maybe(node, "schema"));
    }

    private static String orPublic(@Nullable String schema) {
        return schema == null || schema.isEmpty() ? "public" : schema;
    }

    private static String text(JsonNode node, String key) {
        return or(node, key, "");
    }

    private static String or(JsonNode node, String key, String otherwise) {
        return Optional.ofNullable(maybe(node, key)).orElse(otherwise);
    }

    private static @Nullable String maybe(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isMissingNode() || value.isNull() || value.isContainer()
                ? null
                : value.asString();
    }

    /// drizzle-kit writes an SQL text, a number or a boolean; a tuple or an object by mistake.
    private static Facts.Default defaulted(JsonNode value) {
        return value.isContainer()
                ? new Facts.Default("text", value.toString())
                : new Facts.Default("sql", value.asString());
    }

    private static List<String> texts(JsonNode list) {
        return stream(list).stream().map(JsonNode::asString).toList();
    }

    private static List<JsonNode> stream(JsonNode list) {
        var all = new ArrayList<JsonNode>();
        list.forEach(all::add);
        return all;
    }

    private static List<JsonNode> values(JsonNode node, String key) {
        return List.copyOf(keyed(node, key).values());
    }

    private static Map<String, JsonNode> keyed(JsonNode node, String key) {
        var all = new LinkedHashMap<String, JsonNode>();
        node.path(key).properties().forEach(e -> all.put(e.getKey(), e.getValue()));
        return all;
    }
}
