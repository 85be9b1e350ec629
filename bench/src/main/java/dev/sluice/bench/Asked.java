package dev.sluice.bench;

import dev.sluice.schema.Catalog;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.ArrayList;
import java.util.List;

/// Whether a catalog's pieces answer one that asks for a single one of them what they answer once
/// all of them are made.
public final class Asked {
    private Asked() {}

    /// The pieces of which they answer otherwise.
    public static List<String> otherwise(Catalog catalog) {
        Pieces whole = Pieces.of(catalog);
        var otherwise = new ArrayList<String>();
        for (PieceId id : whole.ids()) {
            Pieces asked = Pieces.of(catalog);
            if (!asked.dependents(id).equals(whole.dependents(id))) otherwise.add("under " + id);
            if (!asked.owned(id).equals(whole.owned(id))) otherwise.add("of " + id);
            if (!asked.needs(id).equals(whole.needs(id))) otherwise.add("above " + id);
            if (!asked.behind(id).equals(whole.behind(id))) otherwise.add("before " + id);
            if (!asked.parts(id.object()).equals(whole.parts(id.object())))
                otherwise.add("parts of " + id);
        }
        return otherwise;
    }
}
