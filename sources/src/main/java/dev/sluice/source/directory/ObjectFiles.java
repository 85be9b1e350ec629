package dev.sluice.source.directory;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Function;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Sequence;
import dev.sluice.sql.Folding;
import dev.sluice.sql.Piece;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import dev.sluice.sql.Sql;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A catalog as files: for each object one with all that hangs on it, for functions one for each
/// name. In a file stands first what must; between files the order is the reader's.
final class ObjectFiles {
    private record Key(String folder, FileName name) {}

    private final Pieces pieces;

    private ObjectFiles(Catalog catalog) {
        this.pieces = Pieces.of(catalog);
    }

    /// By their paths, with `/` between folder and name.
    static SortedMap<String, String> of(Catalog catalog) {
        return new ObjectFiles(catalog).files();
    }

    private SortedMap<String, String> files() {
        Map<Key, StringBuilder> texts = new LinkedHashMap<>();
        Folding folding = Folding.of(pieces, pieces.ids());
        for (PieceId id : Sql.inOrder(folding, pieces.ids())) {
            String sql = Sql.standsAnyway(id) ? "" : folding.create(id);
            if (!sql.isEmpty())
                texts.computeIfAbsent(key(home(id)), _ -> new StringBuilder())
                        .append(sql)
                        .append(";\n\n");
        }
        Map<String, Integer> names = new HashMap<>();
        texts.keySet().forEach(k -> names.merge(folded(k), 1, Integer::sum));
        var files = new TreeMap<String, String>();
        texts.forEach((k, text) -> {
            boolean shared = names.getOrDefault(folded(k), 0) > 1;
            files.put(
                    k.folder() + "/" + k.name().text(shared) + ".sql",
                    text.toString().stripTrailing() + "\n");
        });
        return files;
    }

    private static String folded(Key key) {
        return key.folder() + "/" + key.name().folded();
    }

    /// What it hangs on; the sequence of a serial column hangs on its table.
    private ObjectId home(PieceId id) {
        Piece at = pieces.piece(id);
        while (at.owner() != null && pieces.find(at.owner()) != null) at = pieces.piece(at.owner());
        ObjectId home = at.id().object();
        return pieces.object(home).orElseThrow() instanceof Sequence s
                        && s.ownedBy() != null
                        && pieces.find(PieceId.self(table(s))) != null
                ? table(s)
                : home;
    }

    private static ObjectId table(Sequence owned) {
        return ObjectId.of(Kind.TABLE, java.util.Objects.requireNonNull(owned.ownedBy()).table());
    }

    private Key key(ObjectId home) {
        String name =
                pieces.object(home).orElseThrow() instanceof Function f
                        ? f.name().name().text()
                        : home.name();
        return new Key(
                folder(home.kind()),
                new FileName(
                        Stream.of(home.schema(), name).filter(part -> !part.isEmpty()).toList()));
    }

    private static String folder(Kind kind) {
        return switch (kind) {
            case ENUM, DOMAIN, COMPOSITE, RANGE, BASE_TYPE -> "types";
            case FOREIGN_DATA_WRAPPER, SERVER, USER_MAPPING -> "foreign";
            case DEFAULT_PRIVILEGES, STATISTICS -> kind.name().toLowerCase(Locale.ROOT);
            default -> kind.name().toLowerCase(Locale.ROOT) + "s";
        };
    }
}
