package dev.sluice.source.sqlfiles;

import dev.sluice.source.parse.SqlStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A file as the pieces between its statements and the statements themselves: what is not changed
/// keeps every byte.
final class EditedFile {
    /// A statement (`isSql`), or what stands before, between and behind them.
    private static final class Piece {
        private String text;
        private final boolean isSql;

        Piece(String text, boolean isSql) {
            this.text = text;
            this.isSql = isSql;
        }
    }

    private final String old;
    private final List<Piece> pieces = new ArrayList<>();
    private int read;
    private int line = 1;

    private EditedFile(String old) {
        this.old = old;
    }

    static EditedFile of(Path path) {
        try {
            return new EditedFile(Files.exists(path) ? Files.readString(path) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The statements are told in their order.
    void stands(SqlStatement s) {
        int at = old.indexOf(s.text(), read);
        // the same words may stand in a comment before
        while (at >= 0 && line + breaks(at) != s.line()) at = old.indexOf(s.text(), at + 1);
        if (at < 0) throw new IllegalStateException("the file changed while it was read");
        pieces.add(new Piece(old.substring(read, at), false));
        pieces.add(new Piece(s.text(), true));
        int end = at + s.text().length();
        line += breaks(end);
        read = end;
    }

    private int breaks(int end) {
        int count = 0;
        for (int i = read; i < end; i++) if (old.charAt(i) == '\n') count++;
        return count;
    }

    boolean replace(String before, String after) {
        for (int i = 0; i < pieces.size(); i++) {
            Piece p = pieces.get(i);
            if (!p.isSql || !p.text.equals(before)) continue;
            p.text = after;
            if (after.isEmpty()) removeSemicolon(i + 1);
            return true;
        }
        return false;
    }

    private void removeSemicolon(int next) {
        if (next == pieces.size()) pieces.add(new Piece(rest(), false));
        Piece between = pieces.get(next);
        between.text = between.text.replaceFirst("^\\s*;[ \\t]*\\n?(\\r?\\n)?", "");
    }

    private String rest() {
        String rest = old.substring(read);
        read = old.length();
        return rest;
    }

    /// Behind the last statement about the same thing, else at the end.
    void add(String key, String statement) {
        int last = -1;
        for (int i = 0; i < pieces.size(); i++)
            if (pieces.get(i).isSql
                    && !pieces.get(i).text.isEmpty()
                    && SqlText.key(pieces.get(i).text).equals(key)) last = i;
        if (last >= 0) {
            pieces.add(last + 1, new Piece(";\n\n", false));
            pieces.add(last + 2, new Piece(statement, true));
            return;
        }
        boolean isFirst = pieces.isEmpty();
        String rest = rest();
        if (!isFirst && pieces.getLast().isSql && !rest.contains(";")) rest = ";" + rest;
        String end = isFirst && rest.isBlank() ? "" : rest.endsWith("\n") ? "\n" : "\n\n";
        pieces.add(new Piece(rest + end, false));
        pieces.add(new Piece(statement, true));
        pieces.add(new Piece(";\n", false));
    }

    boolean isChanged() {
        return !text().equals(old);
    }

    String text() {
        return pieces.stream().map(p -> p.text).collect(Collectors.joining()) + old.substring(read);
    }
}
