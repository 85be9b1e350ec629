package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.List;

/// Types that users make, and the types that a column may have.
final class Types {
    private static final List<String> NUMBERS =
            List.of(
                    "integer",
                    "bigint",
                    "smallint",
                    "numeric",
                    "numeric(10,2)",
                    "numeric(12,3)",
                    "real",
                    "double precision");
    private static final List<String> TEXTS =
            List.of("text", "character varying", "character varying(20)", "character varying(40)");
    private static final List<String> TIMES =
            List.of("timestamptz", "timestamp", "timestamp(3)", "date");
    private static final List<String> RANGES =
            List.of("int4range", "numrange", "daterange", "tstzrange", "int8range");
    private static final List<String> ARRAYS =
            List.of(
                    "integer[]",
                    "text[]",
                    "numeric(6,2)[]",
                    "uuid[]",
                    "timestamptz[]",
                    "boolean[]");
    private static final List<String> OTHERS =
            List.of(
                    "bytea",
                    "json",
                    "inet",
                    "cidr",
                    "macaddr",
                    "bit(4)",
                    "bit varying(8)",
                    "point",
                    "box",
                    "tsvector",
                    "time",
                    "timetz",
                    "interval",
                    "character(8)",
                    "name",
                    "oid",
                    "int4multirange");

    private final Draft draft;

    Types(Draft draft) {
        this.draft = draft;
    }

    void schema() {
        draft.make(Feature.SCHEMA, Item.Form.GLOBAL)
                .named("s")
                .words("SCHEMA")
                .text("CREATE SCHEMA {}")
                .add();
    }

    private Making type(Feature feature, String stem, String words) {
        return draft.make(feature, Item.Form.QUALIFIED).in(draft.home()).named(stem).words(words);
    }

    void enumeration() {
        List<String> pool =
                List.of(
                        "'open'",
                        "'paid'",
                        "'it''s'",
                        "'Größe'",
                        "'back\\slash'",
                        "' '",
                        "'null'",
                        "'z'");
        List<String> labels = draft.some(pool, 2 + draft.random.nextInt(3));
        var other = new ArrayList<>(labels);
        other.add(draft.random.nextInt(other.size() + 1), "'added'");
        var two = new ArrayList<>(other);
        two.add("'last'");
        var renamed = new ArrayList<>(labels);
        renamed.set(draft.random.nextInt(renamed.size()), "'renamed'");
        type(Feature.ENUM, "mood", "TYPE")
                .of(Category.ENUM)
                .text("CREATE TYPE {} AS ENUM (")
                .slot(
                        "labels",
                        List.of(
                                String.join(", ", labels),
                                String.join(", ", other),
                                String.join(", ", two),
                                String.join(", ", renamed),
                                String.join(", ", labels.reversed()),
                                String.join(", ", labels.subList(0, labels.size() - 1))))
                .text(")")
                .add();
    }

    void domain() {
        Category category = draft.pick(List.of(Category.NUMBER, Category.TEXT, Category.TIME));
        List<String> checks = draft.some(Expressions.ofValue(category), 2);
        String constant =
                switch (category) {
                    case NUMBER -> "1";
                    case TEXT -> "'v1'";
                    case TIME -> "'2001-01-02'";
                    case BOOLEAN, UUID, ENUM, RANGE, JSON, ARRAY, OTHER -> "NULL";
                };
        String name = draft.name("valid");
        Making making =
                type(Feature.DOMAIN, "dom", "DOMAIN").of(category).text("CREATE DOMAIN {} AS");
        // a domain's floats would be rounded by what is made of them
        making.slot(
                "type", category == Category.NUMBER ? NUMBERS.subList(0, 6) : ofCategory(category));
        if (category == Category.TEXT && draft.has(Feature.COLLATION))
            making.slot("collation", "", "COLLATE \"C\"");
        making.slot("default", "", "DEFAULT " + constant)
                .slot("not null", "", "NOT NULL")
                .slot(
                        "check",
                        "",
                        "CONSTRAINT "
                                + Rendering.quoted(name)
                                + " CHECK ("
                                + checks.getFirst()
                                + ")",
                        "CONSTRAINT "
                                + Rendering.quoted(name)
                                + " CHECK ("
                                + checks.getLast()
                                + ")",
                        "CHECK (" + checks.getFirst() + ") CHECK (" + checks.getLast() + ")")
                .add();
    }

