package dev.sluice.plan;

import dev.sluice.schema.Definition;
import dev.sluice.schema.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What publications and subscriptions change in place: one that is made again loses its place in
/// the stream, and a subscription its password, which no catalog holds.
record Replication(String of, String publications, Map<String, String> options) {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^\", ]+)";
    private static final Pattern FORM =
            Pattern.compile(
                    "CREATE (?:PUBLICATION|SUBSCRIPTION) "
                            + NAME
                            + "((?: CONNECTION (?:E?)'(?:[^']|'')*')?)(?: PUBLICATION ("
                            + NAME
                            + "(?:, "
                            + NAME
                            + ")*))? WITH \\((.*)\\)",
                    Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("(\\w+) = ('(?:[^']|'')*'|\\w+)(?:, |$)");

    /// What is not said of a subscription.
    /// <https://www.postgresql.org/docs/18/sql-createsubscription.html>
    private static final Map<String, String> USUAL =
            Map.of(
                    "binary", "false",
                    "disable_on_error", "false",
                    "password_required", "true",
                    "run_as_owner", "false",
                    "synchronous_commit", "'off'",
                    "origin", "any",
                    "publish_via_partition_root", "false");

    /// The statements that lead from one to the other; empty where it has to be made again.
    static List<String> changes(Definition before, Definition after) {
        Replication was = of(before);
        Replication is = of(after);
        if (was == null || is == null || !was.of().equals(is.of())) return List.of();
        String alter = "ALTER " + after.target();
        var sql = new ArrayList<String>();
        if (!was.publications().equals(is.publications()))
            sql.add(alter + " SET PUBLICATION " + is.publications() + " WITH (refresh = false)");
        var set = new ArrayList<String>();
        for (var o : is.options().entrySet())
            if (!o.getValue().equals(was.options().get(o.getKey())))
                set.add(o.getKey() + " = " + o.getValue());
        for (String name : was.options().keySet()) {
            if (is.options().containsKey(name)) continue;
            String usual = USUAL.get(name);
            if (usual == null) return List.of();
            set.add(name + " = " + usual);
        }
        if (!set.isEmpty()) sql.add(alter + " SET (" + String.join(", ", set) + ")");
        return sql;
    }

    private static @Nullable Replication of(Definition d) {
        if (d.id().kind() != Kind.PUBLICATION && d.id().kind() != Kind.SUBSCRIPTION) return null;
        Matcher m = FORM.matcher(d.create());
        if (!m.matches()) return null;
        var options = new LinkedHashMap<String, String>();
        Matcher o = OPTION.matcher(m.group(3));
        int end = 0;
        while (o.find() && o.start() == end) {
            options.put(o.group(1), o.group(2));
            end = o.end();
        }
        return end < m.group(3).length()
                ? null
                : new Replication(m.group(1), m.group(2) == null ? "" : m.group(2), options);
    }
}
