package dev.sluice.testkit.generated;

import java.util.List;

/// One thing of a model. `home` is its schema, or the table (view, type) that it is part of;
/// `words` how COMMENT ON calls its kind, empty where it has no comment; `columns` those that a key
/// is made of, or that decide about a partition; `target` the table that a foreign key is on.
record Item(
        int id,
        Feature feature,
        Form form,
        int home,
        String name,
        String words,
        Category category,
        List<Slot> slots,
        List<Integer> columns,
        int target,
        String signature) {
    static final int NONE = -1;

    /// Where its name stands.
    enum Form {
        /// In no schema.
        GLOBAL,
        /// In a schema.
        QUALIFIED,
        /// In the schema of its table.
        INDEX,
        /// In its table.
        MEMBER,
        OPERATOR,
        /// Has none: a statement about something else.
        NAMELESS
    }

    Item {
        slots = List.copyOf(slots);
        columns = List.copyOf(columns);
    }

    int slot(String label) {
        for (int i = 0; i < slots.size(); i++) if (slots.get(i).label().equals(label)) return i;
        return NONE;
    }
}
