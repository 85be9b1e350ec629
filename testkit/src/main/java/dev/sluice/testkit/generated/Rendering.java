package dev.sluice.testkit.generated;

import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Items as SQL.
final class Rendering {
    private final GeneratedSchema schema;
    private final Values values;

    Rendering(GeneratedSchema schema) {
        this.schema = schema;
        this.values = new Values(schema, this);
    }

    /// The statement that makes it; empty for what another one makes.
    String statement(Item item) {
        return item.feature() == Feature.COLUMN ? "" : withColumns(item, own(item)).strip();
    }

    /// What is said of the item itself, without its parts.
    String own(Item item) {
        if (isView(item)) return view(item);
        String text = filled(item, joined(item));
        return item.feature() == Feature.COLUMN ? quoted(schema.name(item)) + " " + text : text;
    }

    private static boolean isView(Item item) {
        return item.feature() == Feature.VIEW || item.feature() == Feature.MATERIALIZED_VIEW;
    }

    private String joined(Item item) {
        return IntStream.range(0, item.slots().size())
                .mapToObj(i -> schema.text(item, i))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private String withColumns(Item item, String text) {
        if (!text.contains("columns}")) return text;
        String columns = columns(item);
        return text.replace("{columns}", columns)
                .replace("{,columns}", columns.isEmpty() ? "" : ", " + columns);
    }

    private String columns(Item owner) {
        return schema.columnsIn(owner.id()).stream()
                .map(this::own)
                .collect(Collectors.joining(", "));
    }

    /// Its slot `order` may turn the columns round, all others follow the list of columns.
    private String view(Item view) {
        List<Item> columns = schema.columnsIn(view.id());
        if (text(view, "order").equals("reversed")) columns = columns.reversed();
        String list =
                columns.stream()
                        .map(c -> filled(c, joined(c)) + " AS " + quoted(schema.name(c)))
                        .collect(Collectors.joining(", "));
        var sql = new StringBuilder();
        for (int i = 0; i < view.slots().size(); i++)
            if (!view.slots().get(i).label().equals("order"))
                sql.append(sql.isEmpty() ? "" : " ").append(schema.text(view, i));
        return filled(view, sql.toString()).replace("{columns}", list).strip();
    }

    String text(Item item, String slot) {
        return schema.text(item, item.slot(slot));
    }

    /// Every place of the text filled, `{}` with the name of `self`.
    String filled(Item self, String text) {
        var sql = new StringBuilder();
        Matcher place = Slot.PLACE.matcher(text);
        while (place.find())
            place.appendReplacement(sql, Matcher.quoteReplacement(filled(self, place)));
        return place.appendTail(sql).toString();
    }

    private String filled(Item self, Matcher place) {
        String id = place.group(2);
        Item item = id.isEmpty() ? self : schema.item(Integer.parseInt(id));
        if (place.group(3) != null) return values.ofItem(item, Integer.parseInt(place.group(3)));
        if (place.group(4) != null) return reference(item) + filled(item, item.signature());
        return switch (place.group(1)) {
            case "!" -> "";
            case "=" -> filled(item, values.typeOf(item));
            case "~" -> quoted(schema.name(item));
            case "'" -> "'" + reference(item).replace("'", "''") + "'";
            default ->
                    id.isEmpty() && item.form() == Item.Form.INDEX
                            ? quoted(schema.name(item))
                            : reference(item);
        };
    }

    private String reference(Item item) {
        String name = quoted(schema.name(item));
        return switch (item.form()) {
            case GLOBAL, MEMBER, NAMELESS -> name;
            case QUALIFIED -> inSchema(item, name);
            case OPERATOR -> inSchema(item, schema.name(item));
            case INDEX -> inSchema(schema.item(item.home()), name);
        };
    }

    private String inSchema(Item item, String name) {
        return quoted(schema.name(schema.item(item.home()))) + "." + name;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
