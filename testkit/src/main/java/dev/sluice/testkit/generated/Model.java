package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that a seed makes; an item needs only those before it, and its own parts. A schema is
/// a choice of it.
record Model(
        int major, List<Item> items, Map<Integer, int[]> choices, Map<Integer, List<Item>> byHome) {
    static Model of(int major, List<Item> items, Map<Integer, int[]> choices) {
        var byHome = new HashMap<Integer, List<Item>>();
        for (Item i : items) byHome.computeIfAbsent(i.home(), _ -> new ArrayList<>()).add(i);
        return new Model(major, List.copyOf(items), Map.copyOf(choices), byHome);
    }

    List<Item> parts(int home) {
        return byHome.getOrDefault(home, List.of());
    }
}
