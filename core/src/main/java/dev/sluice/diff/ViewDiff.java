package dev.sluice.diff;

import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.View;
import dev.sluice.schema.ViewColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

final class ViewDiff {
    private ViewDiff() {}

    static void compare(List<Difference> out, View old, View now) {
        if (!old.query().equals(now.query()) || !shape(old.columns()).equals(shape(now.columns())))
            out.add(new ViewDifference.ChangeQuery(old, now));
        if (!Set.copyOf(old.options()).equals(Set.copyOf(now.options())))
            out.add(new ViewDifference.ChangeOptions(old, now));
        Map<Identifier, ViewColumn> before = byName(old.columns());
        for (ViewColumn c : now.columns()) {
            ViewColumn was = before.get(c.name());
            String had = was == null ? null : was.defaultExpression();
            if (!Objects.equals(had, c.defaultExpression()))
                out.add(
                        new ViewDifference.ChangeColumnDefault(
                                now, c.name(), had, c.defaultExpression()));
        }
        comments(out, now.name(), old.columns(), now.columns());
    }

    static void compare(List<Difference> out, MaterializedView old, MaterializedView now) {
        boolean other =
                !old.query().equals(now.query())
                        || !shape(old.columns()).equals(shape(now.columns()))
                        || !Objects.equals(old.accessMethod(), now.accessMethod())
                        || !Objects.equals(old.tablespace(), now.tablespace());
        if (other) out.add(new ViewDifference.ChangeMaterialized(old, now));
        if (!Set.copyOf(old.options()).equals(Set.copyOf(now.options())))
            out.add(new ViewDifference.ChangeMaterializedOptions(old, now));
        if (!other && old.populated() != now.populated())
            out.add(new ViewDifference.ChangePopulated(old, now));
        comments(out, now.name(), old.columns(), now.columns());
    }

    private static void comments(
            List<Difference> out, QualifiedName view, List<ViewColumn> old, List<ViewColumn> now) {
        Map<Identifier, ViewColumn> before = byName(old);
        for (ViewColumn c : now) {
            ViewColumn was = before.get(c.name());
            Diff.comment(
                    out,
                    ObjectId.member(Kind.COLUMN, view, c.name()),
                    was == null ? null : was.comment(),
                    c.comment());
        }
    }

    private static List<ViewColumn> shape(List<ViewColumn> columns) {
        return columns.stream()
                .map(c -> new ViewColumn(c.name(), c.type(), c.collation(), null, null))
                .toList();
    }

    private static Map<Identifier, ViewColumn> byName(List<ViewColumn> columns) {
        var byName = new LinkedHashMap<Identifier, ViewColumn>();
        columns.forEach(c -> byName.put(c.name(), c));
        return byName;
    }
}
