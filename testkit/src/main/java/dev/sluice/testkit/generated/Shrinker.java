package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What is left of a pair when everything is taken away without which it still fails.
public final class Shrinker {
    private final Predicate<GeneratedPair> fails;
    private GeneratedPair pair;
    private int left;

    private Shrinker(GeneratedPair pair, Predicate<GeneratedPair> fails, int most) {
        this.pair = pair;
        this.fails = fails;
        this.left = most;
    }

    /// Asks `fails` at most so often.
    public static GeneratedPair shrink(
            GeneratedPair pair, Predicate<GeneratedPair> fails, int most) {
        return new Shrinker(pair, fails, most).shrunk();
    }

    private GeneratedPair shrunk() {
        boolean isSame = pair.from().model() == pair.to().model();
        boolean progress = true;
        while (progress && left > 0) {
            GeneratedPair before = pair;
            if (isSame) remove(Side.BOTH);
            remove(Side.FROM);
            remove(Side.TO);
            if (isSame) revert();
            simplify(isSame);
            progress = pair != before;
        }
        return pair;
    }

    private enum Side {
        BOTH,
        FROM,
        TO
    }

    private boolean attempt(GeneratedPair smaller) {
        if (left == 0) return false;
        left--;
        if (!fails.test(smaller)) return false;
        pair = smaller;
        return true;
    }

    private static GeneratedPair on(
            GeneratedPair pair, Side side, UnaryOperator<GeneratedSchema> change) {
        return new GeneratedPair(
                pair.seed(),
                side == Side.TO ? pair.from() : change.apply(pair.from()),
                side == Side.FROM ? pair.to() : change.apply(pair.to()),
                List.of());
    }

    /// Delta debugging: halves, quarters, ... single ones. With a schema or table goes what is in
    /// it.
    private void remove(Side side) {
        for (int size = Math.max(1, ids(side).size() / 2); size >= 1; size /= 2) {
            List<Integer> ids = ids(side);
            for (int i = 0; i < ids.size(); i += size) {
                List<Integer> chunk = ids.subList(i, Math.min(ids.size(), i + size));
                attempt(
                        on(
                                pair,
                                side,
                                s -> {
                                    BitSet wanted = s.wanted();
                                    chunk.forEach(wanted::clear);
                                    return s.wanting(wanted);
                                }));
            }
        }
    }

    private List<Integer> ids(Side side) {
        var ids = new BitSet();
        if (side != Side.TO) pair.from().standingItems().forEach(i -> ids.set(i.id()));
        if (side != Side.FROM) pair.to().standingItems().forEach(i -> ids.set(i.id()));
        ids.clear(Draft.PUBLIC);
        return ids.stream().boxed().toList().reversed();
    }

    /// Edits taken back.
    private void revert() {
        for (Item item : pair.to().standingItems()) {
            if (!pair.from().stands(item.id())) continue;
            for (int slot = 0; slot < item.slots().size(); slot++) {
                int old = pair.from().choice(item.id(), slot);
                if (old != pair.to().choice(item.id(), slot)) choose(Side.TO, item, slot, old);
            }
            String name = pair.from().name(item);
            if (!name.equals(pair.to().name(item)))
                attempt(on(pair, Side.TO, s -> s.naming(item.id(), name)));
        }
    }

    private void choose(Side side, Item item, int slot, int choice) {
        attempt(on(pair, side, s -> s.choosing(item.id(), slot, choice)));
    }

    /// The first text of a slot is the simplest.
    private void simplify(boolean isSame) {
        List<Item> items = new ArrayList<>(pair.from().standingItems());
        for (Item item : items)
            for (int slot = 0; slot < item.slots().size(); slot++) {
                int from = pair.from().choice(item.id(), slot);
                if (from == 0) continue;
                boolean equal = isSame && pair.to().choice(item.id(), slot) == from;
                choose(equal ? Side.BOTH : Side.FROM, item, slot, 0);
            }
        for (Item item : List.copyOf(pair.to().standingItems()))
            for (int slot = 0; slot < item.slots().size(); slot++)
                if (pair.to().choice(item.id(), slot) != 0
                        && !(isSame && pair.from().choice(item.id(), slot) == 0))
                    choose(Side.TO, item, slot, 0);
    }
}
