package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A schema as a choice out of a model: which items are wanted, and which text of each slot. An
/// item stands when it is wanted and each of its slots has a text whose needs stand; the chosen
/// text gives way to the first that can stand.
public final class GeneratedSchema {
    private final Model model;
    private final BitSet wanted;
    private final Map<Integer, int[]> choices;
    private final Map<Integer, String> names;
    private final BitSet standing;

    GeneratedSchema(
            Model model, BitSet wanted, Map<Integer, int[]> choices, Map<Integer, String> names) {
        this.model = model;
        this.wanted = (BitSet) wanted.clone();
        this.choices = Map.copyOf(choices);
        this.names = Map.copyOf(names);
        this.standing = standing();
    }

    static GeneratedSchema of(Model model, BitSet wanted) {
        return new GeneratedSchema(model, wanted, model.choices(), Map.of());
    }

    /// Statements without final semicolons, in an order that loads.
    public List<String> statements() {
        var rendering = new Rendering(this);
        return standingItems().stream()
                .map(rendering::statement)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    public String script() {
        var text = new StringBuilder();
        statements().forEach(s -> text.append(s).append(";\n"));
        return text.toString();
    }

    /// Plain INSERTs of rows that every constraint allows, in an order that loads.
    public List<String> rows() {
        return new Rows(this).inserts();
    }

    /// How many of each feature stand here.
    public Map<Feature, Integer> features() {
        var counts = new TreeMap<Feature, Integer>();
        standingItems().forEach(i -> counts.merge(i.feature(), 1, Integer::sum));
        return counts;
    }

    Model model() {
        return model;
    }

    BitSet wanted() {
        return (BitSet) wanted.clone();
    }

    boolean isWanted(int id) {
        return wanted.get(id);
    }

    boolean stands(int id) {
        return standing.get(id);
    }

    List<Item> standingItems() {
        return model.items().stream().filter(i -> stands(i.id())).toList();
    }

    Item item(int id) {
        return model.items().get(id);
    }

    /// Chosen by an edit, whether it can stand or not.
    int choice(int id, int slot) {
        return chosen(id)[slot];
    }

    private int[] chosen(int id) {
        int[] chosen = choices.get(id);
        if (chosen == null) throw new IllegalStateException("no choice for item " + id);
        return chosen;
    }

    /// The text of the slot as it stands.
    String text(Item item, int slot) {
        return item.slots().get(slot).texts().get(effective(item, slot, standing));
    }

    String name(Item item) {
        String name = names.getOrDefault(item.id(), item.name());
        return name.startsWith("@") ? name(item(Integer.parseInt(name.substring(1)))) : name;
    }

    boolean isRenamed(int id) {
        return names.containsKey(id);
    }

    GeneratedSchema with(int id, boolean isWanted) {
        BitSet changed = wanted();
        changed.set(id, isWanted);
        return wanting(changed);
    }

    GeneratedSchema wanting(BitSet others) {
        return new GeneratedSchema(model, others, choices, names);
    }

    GeneratedSchema choosing(int id, int slot, int choice) {
        var changed = new TreeMap<>(choices);
        int[] chosen = chosen(id).clone();
        chosen[slot] = choice;
        changed.put(id, chosen);
        return new GeneratedSchema(model, wanted, changed, names);
    }

    GeneratedSchema naming(int id, String name) {
        var changed = new TreeMap<>(names);
        changed.put(id, name);
        return new GeneratedSchema(model, wanted, choices, changed);
    }

    /// Those that are part of the item, in order.
    List<Item> columnsIn(int home) {
        var found = new ArrayList<Item>();
        for (Item i : model.parts(home))
            if (i.feature() == Feature.COLUMN && stands(i.id())) found.add(i);
        return found;
    }

    private BitSet standing() {
        BitSet left = (BitSet) wanted.clone();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Item item : model.items())
                if (left.get(item.id()) && !canStand(item, left)) {
                    left.clear(item.id());
                    changed = true;
                }
        }
        return left;
    }

    private boolean canStand(Item item, BitSet left) {
        if (item.home() != Item.NONE && !left.get(item.home())) return false;
        if (item.target() != Item.NONE && !left.get(item.target())) return false;
        for (int i = 0; i < item.slots().size(); i++)
            if (effective(item, i, left) == Item.NONE) return false;
        // PostgreSQL has tables without columns, and no views
        if (item.feature() != Feature.VIEW && item.feature() != Feature.MATERIALIZED_VIEW)
            return true;
        return model.parts(item.id()).stream()
                .anyMatch(p -> p.feature() == Feature.COLUMN && left.get(p.id()));
    }

    private int effective(Item item, int slot, BitSet left) {
        int chosen = choice(item.id(), slot);
        List<List<Integer>> needs = item.slots().get(slot).needs();
        if (allIn(needs.get(chosen), left)) return chosen;
        for (int i = 0; i < needs.size(); i++) if (allIn(needs.get(i), left)) return i;
        return Item.NONE;
    }

    private static boolean allIn(List<Integer> ids, BitSet left) {
        for (int id : ids) if (!left.get(id)) return false;
        return true;
    }
}
