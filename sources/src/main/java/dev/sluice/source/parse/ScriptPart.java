package dev.sluice.source.parse;

/// What stands in a script for psql, in its order.
public sealed interface ScriptPart {
    int line();

    int column();

    record Sql(SqlStatement statement) implements ScriptPart {
        @Override
        public int line() {
            return statement.line();
        }

        @Override
        public int column() {
            return statement.column();
        }
    }

    /// `COPY … FROM stdin` with the rows behind it.
    record Rows(SqlStatement copy) implements ScriptPart {
        @Override
        public int line() {
            return copy.line();
        }

        @Override
        public int column() {
            return copy.column();
        }
    }

    /// A backslash command; `isInside`: a statement begins before it and has not ended.
    record Meta(String command, String argument, boolean isInside, int line, int column)
            implements ScriptPart {}
}
