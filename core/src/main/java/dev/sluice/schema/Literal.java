package dev.sluice.schema;

/// Quotes a string as an SQL literal; safe with standard_conforming_strings on or off (PostgreSQL
/// manual, 4.1.2.1 String Constants).
public final class Literal {
    private Literal() {}

    public static String quoted(String value) {
        String doubled = value.replace("'", "''");
        return doubled.indexOf('\\') < 0
                ? "'" + doubled + "'"
                : " E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
