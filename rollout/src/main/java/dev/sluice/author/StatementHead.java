package dev.sluice.author;

import dev.sluice.source.parse.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What the words of one statement tell before anybody runs it. Whatever is not known for sure is
/// answered with no.
final class StatementHead {
    /// Statements that ask nothing of the session or transaction that they run in.
    private static final Set<String> COMPLETE =
            Set.of(
                    "create",
                    "alter",
                    "drop",
                    "comment",
                    "insert",
                    "update",
                    "delete",
                    "truncate",
                    "grant",
                    "revoke",
                    "reindex",
                    "vacuum",
                    "refresh",
                    "with");

    /// Unless they say one of these: what they leave behind ends with a transaction or a session.
    private static final Set<String> LEFT_BEHIND =
            Set.of(
                    "pg_temp",
                    "set_config",
                    "currval",
                    "lastval",
                    "txid_current",
                    "pg_current_xact_id",
                    "pg_advisory_xact_lock",
                    "pg_advisory_lock",
                    "pg_try_advisory_xact_lock",
                    "pg_try_advisory_lock");

    /// In a block, also what runs something that is not to be seen.
    private static final Set<String> UNSEEN =
            Set.of(
                    "execute",
                    "perform",
                    "select",
                    "call",
                    "local",
                    "lock",
                    "declare",
                    "insert",
                    "update",
                    "delete",
                    "with",
                    "commit",
                    "rollback",
                    "reset",
                    "discard",
                    "temp",
                    "temporary");

    private final List<String> tokens;
    private int at;

    private StatementHead(String sql) {
        this.tokens = Statements.tokens(sql);
    }

    /// Whether it does the same between others as after a COMMIT.
    static boolean isComplete(String sql) {
        var head = new StatementHead(sql);
        if (head.tokens.isEmpty()) return true;
        if (head.tokens.stream().anyMatch(t -> LEFT_BEHIND.contains(unquoted(t)))) return false;
        if (head.word(0).equals("do")) return head.isPlainBlock();
        return COMPLETE.contains(head.word(0)) && !head.isTemporary();
    }

    /// `CREATE LOCAL TEMPORARY …`, `CREATE OR REPLACE TEMP …`.
    private boolean isTemporary() {
        return word(0).equals("create")
                && List.of(word(1), word(2), word(3)).stream()
                        .anyMatch(w -> w.equals("temp") || w.equals("temporary"));
    }

    /// `DO $$ BEGIN CREATE TYPE … EXCEPTION WHEN duplicate_object THEN null; END $$`, as
    /// drizzle-kit once wrote it.
    private boolean isPlainBlock() {
        if (tokens.size() != 2 || !tokens.get(1).startsWith("$")) return false;
        String quoted = tokens.get(1);
        int tag = quoted.indexOf('$', 1) + 1;
        if (quoted.length() < 2 * tag) return false;
        var block = new StatementHead(quoted.substring(tag, quoted.length() - tag));
        if (!block.takes("begin") || !(block.takes("create") || block.takes("alter"))) return false;
        for (int i = 0; i < block.tokens.size(); i++) {
            String word = unquoted(block.tokens.get(i));
            String last = i == 0 ? "" : block.word(i - 1);
            boolean isAction =
                    last.equals("on") && (word.equals("delete") || word.equals("update"));
            if (LEFT_BEHIND.contains(word) || UNSEEN.contains(word) && !isAction) return false;
            if (word.equals("set") && !last.equals("delete") && !last.equals("update"))
                return false;
        }
        return true;
    }

    /// The table, as written, of a CREATE INDEX, or of an ALTER TABLE that gives it constraints and
    /// makes columns NOT NULL and does no more.
    static Optional<String> builtOn(String sql) {
        var head = new StatementHead(sql);
        if (head.takes("create", "index") || head.takes("create", "unique", "index"))
            return head.indexed();
        if (!head.takes("alter", "table")) return Optional.empty();
        head.takes("if", "exists");
        head.takes("only");
        String table = head.name();
        List<List<String>> actions = head.actions();
        return !actions.isEmpty() && actions.stream().allMatch(StatementHead::isBuilding)
                ? Optional.of(table)
                : Optional.empty();
    }

    /// A tablespace is nothing that a catalog holds.
    private Optional<String> indexed() {
        if (takes("concurrently")) return Optional.empty();
        takes("if", "not", "exists");
        if (!takes("on")) {
            name();
            if (!takes("on")) return Optional.empty();
        }
        if (takes("only")) return Optional.empty();
        String table = name();
        return outside(tokens.subList(at, tokens.size())).contains("tablespace")
                ? Optional.empty()
                : Optional.of(table);
    }

    private List<List<String>> actions() {
        var actions = new ArrayList<List<String>>();
        var action = new ArrayList<String>();
        int depth = 0;
        for (String token : tokens.subList(at, tokens.size())) {
            if (token.equals("(")) depth++;
            if (token.equals(")")) depth--;
            if (depth == 0 && token.equals(",")) {
                actions.add(List.copyOf(action));
                action.clear();
            } else action.add(token);
        }
        actions.add(List.copyOf(action));
        return actions;
    }

    private static boolean isBuilding(List<String> action) {
        List<String> words = outside(action);
        if (words.isEmpty()) return false;
        if (words.getFirst().equals("alter")) {
            int name = words.size() > 1 && words.get(1).equals("column") ? 2 : 1;
            return words.size() == name + 4
                    && words.subList(name + 1, words.size()).equals(List.of("set", "not", "null"));
        }
        if (!words.getFirst().equals("add")) return false;
        int kind = words.size() > 1 && words.get(1).equals("constraint") ? 3 : 1;
        return words.size() > kind
                && Set.of("foreign", "check", "unique", "primary").contains(words.get(kind))
                && !words.contains("tablespace")
                && !words.contains("with")
                && !words.contains("using");
    }

    /// The words outside of parentheses, in lower case; what is quoted as it is written.
    private static List<String> outside(List<String> tokens) {
        var words = new ArrayList<String>();
        int depth = 0;
        for (String token : tokens) {
            if (token.equals("(")) depth++;
            if (depth == 0) words.add(token.toLowerCase(Locale.ROOT));
            if (token.equals(")")) depth--;
        }
        return words;
    }

    private static String unquoted(String token) {
        return token.replace("\"", "").toLowerCase(Locale.ROOT);
    }

    private String word(int index) {
        return index < tokens.size() ? tokens.get(index).toLowerCase(Locale.ROOT) : "";
    }

    /// Whether these words come next; then it is behind them.
    private boolean takes(String... words) {
        for (int i = 0; i < words.length; i++) if (!word(at + i).equals(words[i])) return false;
        at += words.length;
        return true;
    }

    /// `a`, `"a b"` or `s.a`.
    private String name() {
        var name = new StringBuilder(next());
        while (takes(".")) name.append('.').append(next());
        return name.toString();
    }

    private String next() {
        return at < tokens.size() ? tokens.get(at++) : "";
    }
}
