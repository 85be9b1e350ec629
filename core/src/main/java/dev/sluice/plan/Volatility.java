package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Function;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import dev.sluice.sql.PieceId;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a default has another value in each row, so that ADD COLUMN has to write them all. A
/// catalog prints PostgreSQL's own functions without a schema and all others with theirs; one that
/// it doesn't know, as of an extension, is taken for volatile.
final class Volatility {
    /// Those of PostgreSQL's own that somebody may make a default of.
    private static final Set<String> OWN =
            Set.of(
                    "random",
                    "random_normal",
                    "setseed",
                    "clock_timestamp",
                    "timeofday",
                    "nextval",
                    "currval",
                    "lastval",
                    "setval",
                    "gen_random_uuid",
                    "uuidv4",
                    "uuidv7",
                    "set_config",
                    "current_query",
                    "array_sample",
                    "array_shuffle",
                    "txid_status");

    private static final String NAME = "(?:[a-z_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")*\")";

    private static final Pattern CALL =
            Pattern.compile("(?<![\\p{L}\\p{N}_$\".])(?:(" + NAME + ")\\.)?(" + NAME + ")\\(");

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

    private static final Pattern BODY = Pattern.compile("\n(?:AS |BEGIN ATOMIC|RETURN )");

    private static final Pattern STEADY = Pattern.compile("\n(?: WINDOW)? (?:IMMUTABLE|STABLE)\\b");

    private Volatility() {}

    static boolean ofDefault(Draft draft, QualifiedName table, Column column) {
        String expression = column.defaultExpression();
        if (expression == null) return false;
        var steady = new HashSet<String>();
        for (PieceId need : draft.to.needs(Columns.defaultOf(table, column.name())))
            if (draft.to.object(need.object()).orElse(null) instanceof Function f) {
                if (!isSteady(f)) return true;
                steady.add(f.name().toString());
            }
        Matcher call = CALL.matcher(LITERAL.matcher(expression).replaceAll("''"));
        while (call.find()) {
            String name = Identifier.unquoted(call.group(2));
            boolean known =
                    call.group(1) == null
                            ? !isVolatile(name)
                            : steady.contains(Identifier.unquoted(call.group(1)) + "." + name);
            if (!known) return true;
        }
        return false;
    }

    /// Of PostgreSQL's own functions, `pg_…` and `lo_…` are the server's business.
    static boolean isVolatile(String own) {
        return OWN.contains(own) || own.startsWith("pg_") || own.startsWith("lo_");
    }

    private static boolean isSteady(Function f) {
        String head = BODY.split(f.definition(), 2)[0];
        return STEADY.matcher(head).find();
    }
}
