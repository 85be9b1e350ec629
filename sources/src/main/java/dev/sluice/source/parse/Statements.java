package dev.sluice.source.parse;

import dev.sluice.source.Problem;
import java.util.ArrayList;
import java.util.List;

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
        var fault = scanned.fault();
        if (fault != null) {
            Place place = Place.of(text, Math.max(fault.at(), 0));
            throw new RefusedSql(
                    new Problem(
                            file, place.line(), place.column(), fault.what() + ".", fault.fix()));
        }
        var statements = new ArrayList<SqlStatement>();
        Place place = new Place(1, 1);
        int known = 0;
        for (var part : scanned.parts()) {
            if (part.isEmpty()) continue;
            place = place.after(text, known, part.first());
            known = part.first();
            statements.add(
                    new SqlStatement(
                            file,
                            text.substring(part.first(), part.last()),
                            place.line(),
                            place.column()));
        }
        return statements;
    }

    /// The words, quoted names, strings and signs of a statement in order, each as it is written;
    /// comments are left out.
    public static List<String> tokens(String statement) {
        return Scanner.tokens(statement);
    }
}
