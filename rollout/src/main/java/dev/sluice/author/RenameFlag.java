package dev.sluice.author;

import dev.sluice.diff.Rename;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import java.util.List;
import java.util.Optional;

/// `--rename old=new`. The old name says what it is by what stands in the folder's state:
/// `users=accounts`, `users.name=full_name`, `billing.users.name=full_name`, `status.old=new` (a
/// label), `schema:billing=invoicing`; a kind in front (`enum:status=state`) settles doubt.
public final class RenameFlag {
    private RenameFlag() {}

    /// The rename, or a sentence that says why there is none.
    public sealed interface Parsed {
        record Ok(Rename rename) implements Parsed {}

        record Wrong(String sentence) implements Parsed {}
    }

    public static Parsed parse(String flag, Catalog from) {
        int equals = flag.indexOf('=');
        if (equals < 1 || equals == flag.length() - 1) return wrong(flag, "it is not old=new");
        String left = flag.substring(0, equals).trim();
        String right = flag.substring(equals + 1).trim();
        String kind = "";
        int colon = left.indexOf(':');
        if (colon > 0) {
            kind = left.substring(0, colon);
            left = left.substring(colon + 1);
        }
        if (kind.equals("schema"))
            return new Parsed.Ok(new Rename.OfSchema(Identifier.of(left), Identifier.of(right)));
        Optional<Rename> found = find(kind, List.of(left.split("\\.")), right, from);
        return found.isPresent()
                ? new Parsed.Ok(found.get())
                : wrong(flag, "nothing of the name `" + left + "` stands in the folder's state");
    }

    private static Parsed wrong(String flag, String why) {
        return new Parsed.Wrong(
                "--rename "
                        + flag
                        + ": "
                        + why
                        + ". Write table=new, table.column=new or kind:name=new.");
    }

    private static Optional<Rename> find(
            String kind, List<String> left, String right, Catalog from) {
        for (SchemaObject o : from.objects()) {
            ObjectId id = o.id();
            if (id.schema().isEmpty()) continue;
            boolean isWhole = named(id, left);
            if (isWhole && fits(kind, id.kind())) return Optional.of(whole(id, right));
            if (left.size() > 1 && named(id, left.subList(0, left.size() - 1))) {
                Optional<Rename> member = member(kind, o, left.getLast(), last(right));
                if (member.isPresent()) return member;
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String kind, Kind is) {
        if (is == Kind.TRIGGER || is == Kind.POLICY || is == Kind.UNSUPPORTED) return false;
        return kind.isEmpty()
                || kind.equals(is.words())
                || kind.equals(is.words().replace(' ', '_'));
    }

    private static boolean named(ObjectId id, List<String> name) {
        return switch (name.size()) {
            case 1 -> id.schema().equals("public") && id.name().equals(name.getFirst());
            case 2 -> id.schema().equals(name.get(0)) && id.name().equals(name.get(1));
            default -> false;
        };
    }

    private static Rename whole(ObjectId id, String right) {
        QualifiedName from = QualifiedName.of(id.schema(), id.name());
        int dot = right.indexOf('.');
        QualifiedName to =
                dot < 0
                        ? QualifiedName.of(id.schema(), right)
                        : QualifiedName.of(right.substring(0, dot), right.substring(dot + 1));
        return switch (id.kind()) {
            case TABLE -> new Rename.OfTable(from, to);
            case ENUM -> new Rename.OfEnum(from, to);
            default -> new Rename.OfRelation(id.kind(), from, to);
        };
    }

    private static Optional<Rename> member(String kind, SchemaObject owner, String old, String to) {
        if (owner instanceof EnumType e && (kind.isEmpty() || kind.equals("label")))
            return e.labels().contains(old)
                    ? Optional.of(new Rename.OfLabel(e.name(), old, to))
                    : Optional.empty();
        if (!(owner instanceof Table t)) return Optional.empty();
        Identifier name = Identifier.of(old);
        if (t.column(name).isPresent() && (kind.isEmpty() || kind.equals("column")))
            return Optional.of(
                    new Rename.OfColumn(new ColumnName(t.name(), name), Identifier.of(to)));
        if (t.constraint(name).isPresent() && (kind.isEmpty() || kind.equals("constraint")))
            return Optional.of(
                    new Rename.OfMember(Kind.CONSTRAINT, t.name(), name, Identifier.of(to)));
        return Optional.empty();
    }

    private static String last(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }

    /// The flag that means this rename.
    public static String of(Rename rename) {
        return switch (rename) {
            case Rename.OfTable(QualifiedName from, QualifiedName to) ->
                    "--rename table:" + from + "=" + to;
            case Rename.OfColumn(ColumnName from, Identifier to) ->
                    "--rename " + from.table() + "." + from.column() + "=" + to;
            case Rename.OfSchema(Identifier from, Identifier to) ->
                    "--rename schema:" + from + "=" + to;
            case Rename.OfEnum(QualifiedName from, QualifiedName to) ->
                    "--rename enum:" + from + "=" + to;
            case Rename.OfLabel(QualifiedName type, String from, String to) ->
                    "--rename label:" + type + "." + from + "=" + to;
            case Rename.OfRelation(Kind kind, QualifiedName from, QualifiedName to) ->
                    "--rename " + kind.words().replace(' ', '_') + ":" + from + "=" + to;
            case Rename.OfMember(Kind kind, QualifiedName table, Identifier from, Identifier to) ->
                    "--rename " + kind.words() + ":" + table + "." + from + "=" + to;
        };
    }

    /// For people: `rename column public.users.name to full_name`.
    public static String words(Rename rename) {
        return switch (rename) {
            case Rename.OfTable(QualifiedName from, QualifiedName to) ->
                    "table " + from + " → " + to;
            case Rename.OfColumn(ColumnName from, Identifier to) ->
                    "column " + from.table() + "." + from.column() + " → " + to;
            case Rename.OfSchema(Identifier from, Identifier to) -> "schema " + from + " → " + to;
            case Rename.OfEnum(QualifiedName from, QualifiedName to) -> "enum " + from + " → " + to;
            case Rename.OfLabel(QualifiedName type, String from, String to) ->
                    "label of " + type + ": " + from + " → " + to;
            case Rename.OfRelation(Kind kind, QualifiedName from, QualifiedName to) ->
                    kind.words() + " " + from + " → " + to;
            case Rename.OfMember(Kind kind, QualifiedName table, Identifier from, Identifier to) ->
                    kind.words() + " of " + table + ": " + from + " → " + to;
        };
    }
}
