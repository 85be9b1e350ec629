package dev.sluice.server.web;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A part of a list; `next` is the cursor of what follows, absent at the end. The key of a row
/// never changes, so rows that come or go meanwhile shift no other.
public record Listed<T>(List<T> items, @Nullable String next) {
    public Listed {
        items = List.copyOf(items);
    }

    /// From rows that begin behind the cursor, one more than the limit where there are more.
    public static <T> Listed<T> of(Paging paging, List<T> rows, ToLongFunction<T> key) {
        if (rows.size() <= paging.limit()) return new Listed<>(rows, null);
        List<T> shown = rows.subList(0, paging.limit());
        return new Listed<>(shown, paging.cursor(key.applyAsLong(shown.getLast())));
    }

    /// Out of a whole list that is short by its nature, lowest key first.
    public static <T> Listed<T> rising(Paging paging, List<T> all, ToLongFunction<T> key) {
        return of(
                paging,
                all.stream()
                        .filter(r -> paging.after() == null || key.applyAsLong(r) > paging.after())
                        .sorted(Comparator.comparingLong(key))
                        .limit(paging.limit() + 1L)
                        .toList(),
                key);
    }

    /// Out of a whole list that is short by its nature, highest key first.
    public static <T> Listed<T> falling(Paging paging, List<T> all, ToLongFunction<T> key) {
        return of(
                paging,
                all.stream()
                        .filter(r -> key.applyAsLong(r) < paging.below())
                        .sorted(Comparator.comparingLong(key).reversed())
                        .limit(paging.limit() + 1L)
                        .toList(),
                key);
    }

    public <R> Listed<R> map(Function<T, R> shape) {
        return new Listed<>(items.stream().map(shape).toList(), next);
    }
}
