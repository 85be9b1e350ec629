package dev.sluice.bench.locks;

import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the hazards of a step say of tables that stand; `spared` are those that a session which is
/// set otherwise doesn't write anew.
public record Told(Map<String, Waiting> waiting, Set<String> spared) {
    private static final Pattern EVERYTHING =
            Pattern.compile("nothing can read or write (.*?) while .*");
    private static final Pattern WRITES = Pattern.compile("writes to (.*?) wait while .*");

    public static Told of(Step step) {
        var waiting = new TreeMap<String, Waiting>();
        var spared = new TreeSet<String>();
        for (Hazard h : step.hazards()) {
            if (h.why().contains(" unless ")) spared.add(table(h.object()));
            if (h.kind() == HazardKind.TABLE_REWRITE)
                add(waiting, table(h.object()), Waiting.EVERYTHING_FOR_A_REWRITE);
            if (h.kind() != HazardKind.LONG_EXCLUSIVE_LOCK) continue;
            add(waiting, EVERYTHING.matcher(h.why()), Waiting.EVERYTHING);
            add(waiting, WRITES.matcher(h.why()), Waiting.WRITES);
        }
        return new Told(waiting, spared);
    }

    private static void add(Map<String, Waiting> waiting, Matcher said, Waiting who) {
        if (said.matches())
            for (String table : said.group(1).split(" and |, ", -1)) add(waiting, table, who);
    }

    private static void add(Map<String, Waiting> waiting, String table, Waiting who) {
        waiting.merge(table, who, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /// `column public.t.a` and `table public.t`, of names without a dot.
    private static String table(String object) {
        String name = object.substring(object.indexOf(' ') + 1);
        boolean isMember = object.startsWith("column ");
        return isMember ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /// Where it is not as measured, in words; what is said of a table is said of its partitions.
    public List<String> misses(Measured measured) {
        var misses = new ArrayList<String>();
        var tables = new TreeSet<String>(waiting.keySet());
        tables.addAll(measured.waiting().keySet());
        for (String table : tables) {
            Waiting real = measured.waiting().getOrDefault(table, Waiting.NOBODY);
            Waiting root =
                    waiting.getOrDefault(
                            measured.roots().getOrDefault(table, table), Waiting.NOBODY);
            Waiting said = waiting.getOrDefault(table, root);
            boolean isSpared = spared.contains(table) && real == Waiting.NOBODY;
            if (said != real && !isSpared)
                misses.add("%s: waits %s, told %s".formatted(table, real, said));
        }
        return misses;
    }
}
