package dev.sluice.source.parse;

/// One statement without its final semicolon, where it starts (from 1) and in which file ("" for
/// text that stands in none).
public record SqlStatement(String file, String text, int line, int column) {
    public SqlStatement(String text, int line, int column) {
        this("", text, line, column);
    }

    /// A statement that a program made.
    public static SqlStatement of(String text) {
        return new SqlStatement("", text, 0, 0);
    }
}
