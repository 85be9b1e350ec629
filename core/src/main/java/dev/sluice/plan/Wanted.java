package dev.sluice.plan;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.ObjectId;
import java.util.List;
import java.util.Set;

/// What a declared source wants of a database that holds more than the source can say: the declared
/// objects in place of theirs, everything else as it stands.
public sealed interface Wanted {
    /// `undeclared` names the declarable objects that the source doesn't declare and that stay.
    record Decided(Catalog catalog, List<ObjectId> undeclared) implements Wanted {
        public Decided {
            undeclared = List.copyOf(undeclared);
        }
    }

    /// Each reason is a whole sentence that names the object and the next step.
    record Refused(List<String> reasons) implements Wanted {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /// `from`: the folder replayed, after renames. `lastDeclared`: what the folder's last snapshot
    /// declared, after renames, members (COLUMN, CONSTRAINT, POLICY) included. `declared`: the
    /// source, read back from scratch. `dropUndeclared` drops whatever declarable is absent.
    static Wanted of(
            Catalog from, Set<ObjectId> lastDeclared, Catalog declared, boolean dropUndeclared) {
        return Wanting.decide(from, lastDeclared, declared, dropUndeclared);
    }

    /// The declaration with the names that stand where it leaves the choice to PostgreSQL.
    static Catalog named(Catalog from, Catalog declared) {
        return UnsaidNames.declared(from, declared);
    }
}
