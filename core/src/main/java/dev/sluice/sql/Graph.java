package dev.sluice.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// What must run before what, sorted once: among those that may run, the lowest by `order` first,
/// so that equal input gives equal output. A cycle is broken at its lowest member: the proof, not
/// the sort, says whether that works.
public final class Graph<T> {
    private final Comparator<T> order;
    private final Set<T> nodes = new HashSet<>();
    private final Map<T, Set<T>> after = new HashMap<>();

    public Graph(Comparator<T> order, Collection<T> nodes) {
        this.order = order;
        this.nodes.addAll(nodes);
    }

    public void add(T node) {
        nodes.add(node);
    }

    public void before(T first, T then) {
        if (first.equals(then)) return;
        after.computeIfAbsent(first, _ -> new HashSet<>()).add(then);
    }

    /// Whether something must run between the two.
    public boolean isBetween(T first, T then) {
        var open = new ArrayDeque<>(after.getOrDefault(first, Set.of()));
        open.remove(then);
        var seen = new HashSet<>(open);
        while (!open.isEmpty())
            for (T next : after.getOrDefault(open.poll(), Set.of())) {
                if (next.equals(then)) return true;
                if (seen.add(next)) open.add(next);
            }
        return false;
    }

    /// Members of cycles, and what waits for them.
    public Set<T> stuck() {
        Map<T, Integer> waiting = waiting();
        var left = new HashSet<T>(nodes);
        var ready = new ArrayDeque<T>();
        for (T node : nodes) if (!waiting.containsKey(node)) ready.add(node);
        while (!ready.isEmpty()) {
            T next = ready.poll();
            left.remove(next);
            for (T then : after.getOrDefault(next, Set.of()))
                if (waiting.merge(then, -1, Integer::sum) == 0) ready.add(then);
        }
        return left;
    }

    /// Without what only waits for a cycle.
    private Set<T> circling(Set<T> stuck) {
        var backwards = new Graph<T>(order, stuck);
        for (T first : stuck)
            for (T then : after.getOrDefault(first, Set.of()))
                if (stuck.contains(then)) backwards.before(then, first);
        return backwards.stuck();
    }

    private Map<T, Integer> waiting() {
        var waiting = new HashMap<T, Integer>();
        after.forEach((_, thens) -> thens.forEach(t -> waiting.merge(t, 1, Integer::sum)));
        return waiting;
    }

    public List<T> sorted() {
        Map<T, Integer> waiting = waiting();
        var ready = new PriorityQueue<T>(order);
        for (T node : nodes) if (!waiting.containsKey(node)) ready.add(node);
        var sorted = new ArrayList<T>(nodes.size());
        var left = new HashSet<T>(); // filled at the first cycle
        while (sorted.size() < nodes.size()) {
            if (ready.isEmpty() && left.isEmpty()) {
                left.addAll(nodes);
                sorted.forEach(left::remove);
            }
            T next = ready.isEmpty() ? Collections.min(circling(left), order) : ready.poll();
            if (!left.isEmpty() && !left.remove(next)) continue;
            sorted.add(next);
            for (T then : after.getOrDefault(next, Set.of()))
                if (waiting.merge(then, -1, Integer::sum) == 0) ready.add(then);
        }
        return sorted;
    }
}
