package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.source.snapshot.CatalogSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether what `--rename` leads to is declared: a slip there would rename, drop and add.
public final class RenameTargets {
    private RenameTargets() {}

    /// A sentence for each rename to what is not declared, where rows are at stake.
    public static List<String> missing(List<Rename> renames, Catalog declared) {
        var missing = new ArrayList<String>();
        Set<ObjectId> ids = CatalogSnapshot.declared(declared);
        for (Rename rename : renames) {
            ObjectId id = id(rename);
            if (id == null) continue;
            for (ObjectId after : RenamedIds.after(Set.of(id), renames))
                if (!ids.contains(after))
                    missing.add(
                            "%s: the schema declares no %s."
                                    .formatted(RenameFlag.of(rename), after.words()));
        }
        return missing;
    }

    static String candidates(Catalog from, Set<ObjectId> lastDeclared, Catalog declared) {
        List<Rename> candidates = RenameCandidates.of(from, lastDeclared, declared);
        return candidates.isEmpty()
                ? "Nothing that the schema declares looks like a renamed one."
                : "What may have been renamed:\n  "
                        + candidates.stream()
                                .map(RenameFlag::of)
                                .collect(Collectors.joining("\n  "));
    }

    private static @Nullable ObjectId id(Rename rename) {
        return switch (rename) {
            case Rename.OfTable r -> ObjectId.of(Kind.TABLE, r.from());
            case Rename.OfColumn r ->
                    ObjectId.member(Kind.COLUMN, r.from().table(), r.from().column());
            case Rename.OfEnum r -> ObjectId.of(Kind.ENUM, r.from());
            case Rename.OfSchema _, Rename.OfLabel _, Rename.OfRelation _, Rename.OfMember _ ->
                    null;
        };
    }
}
