package dev.sluice.diff;

import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

final class TableDiff {
    private TableDiff() {}

    static void compare(List<Difference> out, Table old, Table now) {
        properties(out, old, now);
        columns(out, old, now);
        constraints(out, old, now);
        namesOfNotNull(out, old, now);
    }

    private static void properties(List<Difference> out, Table old, Table now) {
        if (!old.partitioning().equals(now.partitioning()))
            out.add(new TableDifference.ChangePartitioning(old, now));
        if (!Objects.equals(old.server(), now.server()))
            out.add(new TableDifference.ChangeServer(old, now));
        if (!Objects.equals(old.accessMethod(), now.accessMethod()))
            out.add(new TableDifference.ChangeAccessMethod(old, now));
        if (old.unlogged() != now.unlogged()) out.add(new TableDifference.ChangeLogged(old, now));
        if (!Set.copyOf(old.options()).equals(Set.copyOf(now.options())))
            out.add(new TableDifference.ChangeOptions(old, now));
        if (!old.replicaIdentity().equals(now.replicaIdentity()))
            out.add(new TableDifference.ChangeReplicaIdentity(old, now));
        if (old.rowSecurity() != now.rowSecurity())
            out.add(new TableDifference.ChangeRowSecurity(old, now));
        if (old.forceRowSecurity() != now.forceRowSecurity())
            out.add(new TableDifference.ChangeForceRowSecurity(old, now));
    }

    private static void columns(List<Difference> out, Table old, Table now) {
        Map<Identifier, Column> before = new TreeMap<>();
        old.columns().forEach(c -> before.put(c.name(), c));
        for (Column c : now.columns()) {
            Column was = before.remove(c.name());
            if (was == null) out.add(new ColumnDifference.Add(now.name(), c));
            else if (!was.equals(c)) column(out, now.name(), was, c);
        }
        before.values().forEach(c -> out.add(new ColumnDifference.Drop(now.name(), c)));
    }

    private static void column(List<Difference> out, QualifiedName table, Column was, Column is) {
        if (!was.type().equals(is.type()) || !Objects.equals(was.collation(), is.collation()))
            out.add(new ColumnDifference.ChangeType(table, was, is));
        if (!Objects.equals(was.generated(), is.generated()))
            out.add(new ColumnDifference.ChangeGenerated(table, was, is));
        if (!Objects.equals(was.defaultExpression(), is.defaultExpression()))
            out.add(new ColumnDifference.ChangeDefault(table, was, is));
        if (was.notNull() != is.notNull())
            out.add(new ColumnDifference.ChangeNotNull(table, was, is));
        if (!Objects.equals(was.identity(), is.identity()))
            out.add(new ColumnDifference.ChangeIdentity(table, was, is));
        if (!Objects.equals(was.storage(), is.storage()))
            out.add(new ColumnDifference.ChangeStorage(table, was, is));
        if (!Objects.equals(was.compression(), is.compression()))
            out.add(new ColumnDifference.ChangeCompression(table, was, is));
        if (!Objects.equals(was.statistics(), is.statistics()))
            out.add(new ColumnDifference.ChangeStatistics(table, was, is));
        if (was.local() != is.local()) out.add(new ColumnDifference.ChangeOrigin(table, was, is));
        Diff.comment(
                out, ObjectId.member(Kind.COLUMN, table, is.name()), was.comment(), is.comment());
    }

    private static void constraints(List<Difference> out, Table old, Table now) {
        Map<Identifier, Constraint> before = new TreeMap<>();
        Map<Identifier, Constraint> after = new TreeMap<>();
        for (Constraint c : old.constraints()) if (!c.isPlainNotNull()) before.put(c.name(), c);
        for (Constraint c : now.constraints()) if (!c.isPlainNotNull()) after.put(c.name(), c);
        var names = new TreeSet<Identifier>(before.keySet());
        names.addAll(after.keySet());
        for (Identifier name : names) {
            Constraint was = before.get(name);
            Constraint is = after.get(name);
            if (is == null && was != null) out.add(new ConstraintDifference.Drop(now.name(), was));
            else if (was == null && is != null)
                out.add(new ConstraintDifference.Add(now.name(), is));
            else if (was != null && is != null && !was.equals(is))
                constraint(out, now.name(), was, is);
        }
    }

    private static void namesOfNotNull(List<Difference> out, Table old, Table now) {
        for (Column c : now.columns()) {
            if (!c.notNull() || old.column(c.name()).isEmpty()) continue;
            Constraint was = old.notNull(c.name()).filter(Constraint::isPlainNotNull).orElse(null);
            Constraint is = now.notNull(c.name()).filter(Constraint::isPlainNotNull).orElse(null);
            NotNullDiff.compare(out, now.id(), c.name(), was, is, now.madeUpNotNull(c.name()));
        }
    }

    private static void constraint(
            List<Difference> out, QualifiedName table, Constraint was, Constraint is) {
        boolean same =
                was.definition().equals(is.definition())
                        && was.local() == is.local()
                        && was.validated() == is.validated();
        boolean validated =
                !was.validated()
                        && is.validated()
                        && was.definition().equals(is.definition() + " NOT VALID");
        if (validated) out.add(new ConstraintDifference.Validate(table, was, is));
        else if (!same) out.add(new ConstraintDifference.Replace(table, was, is));
        Diff.comment(
                out,
                ObjectId.member(Kind.CONSTRAINT, table, is.name()),
                was.comment(),
                is.comment());
    }
}
