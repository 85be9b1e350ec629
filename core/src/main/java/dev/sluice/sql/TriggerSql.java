package dev.sluice.sql;

import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

final class TriggerSql {
    private TriggerSql() {}

    static List<Piece> pieces(Trigger t, ObjectId relation) {
        var pieces = new ArrayList<Piece>();
        pieces.add(
                Piece.of(
                        PieceId.self(t.id()),
                        relation,
                        t.definition(),
                        "DROP TRIGGER " + t.name().quoted() + " ON " + t.table().quoted(),
                        Set.of(relation)));
        if (!t.enabled().equals("O"))
            pieces.add(
                    Piece.of(
                            new PieceId(t.id(), Aspect.ENABLED),
                            t.id(),
                            enabled(t, word(t.enabled())),
                            enabled(t, "ENABLE"),
                            Set.of(t.id())));
        return pieces;
    }

    private static String enabled(Trigger t, String word) {
        return "ALTER TABLE " + t.table().quoted() + " " + word + " TRIGGER " + t.name().quoted();
    }

    private static String word(String enabled) {
        return switch (enabled) {
            case "D" -> "DISABLE";
            case "R" -> "ENABLE REPLICA";
            case "A" -> "ENABLE ALWAYS";
            default -> "ENABLE";
        };
    }
}
