package dev.sluice.source.parse;

import java.util.List;

public final class Statements {
    private Statements() {}

    /// @throws RefusedSql for what only psql understands (backslash commands, COPY FROM STDIN)
    public static List<SqlStatement> split(String text) {
        return split("", text);
    }

    public static List<SqlStatement> split(String file, String text) {
        throw new UnsupportedOperationException();
    }
}
