package dev.sluice.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement that gives or takes rights, so that neighbours become one: `GRANT SELECT, UPDATE (a,
/// b) ON TABLE t TO x, y`. `head` is what ALTER DEFAULT PRIVILEGES says in front; `columns` of a
/// privilege are empty for that on the whole.
public record Right(
        String head,
        String verb,
        Map<String, List<String>> privileges,
        String target,
        List<String> grantees,
        String option) {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^\" ]+)";
    private static final Pattern FORM =
            Pattern.compile(
                    "(ALTER DEFAULT PRIVILEGES FOR ROLE "
                            + NAME
                            + "(?: IN SCHEMA "
                            + NAME
                            + ")? )?(GRANT|REVOKE GRANT OPTION FOR|REVOKE) ([A-Z ]+?)(?: \\(("
                            + NAME
                            + ")\\))? (ON .*) (?:TO|FROM) ("
                            + NAME
                            + ")( WITH GRANT OPTION)?",
                    Pattern.DOTALL);

    public Right {
        privileges = Collections.unmodifiableMap(new LinkedHashMap<>(privileges));
        grantees = List.copyOf(grantees);
    }

    static Optional<Right> parse(String sql) {
        if (!sql.startsWith("GRANT ")
                && !sql.startsWith("REVOKE ")
                && !sql.startsWith("ALTER DEFAULT PRIVILEGES ")) return Optional.empty();
        Matcher m = FORM.matcher(sql);
        if (!m.matches()) return Optional.empty();
        List<String> columns = m.group(4) == null ? List.of() : List.of(m.group(4));
        return Optional.of(
                new Right(
                        m.group(1) == null ? "" : m.group(1),
                        m.group(2),
                        Map.of(m.group(3), columns),
                        m.group(5),
                        List.of(m.group(6)),
                        m.group(7) == null ? "" : m.group(7)));
    }

    /// Neighbours of one verb become one where they are of one target. `join` makes one of several
    /// with the statement for all of them.
    public static <T> List<T> merged(
            List<T> all, Function<T, String> sql, BiFunction<List<T>, String, T> join) {
        var merged = new ArrayList<T>(all.size());
        var run = new ArrayList<Parts<T>>();
        for (T one : all) {
            Right right = parse(sql.apply(one)).orElse(null);
            if (!run.isEmpty()
                    && (right == null || !right.verb().equals(run.getLast().right().verb())))
                flush(run, join, merged);
            if (right == null) merged.add(one);
            else run.add(new Parts<>(right, List.of(one)));
        }
        flush(run, join, merged);
        return merged;
    }

    private record Parts<T>(Right right, List<T> of) {
        Optional<Parts<T>> with(Parts<T> other, BiFunction<Right, Right, Optional<Right>> how) {
            return how.apply(right, other.right())
                    .map(r -> {
                        var both = new ArrayList<T>(of);
                        both.addAll(other.of());
                        return new Parts<T>(r, both);
                    });
        }
    }

    private static <T> void flush(
            List<Parts<T>> run, BiFunction<List<T>, String, T> join, List<T> into) {
        for (Parts<T> p : joined(joined(run, Right::withPrivileges), Right::withGrantees))
            into.add(p.of().size() == 1 ? p.of().getFirst() : join.apply(p.of(), p.right().sql()));
        run.clear();
    }

    private static <T> List<Parts<T>> joined(
            List<Parts<T>> run, BiFunction<Right, Right, Optional<Right>> how) {
        var joined = new ArrayList<Parts<T>>();
        for (Parts<T> next : run) {
            boolean taken = false;
            for (int i = 0; i < joined.size() && !taken; i++) {
                Parts<T> both = joined.get(i).with(next, how).orElse(null);
                taken = both != null;
                if (both != null) joined.set(i, both);
            }
            if (!taken) joined.add(next);
        }
        return joined;
    }

    private boolean isBeside(Right other) {
        return head.equals(other.head)
                && verb.equals(other.verb)
                && target.equals(other.target)
                && option.equals(other.option);
    }

    private Optional<Right> withPrivileges(Right other) {
        if (!isBeside(other) || !grantees.equals(other.grantees)) return Optional.empty();
        var both = new LinkedHashMap<>(privileges);
        for (var p : other.privileges.entrySet()) {
            List<String> mine = both.get(p.getKey());
            // on the whole and on columns are two rights
            if (mine != null && (mine.isEmpty() || p.getValue().isEmpty())) return Optional.empty();
            var columns = new ArrayList<>(mine == null ? List.of() : mine);
            columns.addAll(p.getValue());
            both.put(p.getKey(), columns);
        }
        return Optional.of(new Right(head, verb, both, target, grantees, option));
    }

    private Optional<Right> withGrantees(Right other) {
        if (!isBeside(other) || !privileges.equals(other.privileges)) return Optional.empty();
        var both = new ArrayList<>(grantees);
        both.addAll(other.grantees);
        return Optional.of(new Right(head, verb, privileges, target, both, option));
    }

    private String sql() {
        var what = new ArrayList<String>();
        privileges.forEach((p, columns) ->
                what.add(columns.isEmpty() ? p : p + " (" + String.join(", ", columns) + ")"));
        return head
                + verb
                + " "
                + String.join(", ", what)
                + " "
                + target
                + (verb.equals("GRANT") ? " TO " : " FROM ")
                + String.join(", ", grantees)
                + option;
    }
}
