package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.List;

/// An item while it is made.
final class Making {
    private final Draft draft;
    private final Feature feature;
    private final Item.Form form;
    private final int id;
    private final List<Slot> slots = new ArrayList<>();
    private int home = Item.NONE;
    private String name = "";
    private String words = "";
    private Category category = Category.OTHER;
    private List<Integer> columns = List.of();
    private int target = Item.NONE;
    private String signature = "";

    Making(Draft draft, Feature feature, Item.Form form) {
        this.draft = draft;
        this.feature = feature;
        this.form = form;
        this.id = draft.nextId();
    }

    int id() {
        return id;
    }

    Making in(int owner) {
        home = owner;
        return this;
    }

    Making named(String stem) {
        name = draft.name(stem);
        return this;
    }

    Making exactly(String given) {
        name = given;
        return this;
    }

    /// As COMMENT ON calls it.
    Making words(String said) {
        words = said;
        return this;
    }

    Making of(Category given) {
        category = given;
        return this;
    }

    Making columns(List<Integer> given) {
        columns = given;
        return this;
    }

    Making target(int given) {
        target = given;
        return this;
    }

    Making signature(String given) {
        signature = given;
        return this;
    }

    /// What is always said.
    Making text(String text) {
        return fixed("text", List.of(text));
    }

    /// One of these for good.
    Making fixed(String label, List<String> texts) {
        slots.add(Slot.of(label, false, texts));
        return this;
    }

    /// One of these, which an edit may change.
    Making slot(String label, List<String> texts) {
        slots.add(Slot.of(label, true, texts));
        return this;
    }

    Making slot(String label, String... texts) {
        return slot(label, List.of(texts));
    }

    int add() {
        int[] chosen = new int[slots.size()];
        for (int i = 0; i < chosen.length; i++) chosen[i] = choice(slots.get(i));
        return draft.add(
                new Item(
                        id, feature, form, home, name, words, category, slots, columns, target,
                        signature),
                chosen);
    }

    /// A property that can be left out is left out half of the time; what is fixed is the first
    /// that can stand.
    private int choice(Slot slot) {
        if (!slot.free()) return 0;
        if (slot.texts().getFirst().isEmpty() && draft.chance(50)) return 0;
        return draft.random.nextInt(slot.texts().size());
    }
}
