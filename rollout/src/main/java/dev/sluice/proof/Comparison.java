package dev.sluice.proof;

import dev.sluice.proof.Rows.TableRows;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
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
        for (TableRows then : before.byOid().values()) {
            Optional<TableRows> now = between.same(then);
            if (then.partition() || now.isEmpty()) continue;
            List<String> names = new ArrayList<>();
            List<String> nowNames = new ArrayList<>();
            common(then, now.get())
                    .forEach((was, is) -> {
                        if (explained(then.name(), was, now.get().name(), is)) return;
                        names.add(was);
                        nowNames.add(is);
                    });
            if (then.rows().size() != now.get().rows().size()
                    || !then.cut(names).equals(now.get().cut(nowNames))) changed.add(then.name());
        }
        return changed;
    }

    /// Another type, another enum behind it, or computed: the catalogs say why values differ.
    private boolean explained(QualifiedName table, String was, QualifiedName tableNow, String is) {
        Column then = column(from, table, was);
        Column now = column(to, tableNow, is);
        if (then == null || now == null) return false;
        return then.generated() != null
                || now.generated() != null
                || !then.type().equals(now.type())
                || !type(from, then.typeId()).equals(type(to, now.typeId()));
    }

    private static Optional<?> type(Catalog catalog, @Nullable ObjectId id) {
        return id == null ? Optional.empty() : catalog.find(id);
    }

    private static @Nullable Column column(Catalog catalog, QualifiedName table, String name) {
        return catalog.table(table).flatMap(t -> t.column(Identifier.of(name))).orElse(null);
    }

    /// Columns (in words) that stood throughout and hold other values after the way back.
    List<String> notKept(Rows after, Set<QualifiedName> except) {
        List<String> lost = new ArrayList<>();
        for (TableRows then : before.byOid().values()) {
            Optional<TableRows> middle = between.same(then);
            Optional<TableRows> now = after.same(then);
            if (then.partition()
                    || middle.isEmpty()
                    || now.isEmpty()
                    || except.contains(then.name())) continue;
            for (String name : common(then, middle.get()).keySet()) {
                Column column = column(from, then.name(), name);
                if (!now.get().columns().containsKey(name)
                        || column == null
                        || column.generated() != null) continue;
                if (!then.cut(List.of(name)).equals(now.get().cut(List.of(name))))
                    lost.add(then.name() + "." + name);
            }
        }
        return lost;
    }
}
