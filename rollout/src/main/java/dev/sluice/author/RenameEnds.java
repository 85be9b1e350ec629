package dev.sluice.author;

import dev.sluice.diff.Rename;
import java.util.List;

/// The two things that a rename joins; each can be part of one rename only.
final class RenameEnds {
    private RenameEnds() {}

    static List<Object> of(Rename rename) {
        return switch (rename) {
            case Rename.OfTable r -> List.of("table " + r.from(), "table " + r.to());
            case Rename.OfColumn r ->
                    List.of(
                            "column " + r.from().quoted(),
                            "column " + r.from().table().quoted() + "." + r.to().quoted());
            case Rename.OfSchema r -> List.of("schema " + r.from(), "schema " + r.to());
            case Rename.OfEnum r -> List.of("enum " + r.from(), "enum " + r.to());
            case Rename.OfLabel r ->
                    List.of("label " + r.type() + r.from(), "label " + r.type() + r.to());
            case Rename.OfRelation r -> List.of("relation " + r.from(), "relation " + r.to());
            case Rename.OfMember r ->
                    List.of("member " + r.table() + r.from(), "member " + r.table() + r.to());
        };
    }
}
