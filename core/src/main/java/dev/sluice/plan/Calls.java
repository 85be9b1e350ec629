package dev.sluice.plan;

import dev.sluice.schema.Function;
import dev.sluice.schema.Kind;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls whose text may mean either of two functions while both stand: one that goes, and one of
/// its name that the plan leads to (PostgreSQL's manual, Function Type Resolution).
final class Calls {
    private final Draft draft;
    private final Map<String, List<PieceId>> going = new HashMap<>();

    /// Names of which a function takes fewer or more arguments than it has.
    private final Set<String> open = new HashSet<>();

    Calls(Draft draft) {
        this.draft = draft;
        for (PieceId d : draft.dropped)
            if (isFunction(d)) {
                going.computeIfAbsent(name(d), _ -> new ArrayList<>()).add(d);
                if (isOpen(draft.from, d)) open.add(name(d));
            }
        if (going.isEmpty()) return;
        for (PieceId c : draft.created)
            if (isFunction(c) && going.containsKey(name(c)) && isOpen(draft.to, c))
                open.add(name(c));
    }

    /// The functions that are gone before the piece is made.
    Set<PieceId> before(PieceId id) {
        var gone = new HashSet<PieceId>();
        if (!open.isEmpty())
            for (PieceId need : draft.to.needs(id))
                if (isFunction(need) && open.contains(name(need)))
                    gone.addAll(going.getOrDefault(name(need), List.of()));
        return gone;
    }

    /// Whether a piece that is written over calls one of them until then.
    boolean mayMeanEither(PieceId id) {
        Set<PieceId> gone = before(id);
        return !gone.isEmpty() && draft.from.needs(id).stream().anyMatch(gone::contains);
    }

    boolean areOfTheNameOfOneThatGoes(PieceId id) {
        return draft.to.needs(id).stream()
                .anyMatch(n ->
                        isFunction(n) && draft.created.contains(n) && going.containsKey(name(n)));
    }

    private static boolean isFunction(PieceId id) {
        return id.object().kind() == Kind.FUNCTION && id.aspect() == Aspect.SELF;
    }

    private static boolean isOpen(Pieces pieces, PieceId id) {
        return pieces.object(id.object()).orElse(null) instanceof Function f
                && f.definition()
                        .lines()
                        .findFirst()
                        .filter(head -> head.contains(" DEFAULT ") || head.contains("VARIADIC "))
                        .isPresent();
    }

    private static String name(PieceId function) {
        String name = function.object().name();
        return function.object().schema() + '.' + name.substring(0, name.indexOf('('));
    }
}
