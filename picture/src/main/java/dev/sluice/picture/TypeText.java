package dev.sluice.picture;

import dev.sluice.schema.Identifier;
import java.util.List;

/// A type in few letters: by PostgreSQL's short names, without the schema that it shares with its
/// table.
final class TypeText {
    /// Longer ones first: each is looked for at the start.
    private static final List<List<String>> SHORT =
            List.of(
                    List.of("character varying", "varchar"),
                    List.of("character", "char"),
                    List.of("bit varying", "varbit"),
                    List.of("double precision", "float8"));

    private TypeText() {}

    static String of(String type, Identifier schema) {
        for (String prefix : List.of(schema.text() + ".", schema.quoted() + "."))
            if (type.startsWith(prefix)) return type.substring(prefix.length());
        for (List<String> pair : SHORT)
            if (type.startsWith(pair.getFirst()))
                return pair.getLast() + type.substring(pair.getFirst().length());
        if (type.contains(" with time zone"))
            return type.replace(" with time zone", "").replaceFirst("^time(stamp)?", "time$1tz");
        return type.replace(" without time zone", "");
    }
}
