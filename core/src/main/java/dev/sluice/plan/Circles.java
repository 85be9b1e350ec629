package dev.sluice.plan;

import dev.sluice.sql.PieceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Dropped things that hang on each other in a circle, so that no order of their ends works: tables
/// by foreign keys, policies, defaults. What hangs on nothing, or has nothing hang on it, is peeled
/// off, one after the other; the parts that still tie together what is left go first.
final class Circles {
    /// `piece` ends with `of` and needs something that ends with `on`.
    private record Tie(PieceId piece, PieceId of, PieceId on) {}

    private final List<Tie> ties = new ArrayList<>();
    private final Map<PieceId, List<Tie>> byOf = new HashMap<>();
    private final Map<PieceId, List<Tie>> byOn = new HashMap<>();
    private final Set<PieceId> left = new HashSet<>();

    private Circles() {}

    static Set<PieceId> closing(Draft draft) {
        var circles = new Circles();
        for (PieceId id : draft.dropped) circles.add(draft, id);
        circles.peel();
        var closing = new TreeSet<PieceId>();
        for (Tie tie : circles.ties)
            if (circles.left.contains(tie.of())
                    && circles.left.contains(tie.on())
                    && !tie.piece().equals(tie.of())
                    && !draft.from.piece(tie.piece()).drop().isEmpty()) closing.add(tie.piece());
        return closing;
    }

    private void add(Draft draft, PieceId id) {
        PieceId of = draft.endsWith(id);
        for (PieceId need : draft.from.needs(id)) {
            if (!draft.dropped.contains(need)) continue;
            PieceId on = draft.endsWith(need);
            if (on.equals(of)) continue;
            var tie = new Tie(id, of, on);
            ties.add(tie);
            byOf.computeIfAbsent(of, _ -> new ArrayList<>()).add(tie);
            byOn.computeIfAbsent(on, _ -> new ArrayList<>()).add(tie);
        }
    }

    private void peel() {
        var hanging = new HashMap<PieceId, Integer>();
        var carrying = new HashMap<PieceId, Integer>();
        byOf.forEach((id, of) -> hanging.put(id, of.size()));
        byOn.forEach((id, on) -> carrying.put(id, on.size()));
        left.addAll(byOf.keySet());
        left.addAll(byOn.keySet());
        var open = new ArrayDeque<PieceId>();
        for (PieceId id : left)
            if (!hanging.containsKey(id) || !carrying.containsKey(id)) open.add(id);
        while (!open.isEmpty()) {
            PieceId id = open.poll();
            if (!left.remove(id)) continue;
            for (Tie tie : byOf.getOrDefault(id, List.of()))
                if (carrying.merge(tie.on(), -1, Integer::sum) == 0) open.add(tie.on());
            for (Tie tie : byOn.getOrDefault(id, List.of()))
                if (hanging.merge(tie.of(), -1, Integer::sum) == 0) open.add(tie.of());
        }
    }
}
