package dev.sluice.plan;

import dev.sluice.schema.Column;
import dev.sluice.schema.Definition;
import dev.sluice.schema.Function;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.PieceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Default privileges that stand throughout act on all that a plan makes: what they give that is
/// not wanted is taken, and what they take is given, right behind the making. Nothing where another
/// role than theirs makes it: then there is nothing to take.
/// <https://www.postgresql.org/docs/18/sql-alterdefaultprivileges.html>
final class DefaultRights {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^\" ]+)";

    private static final Pattern FORM =
            Pattern.compile(
                    "ALTER DEFAULT PRIVILEGES FOR ROLE ("
                            + NAME
                            + ")(?: IN SCHEMA ("
                            + NAME
                            + "))? (GRANT|REVOKE) ([A-Z ]+) ON ([A-Z ]+) (?:TO|FROM) ("
                            + NAME
                            + ")( WITH GRANT OPTION)?",
                    Pattern.DOTALL);

    /// `schema` is null for all.
    private record Rule(
            String role,
            @Nullable String schema,
            boolean gives,
            String privilege,
            String on,
            String grantee,
            boolean option) {
        boolean isOf(Made made) {
            return on.equals(made.on()) && (schema == null || schema.equals(made.schema()));
        }
    }

    /// Something that rights are given on: `on` is its sort in ALTER DEFAULT PRIVILEGES, `schema`
    /// quoted; `part` is what [Definition]s of its rights begin with.
    private record Made(ObjectId id, String on, String schema, String target, String part) {}

    private final Draft draft;
    private final List<Rule> rules;

    DefaultRights(Draft draft) {
        this.draft = draft;
        this.rules = draft.rights ? standing(draft) : List.of();
    }

    List<Step> after(PieceId id, Set<PieceId> guests) {
        var steps = new ArrayList<Step>();
        if (rules.isEmpty()) return steps;
        var made = new ArrayList<Made>(made(draft, id));
        for (PieceId guest : guests)
            if (guest.object().kind() == Kind.COLUMN) made.addAll(made(draft, guest));
        for (Made m : made)
            for (Rule r : rules) {
                String sql = r.isOf(m) ? corrected(draft, m, r) : null;
                if (sql != null)
                    steps.add(OnlineForms.plain(sql, "set the rights on new " + m.id().words()));
            }
        return steps;
    }

    private static List<Rule> standing(Draft draft) {
        var rules = new ArrayList<Rule>();
        for (Definition d : draft.from.catalog().all(Definition.class)) {
            if (d.id().kind() != Kind.DEFAULT_PRIVILEGES
                    || !(draft.to.object(d.id()).orElse(null) instanceof Definition after)
                    || !after.create().equals(d.create())) continue;
            Matcher m = FORM.matcher(d.create());
            if (m.matches())
                rules.add(
                        new Rule(
                                m.group(1),
                                m.group(2),
                                m.group(3).equals("GRANT"),
                                m.group(4),
                                m.group(5),
                                m.group(6),
                                m.group(7) != null));
        }
        return rules;
    }

    /// Null where what the rule does is wanted, or is about the role itself.
    private static @Nullable String corrected(Draft draft, Made made, Rule rule) {
        if (Identifier.unquoted(rule.grantee()).equals(Identifier.unquoted(rule.role())))
            return null;
        Definition wanted = wanted(draft, made, rule);
        String on = rule.privilege() + " ON " + made.target();
        if (!rule.gives()) return wanted == null ? "GRANT " + on + " TO " + rule.grantee() : null;
        if (wanted == null) return "REVOKE " + on + " FROM " + rule.grantee();
        return rule.option() && !wanted.create().endsWith(" WITH GRANT OPTION")
                ? "REVOKE GRANT OPTION FOR " + on + " FROM " + rule.grantee()
                : null;
    }

    private static @Nullable Definition wanted(Draft draft, Made made, Rule rule) {
        String grantee = rule.grantee().equals("PUBLIC") ? "public" : rule.grantee();
        String which =
                made.part()
                        + (rule.gives() ? "to " : "not to ")
                        + grantee
                        + ": "
                        + rule.privilege().toLowerCase(Locale.ROOT);
        ObjectId id = Definition.of(Kind.GRANT, made.id(), which, "", "").id();
        return draft.to.object(id).orElse(null) instanceof Definition d ? d : null;
    }

    /// Empty for what stands, and for what nobody is granted.
    private static List<Made> made(Draft draft, PieceId id) {
        ObjectId o = id.object();
        boolean stands = draft.from.find(id) != null && !draft.dropped.contains(id);
        if (stands || id.aspect() != Aspect.SELF) return List.of();
        return switch (o.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> List.of(named(o, "TABLES", "TABLE "));
            case SEQUENCE -> List.of(named(o, "SEQUENCES", "SEQUENCE "));
            case ENUM, DOMAIN, COMPOSITE, RANGE, BASE_TYPE -> List.of(named(o, "TYPES", "TYPE "));
            case FUNCTION, AGGREGATE -> routine(draft, o);
            case COLUMN -> counter(draft, o);
            case SCHEMA ->
                    List.of(
                            new Made(
                                    o,
                                    "SCHEMAS",
                                    "",
                                    "SCHEMA " + Identifier.of(o.name()).quoted(),
                                    ""));
            default -> List.of();
        };
    }

    private static Made named(ObjectId o, String on, String word) {
        QualifiedName name = QualifiedName.of(o.schema(), o.name());
        return new Made(o, on, name.schema().quoted(), word + name.quoted(), "");
    }

    private static List<Made> routine(Draft draft, ObjectId o) {
        SchemaObject made = draft.to.object(o).orElse(null);
        String target =
                made instanceof Function f
                        ? f.name().quoted() + "(" + f.arguments() + ")"
                        : made instanceof Definition d
                                ? d.target().substring(d.target().indexOf(' ') + 1)
                                : "";
        String schema = Identifier.of(o.schema()).quoted();
        return target.isEmpty()
                ? List.of()
                : List.of(new Made(o, "FUNCTIONS", schema, "ROUTINE " + target, ""));
    }

    /// The sequence of an identity.
    private static List<Made> counter(Draft draft, ObjectId o) {
        Column c = Columns.find(draft.to, o).orElse(null);
        if (c == null || c.identity() == null) return List.of();
        QualifiedName sequence = c.identity().sequence();
        return List.of(
                new Made(
                        o,
                        "SEQUENCES",
                        sequence.schema().quoted(),
                        "SEQUENCE " + sequence.quoted(),
                        "its sequence "));
    }

    static boolean isGranted(ObjectId o) {
        return switch (o.kind()) {
            case TABLE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    SEQUENCE,
                    ENUM,
                    DOMAIN,
                    COMPOSITE,
                    RANGE,
                    BASE_TYPE,
                    FUNCTION,
                    AGGREGATE,
                    COLUMN,
                    SCHEMA ->
                    true;
            default -> false;
        };
    }
}
