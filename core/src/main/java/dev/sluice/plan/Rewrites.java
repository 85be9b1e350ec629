package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Domain;
import dev.sluice.schema.Kind;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Pieces;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether ALTER COLUMN … TYPE writes the table anew: not where every value stays as it is
/// (tablecmds.c, ATColumnChangeRequiresRewrite; the casts of pg_cast without a function; the
/// lengths that no value of the old type can break).
final class Rewrites {
    private static final Map<String, Set<String>> SAME_BYTES =
            Map.of(
                    "text", Set.of("character varying", "character", "bpchar", "citext"),
                    "character varying", Set.of("text", "character", "bpchar", "citext"),
                    "citext", Set.of("text", "character varying", "character", "bpchar"),
                    "xml", Set.of("text", "character varying", "character", "bpchar"),
                    "cidr", Set.of("inet"),
                    "bit", Set.of("bit varying"),
                    "bit varying", Set.of("bit"));

    private static final String ZONED = "timestamp with time zone";
    private static final String ZONELESS = "timestamp without time zone";

    private Rewrites() {}

    /// `using`: the step's own expression, which is a function's work unless it only names the
    /// type.
    static boolean by(Draft draft, Column before, Column after, @Nullable String using) {
        Column was = UnderDomain.resolved(draft.from, before);
        Column is = UnderDomain.resolved(draft.to, after);
        if (!before.type().equals(after.type()) && hasRules(draft.to, after)) return true;
        // a domain's values are taken without its limit
        String from = was == before ? was.type() : Casts.base(was.type());
        String to = is.type();
        if (from.equals(to)) return false;
        if (Casts.isArray(from) || Casts.isArray(to)) return true;
        String fromBase = bare(from);
        String toBase = bare(to);
        if (fromBase.equals(toBase)) return !isKept(fromBase, from, to);
        boolean same = SAME_BYTES.getOrDefault(fromBase, Set.of()).contains(toBase);
        boolean plain = using == null || using.equals(after.name().quoted() + "::" + after.type());
        return !same || !plain || Casts.limited(to);
    }

    /// Only a session whose time zone is UTC is spared it.
    static boolean dependsOnZone(Column before, Column after) {
        String from = Casts.base(before.type());
        String to = Casts.base(after.type());
        return from.equals(ZONED) && to.equals(ZONELESS)
                || from.equals(ZONELESS) && to.equals(ZONED);
    }

    /// Whether an index of the column needs other operators.
    static boolean changesOrder(Draft draft, Column before, Column after) {
        String from = bare(UnderDomain.resolved(draft.from, before).type());
        String to = bare(UnderDomain.resolved(draft.to, after).type());
        boolean alike =
                from.equals(to)
                        || SAME_BYTES.getOrDefault(from, Set.of()).contains(to)
                                && !from.equals("citext")
                                && !to.equals("citext")
                                && !isPadded(to);
        return !alike;
    }

    private static boolean isPadded(String type) {
        return type.equals("character") || type.equals("bpchar");
    }

    private static String bare(String type) {
        String base = Casts.base(type);
        return base.matches("(.*\\.)?citext") ? "citext" : base;
    }

    private static boolean isKept(String base, String from, String to) {
        if (base.equals("character varying") || base.equals("bit varying"))
            return !Casts.limited(to)
                    || Casts.limited(from) && Casts.limit(to, 0) >= Casts.limit(from, 0);
        if (base.equals("numeric"))
            return !Casts.limited(to)
                    || Casts.limited(from)
                            && Casts.scale(to) == Casts.scale(from)
                            && Casts.limit(to, 0) >= Casts.limit(from, 0);
        return Casts.isMoment(base) && Casts.digits(to) >= Casts.digits(from);
    }

    /// Whether values are held against something when they become ones of a domain.
    static boolean hasRules(Pieces pieces, Column column) {
        return column.typeId() != null
                && !Casts.isArray(column.type())
                && hasRules(pieces, PieceId.self(column.typeId()));
    }

    private static boolean hasRules(Pieces pieces, PieceId type) {
        if (!(pieces.object(type.object()).orElse(null) instanceof Domain d)) return false;
        return d.notNull()
                || !d.constraints().isEmpty()
                || pieces.needs(type).stream()
                        .anyMatch(n ->
                                n.object().kind() == Kind.DOMAIN
                                        && !n.equals(type)
                                        && hasRules(pieces, PieceId.self(n.object())));
    }
}
