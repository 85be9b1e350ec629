package dev.sluice.folder;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement as a file can hold it. Files are read with their line ends forgiven and cut at every
/// marker, also inside strings; so a string that holds a carriage return or the marker is written
/// with escapes, which mean the same to PostgreSQL.
final class Portable {
    private static final Pattern TAG =
            Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$");

    private final String sql;
    private final String marker;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private Portable(String sql, String marker) {
        this.sql = sql;
        this.marker = marker;
    }

    static String of(String sql, String marker) {
        if (sql.indexOf('\r') < 0 && !sql.contains(marker)) return sql;
        var portable = new Portable(sql, marker);
        while (portable.at < sql.length()) portable.token();
        return portable.out.toString();
    }

    private void token() {
        char c = sql.charAt(at);
        if (sql.startsWith("--", at)) copy(end("\n", at));
        else if (sql.startsWith("/*", at)) copy(end("*/", at + 2));
        else if (c == '"') copy(end("\"", at + 1));
        else if (c == '\'') string();
        else if (c == '$') dollar();
        else copy(at + 1);
    }

    private void string() {
        char before = at == 0 ? ' ' : sql.charAt(at - 1);
        boolean escapes = before == 'E' || before == 'e';
        int end = at + 1;
        while (end < sql.length()) {
            if (escapes && sql.charAt(end) == '\\') end += 2;
            else if (sql.startsWith("''", end)) end += 2;
            else if (sql.charAt(end) == '\'') break;
            else end++;
        }
        boolean prefixed = Character.isLetterOrDigit(before) || before == '&' || before == '_';
        String inside = sql.substring(at + 1, Math.min(end, sql.length()));
        if (escapes && needsEscapes(inside)) put("'" + escaped(inside), end + 1);
        else if (prefixed || !needsEscapes(inside)) copy(Math.min(end + 1, sql.length()));
        else put("E'" + escaped(inside.replace("\\", "\\\\")), end + 1);
    }

    private void dollar() {
        Matcher tag = TAG.matcher(sql).region(at, sql.length());
        boolean word = at > 0 && Character.isLetterOrDigit(sql.charAt(at - 1));
        if (word || !tag.lookingAt()) {
            copy(at + 1);
            return;
        }
        int end = sql.indexOf(tag.group(), tag.end());
        if (end < 0) copy(sql.length());
        else if (!needsEscapes(sql.substring(tag.end(), end))) copy(end + tag.group().length());
        else {
            String body = sql.substring(tag.end(), end);
            String quoted = body.replace("\\", "\\\\").replace("'", "''");
            put("E'" + escaped(quoted), end + tag.group().length());
        }
    }

    private boolean needsEscapes(String text) {
        return text.indexOf('\r') >= 0 || text.contains(marker);
    }

    /// What stands between the quotes of an E'' string.
    private String escaped(String inside) {
        return inside.replace("\r", "\\r").replace(marker, "\\x2d" + marker.substring(1));
    }

    private void put(String text, int next) {
        out.append(text).append('\'');
        at = next;
    }

    private void copy(int end) {
        out.append(sql, at, end);
        at = end;
    }

    private int end(String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }
}
