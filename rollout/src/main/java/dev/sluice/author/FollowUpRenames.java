package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.Kind;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is renamed along with a table or column: its constraints and the sequences of its serial
/// columns, where the source calls the very same thing by another name because the name is derived
/// from that of the table or column.
final class FollowUpRenames {
    private FollowUpRenames() {}

    static List<Rename> of(Catalog from, Catalog declared, List<Rename> renames) {
        Set<QualifiedName> touched = new HashSet<>();
        for (Rename r : renames) {
            if (r instanceof Rename.OfTable t) touched.add(t.to());
            if (r instanceof Rename.OfColumn c) touched.add(c.from().table());
        }
        var found = new ArrayList<Rename>();
        for (QualifiedName name : touched) {
            var before = from.table(name);
            var after = declared.table(name);
            if (before.isEmpty() || after.isEmpty()) continue;
            constraints(before.get(), after.get(), found);
            sequences(from, declared, name, found);
        }
        return found;
    }

    private static void constraints(Table before, Table after, List<Rename> found) {
        for (Constraint old : before.constraints()) {
            if (after.constraint(old.name()).isPresent()) continue;
            List<Constraint> same =
                    after.constraints().stream()
                            .filter(c -> before.constraint(c.name()).isEmpty())
                            .filter(c -> isSame(c, old))
                            .toList();
            if (same.size() == 1)
                found.add(
                        new Rename.OfMember(
                                Kind.CONSTRAINT,
                                before.name(),
                                old.name(),
                                same.getFirst().name()));
        }
    }

    /// The sequence of a serial column is called after table and column too.
    private static void sequences(
            Catalog from, Catalog declared, QualifiedName table, List<Rename> found) {
        for (Sequence old : from.all(Sequence.class)) {
            if (old.ownedBy() == null || !old.ownedBy().table().equals(table)) continue;
            if (declared.find(old.id()).isPresent()) continue;
            declared.all(Sequence.class).stream()
                    .filter(s -> old.ownedBy().equals(s.ownedBy()))
                    .filter(s -> from.find(s.id()).isEmpty())
                    .findFirst()
                    .ifPresent(s ->
                            found.add(new Rename.OfRelation(Kind.SEQUENCE, old.name(), s.name())));
        }
    }

    private static boolean isSame(Constraint one, Constraint other) {
        return one.kind() == other.kind() && one.definition().equals(other.definition());
    }
}
