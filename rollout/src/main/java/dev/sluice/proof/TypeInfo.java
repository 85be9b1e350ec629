package dev.sluice.proof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type as values for it are made: the base under domains, labels, element, parts, and the texts
/// of domain checks.
record TypeInfo(
        String name,
        char sort,
        @Nullable TypeInfo element,
        List<TypeInfo> parts,
        List<String> labels,
        int modifier,
        String checks) {
    boolean isText() {
        return switch (name) {
            case "text", "varchar", "bpchar", "citext", "name" -> true;
            default -> false;
        };
    }

    TypeInfo withModifier(int wanted) {
        return wanted == modifier
                ? this
                : new TypeInfo(name, sort, element, parts, labels, wanted, checks);
    }
}
