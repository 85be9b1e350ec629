package dev.sluice.source.scratch;

import dev.sluice.source.Problem;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.source.scratch.Loader.Pending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Statements that could not be run yet, by the name that each says to lack: when a statement with
/// that name in it works, they are worth a try, and no others.
final class Waiting {
    private static final Set<String> SOMETHING_IS_MISSING =
            Set.of("42P01", "42704", "42883", "3F000");
    private static final Pattern NAME =
            Pattern.compile("\"([^\"]+)\"|(?:function|procedure|aggregate) ([^ (]+)\\(");
    private static final int TOLD = 10;

    /// In the order in which they came first.
    private final Map<SqlStatement, Integer> order = new IdentityHashMap<>();

    private final Map<SqlStatement, Pending> all = new IdentityHashMap<>();
    private final Map<String, Set<SqlStatement>> byName = new HashMap<>();

    boolean isEmpty() {
        return all.isEmpty();
    }

    void add(Pending p) {
        order.putIfAbsent(p.statement(), order.size());
        all.put(p.statement(), p);
        String lacks = lacks(p);
        if (lacks != null)
            byName.computeIfAbsent(lacks, _ -> new LinkedHashSet<>()).add(p.statement());
    }

    /// Takes out what may work now that this one did.
    List<Pending> takeFor(SqlStatement made) {
        var taken = new ArrayList<Pending>();
        for (String token : new HashSet<>(Statements.tokens(made.text()))) {
            Set<SqlStatement> some = byName.remove(name(token));
            if (some != null)
                for (SqlStatement s : some) {
                    Pending p = all.remove(s);
                    if (p != null) taken.add(p);
                }
        }
        return taken;
    }

    List<Pending> takeAll() {
        List<Pending> taken = inOrder();
        all.clear();
        byName.clear();
        return taken;
    }

    private List<Pending> inOrder() {
        return all.values().stream()
                .sorted(java.util.Comparator.comparing(p -> order.get(p.statement())))
                .toList();
    }

    /// What is to be mended: not what only waits for another one of them.
    List<Problem> causes() {
        List<Pending> left = inOrder();
        if (left.isEmpty()) return List.of();
        var makers = new HashMap<String, Set<SqlStatement>>();
        for (Pending p : left)
            for (String name : made(p))
                makers.computeIfAbsent(name, _ -> new HashSet<>()).add(p.statement());
        List<Pending> causes =
                left.stream()
                        .filter(p -> {
                            String lacks = lacks(p);
                            return lacks == null
                                    || makers.getOrDefault(lacks, Set.of()).stream()
                                            .allMatch(p.statement()::equals);
                        })
                        .toList();
        if (causes.isEmpty()) causes = List.of(left.getFirst());
        List<Problem> told =
                new ArrayList<>(causes.stream().limit(TOLD).map(Pending::problem).toList());
        int rest = left.size() - told.size();
        if (rest > 0) told.set(0, andMore(told.getFirst(), rest));
        return List.copyOf(told);
    }

    private static Problem andMore(Problem first, int rest) {
        String more =
                "(%d more statement%s could not be loaded, which may follow from this.)"
                        .formatted(rest, rest == 1 ? "" : "s");
        return new Problem(
                first.file(),
                first.line(),
                first.column(),
                first.message(),
                (first.fix() + " " + more).strip(),
                first.excerpt());
    }

    /// The words of the head of a CREATE: the name is one of them.
    private static List<String> made(Pending p) {
        List<String> tokens = p.tokens();
        if (tokens.isEmpty() || !tokens.getFirst().equalsIgnoreCase("create")) return List.of();
        return tokens.stream()
                .skip(1)
                .takeWhile(t ->
                        !t.equals("(") && !t.equalsIgnoreCase("as") && !t.equalsIgnoreCase("on"))
                .map(Waiting::name)
                .toList();
    }

    private static @Nullable String lacks(Pending p) {
        if (!SOMETHING_IS_MISSING.contains(String.valueOf(p.error().getSQLState()))) return null;
        Matcher m = NAME.matcher(String.valueOf(p.error().getMessage()));
        if (!m.find()) return null;
        String found = m.group(1) == null ? m.group(2) : m.group(1);
        return found.substring(found.lastIndexOf('.') + 1);
    }

    /// As PostgreSQL keeps it, and says it in an error.
    private static String name(String written) {
        return written.startsWith("\"") && written.length() > 1
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }
}
