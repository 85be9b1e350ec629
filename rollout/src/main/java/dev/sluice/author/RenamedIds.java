package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Ids as they are called after renames.
final class RenamedIds {
    private RenamedIds() {}

    static Set<ObjectId> after(Set<ObjectId> ids, List<Rename> renames) {
        Set<ObjectId> current = ids;
        for (Rename r : renames) {
            var next = new HashSet<ObjectId>();
            for (ObjectId id : current) next.add(after(id, r));
            current = next;
        }
        return current;
    }

    private static ObjectId after(ObjectId id, Rename rename) {
        return switch (rename) {
            case Rename.OfTable r -> isIn(id, r.from(), true) ? moved(id, r.to()) : id;
            case Rename.OfEnum r ->
                    id.kind() == Kind.ENUM && isIn(id, r.from(), false) ? moved(id, r.to()) : id;
            case Rename.OfRelation r ->
                    id.kind() == r.kind() && isIn(id, r.from(), false) ? moved(id, r.to()) : id;
            case Rename.OfColumn r ->
                    (id.kind() == Kind.COLUMN || id.kind() == Kind.DEFAULT)
                                    && isIn(id, r.from().table(), true)
                                    && id.member().equals(r.from().column().text())
                            ? new ObjectId(id.kind(), id.schema(), id.name(), r.to().text())
                            : id;
            case Rename.OfMember r ->
                    id.kind() == r.kind()
                                    && isIn(id, r.table(), true)
                                    && id.member().equals(r.from().text())
                            ? new ObjectId(id.kind(), id.schema(), id.name(), r.to().text())
                            : id;
            case Rename.OfSchema r ->
                    id.kind() == Kind.SCHEMA
                            ? id.name().equals(r.from().text())
                                    ? new ObjectId(Kind.SCHEMA, "", r.to().text(), "")
                                    : id
                            : id.schema().equals(r.from().text())
                                    ? new ObjectId(id.kind(), r.to().text(), id.name(), id.member())
                                    : id;
            case Rename.OfLabel _ -> id;
        };
    }

    /// Whether it is the table (or relation) or, with `members`, stands in it.
    private static boolean isIn(ObjectId id, QualifiedName name, boolean members) {
        boolean isKind = id.kind() == Kind.TABLE || !id.member().isEmpty();
        return (isKind || !members)
                && id.schema().equals(name.schema().text())
                && id.name().equals(name.name().text());
    }

    private static ObjectId moved(ObjectId id, QualifiedName to) {
        return new ObjectId(id.kind(), to.schema().text(), to.name().text(), id.member());
    }
}
