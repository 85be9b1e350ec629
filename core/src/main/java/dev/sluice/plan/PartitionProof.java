package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.ConstraintKind;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Partitioning;
import dev.sluice.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether checks of a table say already what it is to hold as a partition, so that ATTACH
/// PARTITION reads none of its rows. Seen for one plain column in a range.
/// <https://www.postgresql.org/docs/18/ddl-partitioning.html>, 5.12.2.2
final class PartitionProof {
    private static final Pattern BOUND =
            Pattern.compile("FOR VALUES FROM \\(([^,()]*)\\) TO \\(([^,()]*)\\)");

    private PartitionProof() {}

    static boolean isGiven(Draft draft, ObjectId table) {
        Table before = Columns.tableOf(draft.from, Columns.table(table)).orElse(null);
        Table after = Columns.tableOf(draft.to, Columns.table(table)).orElse(null);
        if (before == null || after == null) return false;
        Partitioning is = after.partitioning();
        Table parent =
                is.parent() == null ? null : Columns.tableOf(draft.to, is.parent()).orElse(null);
        if (parent == null || parent.partitioning().key() == null || is.bound() == null)
            return false;
        Matcher bound = BOUND.matcher(is.bound());
        String key = parent.partitioning().key();
        if (!key.startsWith("RANGE (") || !bound.matches()) return false;
        String name = key.substring("RANGE (".length(), key.length() - 1);
        Column c =
                before.columns().stream()
                        .filter(k -> words(k.name()).contains(name))
                        .findFirst()
                        .orElse(null);
        if (c == null) return false;
        Identifier column = c.name();
        Set<String> said = said(before);
        return (c.notNull() || says(said, column, " IS NOT NULL", ""))
                && says(said, column, " >= ", bound.group(1))
                && says(said, column, " < ", bound.group(2));
    }

    private static Set<String> said(Table table) {
        var said = new HashSet<String>();
        table.constraints().stream()
                .filter(c -> c.kind() == ConstraintKind.CHECK && c.validated())
                .forEach(c -> said.addAll(Conjuncts.of(c)));
        return said;
    }

    /// A literal may be followed by its type.
    private static boolean says(Set<String> said, Identifier column, String word, String value) {
        if (value.equals("MINVALUE") || value.equals("MAXVALUE")) return true;
        return said.stream()
                .anyMatch(s ->
                        words(column).stream()
                                .map(name -> name + word + value)
                                .anyMatch(w -> s.equals(w) || s.startsWith(w + "::")));
    }

    private static List<String> words(Identifier name) {
        return List.of(name.text(), name.quoted());
    }
}
