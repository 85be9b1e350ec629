package dev.sluice.source.parse;

import dev.sluice.source.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Splits SQL text where the server would, and refuses what only psql understands.
public final class Statements {
    private Statements() {}

    /// @throws RefusedSql for what only psql understands (backslash commands, COPY FROM STDIN) and
    ///   for what has no end (a string, a comment)
    public static List<SqlStatement> split(String text) {
        return split("", text);
    }

    /// `file` is what problems name.
    public static List<SqlStatement> split(String file, String text) {
        var scanned = Scanner.scan(text);
        refuse(file, text, scanned.first());
        var statements = new ArrayList<SqlStatement>();
        var places = new Places(text);
        for (var part : scanned.parts())
            if (!part.isEmpty()) statements.add(statement(file, text, part, places));
        return statements;
    }

    /// The same for a script that psql would run: what only psql understands is a part of its own.
    /// What pg_dump says to psql alone (`\restrict`) is passed over.
    ///
    /// @throws RefusedSql for what has no end
    public static List<ScriptPart> script(String file, String text) {
        var scanned = Scanner.scan(text);
        refuse(file, text, scanned.fault());
        Set<Integer> copies = new HashSet<>();
        scanned.rows().forEach(r -> copies.add(r.at()));
        var script = new TreeMap<Integer, ScriptPart>();
        var places = new Places(text);
        for (var part : scanned.parts()) {
            if (part.isEmpty()) continue;
            SqlStatement statement = statement(file, text, part, places);
            script.put(
                    part.first(),
                    copies.contains(part.first())
                            ? new ScriptPart.Rows(statement)
                            : new ScriptPart.Sql(statement));
        }
        for (var meta : scanned.metas()) {
            Place place = Place.of(text, meta.at());
            boolean isInside =
                    scanned.parts().stream()
                            .anyMatch(p ->
                                    !p.isEmpty() && p.first() < meta.at() && meta.at() < p.end());
            script.put(
                    meta.at(),
                    new ScriptPart.Meta(
                            meta.command(),
                            meta.argument(),
                            isInside,
                            place.line(),
                            place.column()));
        }
        return List.copyOf(script.values());
    }

    private static SqlStatement statement(
            String file, String text, Scanner.Part part, Places places) {
        Place place = places.of(part.first());
        return new SqlStatement(
                file, text.substring(part.first(), part.last()), place.line(), place.column());
    }

    private static void refuse(String file, String text, Scanner.@Nullable Fault fault) {
        if (fault == null) return;
        Place place = Place.of(text, fault.at());
        throw new RefusedSql(
                new Problem(
                        file,
                        place.line(),
                        place.column(),
                        fault.what() + ".",
                        fault.fix(),
                        place.shown(text)));
    }

    /// Places of a text that are asked for in their order.
    private static final class Places {
        private final String text;
        private Place place;
        private int known;

        Places(String text) {
            this.text = text;
            this.place = Place.of(text, 0);
        }

        Place of(int at) {
            place = place.after(text, known, at);
            known = at;
            return place;
        }
    }

    /// The words, quoted names, strings and signs of a statement in order, each as it is written;
    /// comments are left out.
    public static List<String> tokens(String statement) {
        return Scanner.tokens(statement);
    }
}
