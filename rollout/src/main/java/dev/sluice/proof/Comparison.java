package dev.sluice.proof;

import dev.sluice.proof.Rows.TableRows;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What became of the rows: whose values changed though the catalogs do not say why, and which
/// columns that stood throughout did not keep theirs.
record Comparison(Catalog from, Catalog to, Rows before, Rows between) {
    /// Names before to names between, of the columns that stand on both sides.
    private Map<String, String> common(TableRows then, TableRows now) {
        Map<String, String> common = new LinkedHashMap<>();
        then.columns()
                .forEach((name, number) -> {
                    if (now.columns().containsKey(name)) common.put(name, name);
                    else if (then.oid() == now.oid())
                        now.nameOf(number)
                                .filter(n -> !then.columns().containsKey(n))
                                .ifPresent(n -> common.put(name, n));
                });
        return common;
    }

    /// Tables whose rows differ after up in columns that the migration leaves as they are.
    Set<QualifiedName> changedUnexplained() {
        Set<QualifiedName> changed = new TreeSet<>();
        for (TableRows then : before.tables()) {
            Optional<TableRows> now = between.same(then);
            if (then.partition() || now.isEmpty()) continue;
            Optional<Table> was = from.table(then.name());
            Optional<Table> is = to.table(now.get().name());
            List<String> names = new ArrayList<>();
            List<String> nowNames = new ArrayList<>();
            common(then, now.get())
                    .forEach((name, nowName) -> {
                        if (explained(column(was, name), column(is, nowName))) return;
                        names.add(name);
                        nowNames.add(nowName);
                    });
            if (then.rows().size() != now.get().rows().size()
                    || !then.cut(names).equals(now.get().cut(nowNames))) changed.add(then.name());
        }
        return changed;
    }

    /// Another type, another enum behind it, or computed: the catalogs say why values differ.
    private boolean explained(@Nullable Column then, @Nullable Column now) {
        if (then == null || now == null) return false;
        return then.generated() != null
                || now.generated() != null
                || !then.type().equals(now.type())
                || !type(from, then.typeId()).equals(type(to, now.typeId()));
    }

    private static Optional<?> type(Catalog catalog, @Nullable ObjectId id) {
        return id == null ? Optional.empty() : catalog.find(id);
    }

    private static @Nullable Column column(Optional<Table> table, String name) {
        return table.flatMap(t -> t.column(Identifier.of(name))).orElse(null);
    }

    /// Columns (in words) that stood throughout and hold other values after the way back.
    List<String> notKept(Rows after, Set<QualifiedName> except) {
        List<String> lost = new ArrayList<>();
        for (TableRows then : before.tables()) {
            Optional<TableRows> middle = between.same(then);
            Optional<TableRows> now = after.same(then);
            if (then.partition()
                    || middle.isEmpty()
                    || now.isEmpty()
                    || except.contains(then.name())) continue;
            List<String> stood = stood(then, middle.get(), now.get());
            // nearly always alike as a whole
            if (then.cut(stood).equals(now.get().cut(stood))) continue;
            for (String name : stood)
                if (!then.cut(List.of(name)).equals(now.get().cut(List.of(name))))
                    lost.add(then.name() + "." + name);
        }
        return lost;
    }

    /// Columns of the table before that stood throughout and hold what somebody wrote.
    private List<String> stood(TableRows then, TableRows middle, TableRows now) {
        Optional<Table> table = from.table(then.name());
        if (table.isEmpty()) return List.of();
        return common(then, middle).keySet().stream()
                .filter(now.columns()::containsKey)
                .filter(name ->
                        table.get()
                                .column(Identifier.of(name))
                                .filter(c -> c.generated() == null)
                                .isPresent())
                .toList();
    }
}
