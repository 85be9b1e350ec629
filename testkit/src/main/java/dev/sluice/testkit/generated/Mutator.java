package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Random edits of a schema. An edit that would change something else than what is editable is
/// none.
final class Mutator {
    private static final int ATTEMPTS = 40;

    private final RandomGenerator random;
    private final Set<Feature> editable;

    Mutator(RandomGenerator random, Set<Feature> editable) {
        this.random = random;
        this.editable = editable;
    }

    private record Edit(String words, GeneratedSchema result) {}

    GeneratedPair mutated(long seed, GeneratedSchema from, int count) {
        GeneratedSchema to = from;
        var edits = new ArrayList<String>();
        for (int i = 0; i < ATTEMPTS && edits.size() < count; i++) {
            Edit edit = edit(to);
            if (edit != null && isAllowed(to, edit.result())) {
                to = edit.result();
                edits.add(edit.words());
            }
        }
        return new GeneratedPair(seed, from, to, edits);
    }

    private @Nullable Edit edit(GeneratedSchema schema) {
        int size = schema.model().items().size();
        if (size == 1) return null;
        Item item = schema.item(1 + random.nextInt(size - 1));
        String kind = kind(schema, item).words();
        if (!schema.stands(item.id()))
            return schema.isWanted(item.id())
                    ? null
                    : new Edit("add " + kind, schema.with(item.id(), true));
        int way = random.nextInt(100);
        if (way < 20) return new Edit("drop " + kind, schema.with(item.id(), false));
        if (way < 28) return renamed(schema, item, kind);
        return changed(schema, item, kind);
    }

    private static @Nullable Edit renamed(GeneratedSchema schema, Item item, String kind) {
        if (item.form() == Item.Form.NAMELESS || item.form() == Item.Form.OPERATOR) return null;
        if (item.name().startsWith("@") || schema.isRenamed(item.id())) return null;
        return new Edit("rename " + kind, schema.naming(item.id(), "Re named" + item.id()));
    }

    private @Nullable Edit changed(GeneratedSchema schema, Item item, String kind) {
        List<Slot> slots = item.slots();
        if (slots.isEmpty()) return null;
        int at = random.nextInt(slots.size());
        Slot slot = slots.get(at);
        if (!slot.free() || slot.texts().size() < 2) return null;
        GeneratedSchema result =
                schema.choosing(item.id(), at, random.nextInt(slot.texts().size()));
        if (schema.text(item, at).equals(result.text(item, at))) return null;
        return new Edit(kind + ": " + slot.label(), result);
    }

    /// What a column is of decides where it is not a table.
    private static Feature kind(GeneratedSchema schema, Item item) {
        if (item.feature() != Feature.COLUMN) return item.feature();
        if (item.slot("generated") != Item.NONE) return Feature.GENERATED_COLUMN;
        Item home = schema.item(item.home());
        return Draft.isTable(home) ? Feature.COLUMN : home.feature();
    }

    private boolean isAllowed(GeneratedSchema before, GeneratedSchema after) {
        Map<Integer, String> old = own(before);
        Map<Integer, String> now = own(after);
        if (old.equals(now)) return false;
        for (Item item : before.model().items()) {
            String text = now.get(item.id());
            boolean isSame = java.util.Objects.equals(old.get(item.id()), text);
            boolean goesAlong = text == null && isPart(item) && !after.stands(item.home());
            if (!isSame && !goesAlong && !editable.contains(kind(before, item))) return false;
        }
        return true;
    }

    private static boolean isPart(Item item) {
        return item.form() == Item.Form.MEMBER || item.form() == Item.Form.INDEX;
    }

    private static Map<Integer, String> own(GeneratedSchema schema) {
        var rendering = new Rendering(schema);
        var texts = new HashMap<Integer, String>();
        schema.standingItems().forEach(i -> texts.put(i.id(), rendering.own(i)));
        return texts;
    }
}