    void composite() {
        int type =
                type(Feature.COMPOSITE, "pair", "TYPE").text("CREATE TYPE {} AS ({columns})").add();
        int count = 1 + draft.random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Category category =
                    draft.pick(
                            List.of(Category.NUMBER, Category.TEXT, Category.TIME, Category.ENUM));
            draft.make(Feature.COLUMN, Item.Form.MEMBER)
                    .in(type)
                    .named("a")
                    .words("COLUMN")
                    .of(category)
                    .slot(
                            "type",
                            ofCategory(
                                    category == Category.ENUM && enums().isEmpty()
                                            ? Category.NUMBER
                                            : category))
                    .add();
        }
    }

    void range() {
        type(Feature.RANGE, "span", "TYPE")
                .of(Category.RANGE)
                .text("CREATE TYPE {} AS RANGE (subtype =")
                .slot(
                        "subtype",
                        "integer",
                        "numeric",
                        "date",
                        "text, collation = \"C\"",
                        "double precision, subtype_diff = float8mi",
                        "bigint, multirange_type_name = multi" + draft.nextId())
                .text(")")
                .add();
    }

    void sequence() {
        draft.make(Feature.SEQUENCE, Item.Form.QUALIFIED)
                .in(draft.home())
                .named("seq")
                .words("SEQUENCE")
                .slot(
                        "persistence",
                        draft.major < 15
                                ? List.of("CREATE")
                                : List.of("CREATE", "CREATE", "CREATE UNLOGGED"))
                .text("SEQUENCE {}")
                .slot("type", "", "AS integer", "AS smallint")
                .slot(
                        "range",
                        "",
                        "MINVALUE -10 START WITH 7",
                        "START WITH 7",
                        "MAXVALUE 1000",
                        "INCREMENT BY -1",
                        "INCREMENT BY -3 MINVALUE -100 MAXVALUE 20 START WITH 5",
                        "INCREMENT BY 4")
                .slot("cache", "", "CACHE 5")
                .slot("cycle", "", "CYCLE")
                .add();
    }

    private List<String> enums() {
        return draft.all(Feature.ENUM).stream().map(e -> "{" + e.id() + "}").toList();
    }

    /// What a column of this category may be, in random order; every edit among them is a cast that
    /// PostgreSQL knows.
    List<String> ofCategory(Category category) {
        var types =
                new ArrayList<>(
                        switch (category) {
                            case NUMBER -> NUMBERS;
                            case TEXT -> TEXTS;
                            case TIME -> TIMES;
                            case BOOLEAN -> List.of("boolean");
                            case UUID -> List.of("uuid");
                            case ENUM ->
                                    enums().isEmpty() ? List.of("boolean") : draft.some(enums(), 1);
                            case RANGE -> draft.some(ranges(), 1);
                            case JSON -> List.of("jsonb");
                            case ARRAY -> arrays();
                            case OTHER -> List.of(draft.pick(others()), "text");
                        });
        if (category == Category.NUMBER || category == Category.TEXT || category == Category.TIME)
            draft.all(Feature.DOMAIN).stream()
                    .filter(d -> d.category() == category)
                    .forEach(d -> types.add("{" + d.id() + "}"));
        return draft.some(types, 4);
    }

    static List<String> numbers() {
        return NUMBERS;
    }

    private List<String> ranges() {
        var types = new ArrayList<>(RANGES);
        draft.all(Feature.RANGE).forEach(r -> types.add("{" + r.id() + "}"));
        return types;
    }

    private List<String> arrays() {
        var types = new ArrayList<>(ARRAYS);
        draft.all(Feature.ENUM, Feature.COMPOSITE, Feature.DOMAIN)
                .forEach(t -> types.add("{" + t.id() + "}[]"));
        return List.of(draft.pick(types));
    }

    private List<String> others() {
        var types = new ArrayList<>(OTHERS);
        draft.all(Feature.ENUM, Feature.COMPOSITE, Feature.DOMAIN)
                .forEach(t -> types.add("{" + t.id() + "}"));
        return types;
    }
}
