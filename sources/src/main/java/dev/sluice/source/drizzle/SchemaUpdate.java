package dev.sluice.source.drizzle;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Constraint;
import dev.sluice.schema.EnumType;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Index;
import dev.sluice.schema.Kind;
import dev.sluice.schema.MaterializedView;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Sequence;
import dev.sluice.schema.Table;
import dev.sluice.schema.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Brings schema files to a live catalog by the smallest edits. Both catalogs are written as text
/// in the same names; where the two texts are the same, nothing that Drizzle can say has changed.
final class SchemaUpdate {
    private final DrizzleSchema existing;
    private final Catalog declared;
    private final Catalog live;
    private final SchemaWriter before;
    private final SchemaWriter after;
    private final Map<Path, Edits> edits = new LinkedHashMap<>();
    private final Map<Path, TsText> texts = new LinkedHashMap<>();
    private final Map<Path, Map<Path, Set<String>>> crossImports = new LinkedHashMap<>();
    private final List<String> byHand = new ArrayList<>();

    SchemaUpdate(DrizzleSchema existing, Catalog declared, Catalog live, boolean preserve) {
        this.existing = existing;
        this.declared = declared;
        this.live = live;
        existing.modules().forEach(p -> texts.put(p, new TsText(read(p))));
        this.before = new SchemaWriter(declared, existing, preserve);
        this.after = new SchemaWriter(live, existing, preserve);
        texts.values().forEach(t -> knownTypes(t, before.module, after.module));
    }

    SchemaText.Update update() {
        enumsAndSequences();
        for (Table t : live.all(Table.class)) if (t.partitioning().parent() == null) table(t);
        for (Table t : declared.all(Table.class)) if (live.table(t.name()).isEmpty()) drop(t.id());
        views();
        imports();
        var files = new TreeMap<Path, String>();
        edits.forEach((path, e) -> {
            if (!e.isEmpty()) files.put(path, e.result());
        });
        return new SchemaText.Update(files, byHand);
    }

    private static final Pattern CUSTOM =
            Pattern.compile(
                    "const\\s+(\\w+)\\s*=\\s*customType[^\\n]*dataType[^\\n]*return (\"(?:[^\"\\\\\\n]|\\\\.)*\")");

    private static void knownTypes(TsText file, ModuleText... modules) {
        Matcher m = CUSTOM.matcher(file.text());
        while (m.find())
            for (ModuleText module : modules)
                module.knownType(Node.Json.MAPPER.readValue(m.group(2), String.class), m.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Edits edits(Path file) {
        return edits.computeIfAbsent(file, f -> new Edits(text(f)));
    }

    private TsText text(Path file) {
        return java.util.Objects.requireNonNull(texts.get(file));
    }

    private record Place(Path file, TsText.Declaration at) {}

    private Optional<Place> place(ObjectId id) {
        if (!after.names.isKnown(id)) return Optional.empty();
        String name = after.names.of(id);
        for (var e : texts.entrySet()) {
            var at = e.getValue().declaration(name);
            if (at.isPresent()) return Optional.of(new Place(e.getKey(), at.get()));
        }
        return Optional.empty();
    }

    /// New exports go to the file that holds the first table.
    private Path home() {
        for (Table t : declared.all(Table.class)) {
            var place = place(t.id());
            if (place.isPresent()) return place.get().file();
        }
        return existing.files().getFirst();
    }

    private void append(String statement) {
        Path home = home();
        String text = text(home).text();
        edits(home).insert(text.length(), (text.endsWith("\n") ? "" : "\n") + statement);
    }

    private void drop(ObjectId id) {
        var place = place(id);
        if (place.isEmpty()) {
            byHand.add("Remove " + id.words() + ": it is gone from the database.");
            return;
        }
        String text = text(place.get().file()).text();
        int end = place.get().at().end();
        if (end < text.length() && text.charAt(end) == ';') end++;
        if (end < text.length() && text.charAt(end) == '\n') end++;
        int start = place.get().at().start();
        if (start > 1 && text.startsWith("\n\n", start - 2)) start--;
        edits(place.get().file()).replace(start, end, "");
    }

    private void enumsAndSequences() {
        for (EnumType e : live.all(EnumType.class))
            whole(
                    e.id(),
                    declared.find(e.id()).map(o -> before.enumeration((EnumType) o)),
                    after.enumeration(e),
                    true);
        for (Sequence s : live.all(Sequence.class)) {
            if (after.isSerial(s)) continue;
            var known = declared.find(s.id()).map(Sequence.class::cast);
            // an owned one that was a serial's goes on as the column's default
            if (known.filter(before::isSerial).isPresent()) continue;
            whole(s.id(), known.map(before::sequence), after.sequence(s), true);
        }
        for (SchemaObject o : declared.objects())
            if ((o instanceof EnumType || o instanceof Sequence s && !before.isSerial(s))
                    && live.find(o.id()).isEmpty()) drop(o.id());
    }

    private void views() {
        for (View v : live.all(View.class))
            whole(
                    v.id(),
                    declared.find(v.id()).map(o -> before.view((View) o)),
                    after.view(v),
                    false);
        for (MaterializedView v : live.all(MaterializedView.class))
            whole(
                    v.id(),
                    declared.find(v.id()).map(o -> before.view((MaterializedView) o)),
                    after.view(v),
                    false);
        for (SchemaObject o : declared.objects())
            if ((o instanceof View || o instanceof MaterializedView) && live.find(o.id()).isEmpty())
                drop(o.id());
    }

    /// An export that is written whole: new, or another text than before.
    private void whole(ObjectId id, Optional<String> was, String is, boolean early) {
        if (was.isPresent() && was.get().equals(is)) return;
        if (was.isEmpty()) {
            if (early) {
                Path home = home();
                edits(home).insert(text(home).afterImports(), "\n" + is);
            } else {
                append("\n" + is);
            }
            return;
        }
        var place = place(id);
        if (place.isEmpty()) byHand.add("Change " + id.words() + " to: " + is.strip());
        else {
            int start = is.indexOf("= ") + 2;
            String expression = is.substring(start).strip();
            edits(place.get().file())
                    .replace(
                            place.get().at().expression(),
                            place.get().at().end(),
                            expression.substring(0, expression.length() - 1));
        }
    }

    private void table(Table t) {
        var known = declared.table(t.name());
        if (known.isEmpty()) {
            append("\n" + after.table(t));
            crossFile(home(), t);
            return;
        }
        var change = new TableChange(t, known.get());
        if (change.isEmpty()) return;
        var place = place(t.id());
        if (place.isEmpty() || !change.apply(place.get())) change.byHand();
    }

    /// What differs in one table, as texts.
    private final class TableChange {
        private final Table now;
        private final Table was;
        private final List<Column> added = new ArrayList<>();
        private final List<Column> removed = new ArrayList<>();
        private final List<Column> changed = new ArrayList<>();
        private final Map<String, String> beside = new LinkedHashMap<>();
        private final Set<String> gone = new LinkedHashSet<>();
        private final @Nullable Boolean security;

        TableChange(Table now, Table was) {
            this.now = now;
            this.was = was;
            for (Column c : now.columns()) {
                var old = was.column(c.name());
                if (old.isEmpty()) added.add(c);
                else if (!before.property(was, old.get()).equals(after.property(now, c)))
                    changed.add(c);
            }
            for (Column c : was.columns()) if (now.column(c.name()).isEmpty()) removed.add(c);
            Map<String, String> old = beside(before, declared, was);
            Map<String, String> fresh = beside(after, live, now);
            fresh.forEach((name, text) -> {
                if (!text.equals(old.get(name))) beside.put(name, text);
            });
            old.forEach((name, text) -> {
                if (!text.equals(fresh.get(name))) gone.add(name);
            });
            boolean on = now.rowSecurity() && policies(live, now).isEmpty();
            boolean wasOn = was.rowSecurity() && policies(declared, was).isEmpty();
            security = on == wasOn ? null : on;
        }

        private Map<String, String> beside(SchemaWriter writer, Catalog catalog, Table t) {
            var all = new LinkedHashMap<String, String>();
            for (Index i : catalog.all(Index.class))
                if (i.table().equals(t.name()))
                    all.put("index " + i.name().name(), writer.index(i, "\0"));
            for (Constraint c : t.constraints())
                if (!SchemaWriter.isInline(t, c))
                    writer.constraint(t, c, "\0")
                            .ifPresent(text -> all.put("constraint " + c.name(), text));
            for (Policy p : policies(catalog, t)) all.put("policy " + p.name(), writer.policy(p));
            return all;
        }

        private List<Policy> policies(Catalog catalog, Table t) {
            return catalog.all(Policy.class).stream()
                    .filter(p -> p.table().equals(t.name()))
                    .toList();
        }

        boolean isEmpty() {
            return added.isEmpty()
                    && removed.isEmpty()
                    && changed.isEmpty()
                    && beside.isEmpty()
                    && gone.isEmpty()
                    && security == null;
        }

        boolean apply(Place place) {
            TsText text = text(place.file());
            var trial = edits(place.file());
            var arguments = text.arguments(place.at().expression(), place.at().end());
            if (arguments.isEmpty() || arguments.get().size() < 2) return false;
            TsText.Range columns = arguments.get().get(1);
            if (text.text().charAt(columns.start()) != '{') return false;
            var properties = new LinkedHashMap<String, TsText.Property>();
            for (TsText.Range r : text.parts(columns.start()))
                text.property(r).ifPresent(p -> properties.put(p.key(), p));
            for (Column c : concat(removed, changed))
                if (!properties.containsKey(after.names.key(now.name(), c.name()))) return false;
            var extras = extras(text, arguments.get());
            if (!beside.isEmpty() && extras == null && arguments.get().size() > 2) return false;
            for (String name : gone)
                if (!inColumn(name, properties, text)
                        && (extras == null || extras.element(text, name).isEmpty())) return false;

            for (Column c : removed) trial.remove(standing(properties, c).whole());
            for (Column c : changed) chain(text, trial, standing(properties, c), c);
            for (Column c : added) trial.add(columns.start(), after.property(now, c));
            for (String name : gone) removeBeside(text, trial, name, properties, extras);
            besideColumns(text, trial, columns, extras);
            if (security != null) rowSecurity(text, trial, place);
            crossFile(place.file(), now);
            return true;
        }

        private TsText.Property standing(Map<String, TsText.Property> properties, Column column) {
            return Objects.requireNonNull(
                    properties.get(after.names.key(now.name(), column.name())));
        }

        private List<Column> concat(List<Column> a, List<Column> b) {
            var all = new ArrayList<>(a);
            all.addAll(b);
            return all;
        }

        private void besideColumns(
                TsText text, Edits trial, TsText.Range columns, @Nullable Extras extras) {
            if (beside.isEmpty()) return;
            if (extras != null) {
                beside.forEach((name, element) -> {
                    String own = element.replace("\0", extras.parameter());
                    String key =
                            extras.object()
                                    ? TypeScript.key(
                                                    TypeScript.camel(
                                                            name.substring(name.indexOf(' ') + 1)))
                                            + ": "
                                    : "";
                    trial.add(extras.open(), key + own);
                });
                return;
            }
            var list = new StringBuilder(", (table) => [\n");
            beside.values()
                    .forEach(e -> list.append("\t").append(e.replace("\0", "table")).append(",\n"));
            trial.insert(columns.end(), list.append("]").toString());
        }

        private void removeBeside(
                TsText text,
                Edits trial,
                String name,
                Map<String, TsText.Property> properties,
                @Nullable Extras extras) {
            if (extras != null) {
                var element = extras.element(text, name);
                if (element.isPresent()) {
                    trial.remove(element.get());
                    return;
                }
            }
            linkOf(name, properties, text)
                    .ifPresent(l -> trial.replace(l.whole().start(), l.whole().end(), ""));
        }

        private boolean inColumn(
                String name, Map<String, TsText.Property> properties, TsText text) {
            return linkOf(name, properties, text).isPresent()
                    // it goes with its column
                    || removedWith(name);
        }

        private boolean removedWith(String name) {
            if (!name.startsWith("constraint ")) return false;
            var constraint = was.constraint(Identifier.of(name.substring(11)));
            return constraint.isPresent()
                    && constraint.get().columns().size() == 1
                    && now.column(constraint.get().columns().getFirst()).isEmpty();
        }

        /// `.unique()` or `.references()` of a column, where a one-column constraint was written.
        private Optional<TsText.Link> linkOf(
                String name, Map<String, TsText.Property> properties, TsText text) {
            if (!name.startsWith("constraint ")) return Optional.empty();
            var c = was.constraint(Identifier.of(name.substring(11)));
            if (c.isEmpty() || c.get().columns().size() != 1) return Optional.empty();
            var property =
                    properties.get(after.names.key(now.name(), c.get().columns().getFirst()));
            if (property == null) return Optional.empty();
            String method =
                    switch (c.get().kind()) {
                        case UNIQUE -> "unique";
                        case FOREIGN_KEY -> "references";
                        default -> "";
                    };
            return text.chain(property.value(), property.whole().end())
                    .flatMap(chain -> chain.link(method));
        }

        /// Changes the links of a builder chain that the catalog speaks of; `$type`, `$onUpdate`,
        /// `references` and the like stay.
        private void chain(TsText text, Edits trial, TsText.Property property, Column c) {
            TsText was_ = new TsText(before.property(was, was.column(c.name()).orElseThrow()));
            TsText now_ = new TsText(after.property(now, c));
            var old = whole(was_);
            var fresh = whole(now_);
            var own = text.chain(property.value(), property.whole().end());
            if (old.isEmpty() || fresh.isEmpty() || own.isEmpty()) {
                trial.replace(property.whole().start(), property.whole().end(), now_.text());
                return;
            }
            String oldBase = old.get().base().of(was_.text());
            String newBase = fresh.get().base().of(now_.text());
            if (!oldBase.equals(newBase))
                trial.replace(own.get().base().start(), own.get().base().end(), newBase);
            for (TsText.Link l : old.get().links())
                if (fresh.get().link(l.method()).isEmpty())
                    own.get()
                            .link(l.method())
                            .ifPresent(o -> trial.replace(o.whole().start(), o.whole().end(), ""));
            for (TsText.Link l : fresh.get().links()) {
                String wanted = l.whole().of(now_.text());
                var was = old.get().link(l.method());
                if (was.isPresent() && was.get().whole().of(was_.text()).equals(wanted)) continue;
                var there = own.get().link(l.method());
                if (there.isPresent())
                    trial.replace(there.get().whole().start(), there.get().whole().end(), wanted);
                else trial.insert(property.whole().end(), wanted);
            }
        }

        private Optional<TsText.Chain> whole(TsText text) {
            return text.property(new TsText.Range(0, text.text().length()))
                    .flatMap(p -> text.chain(p.value(), text.text().length()));
        }

        private void rowSecurity(TsText text, Edits trial, Place place) {
            int end = place.at().end();
            if (Boolean.TRUE.equals(security)) trial.insert(end, ".enableRLS()");
            else
                text.chain(place.at().expression(), end)
                        .flatMap(c -> c.link("enableRLS"))
                        .ifPresent(l -> trial.replace(l.whole().start(), l.whole().end(), ""));
        }

        void byHand() {
            String at = "table " + now.name() + ": ";
            added.forEach(c -> byHand.add(at + "add `" + after.property(now, c) + "`."));
            changed.forEach(c -> byHand.add(at + "change to `" + after.property(now, c) + "`."));
            removed.forEach(c -> byHand.add(at + "remove column " + c.name() + "."));
            beside.values()
                    .forEach(e -> byHand.add(at + "add `" + e.replace("\0", "table") + "`."));
            gone.forEach(name -> byHand.add(at + "remove " + name + "."));
            if (security != null)
                byHand.add(at + "row level security is now " + (security ? "on." : "off."));
        }
    }

    /// The callback that gives what stands beside the columns: its bracket and its parameter.
    private record Extras(int open, String parameter, boolean object) {
        Optional<TsText.Range> element(TsText text, String name) {
            String quoted = TypeScript.string(name.substring(name.indexOf(' ') + 1));
            String single = "'" + quoted.substring(1, quoted.length() - 1) + "'";
            return text.parts(open).stream()
                    .filter(r ->
                            r.of(text.text()).contains(quoted)
                                    || r.of(text.text()).contains(single))
                    .findFirst();
        }
    }

    private static final Pattern ARROW =
            Pattern.compile("\\(?\\s*([A-Za-z_$][\\w$]*)\\s*(?::[^)=]*)?\\)?[^=]*=>\\s*");

    private static @Nullable Extras extras(TsText text, List<TsText.Range> arguments) {
        if (arguments.size() < 3) return null;
        TsText.Range callback = arguments.get(2);
        Matcher m = ARROW.matcher(text.text()).region(callback.start(), callback.end());
        if (!m.lookingAt()) return null;
        int body = m.end();
        if (text.text().charAt(body) == '[') return new Extras(body, m.group(1), false);
        int brace = text.text().indexOf('{', body);
        boolean object = text.text().charAt(body) == '(' && brace > 0 && brace < callback.end();
        return object ? new Extras(brace, m.group(1), true) : null;
    }

    /// A foreign key may name a table of another file, a column an enum of another one.
    private void crossFile(Path file, Table t) {
        var wanted = new LinkedHashSet<ObjectId>();
        for (Constraint c : t.constraints())
            if (c.references() != null) wanted.add(ObjectId.of(Kind.TABLE, c.references()));
        for (Column c : t.columns()) if (c.typeId() != null) wanted.add(c.typeId());
        for (ObjectId id : wanted) {
            var place = place(id);
            if (place.isPresent() && !place.get().file().equals(file))
                crossImports
                        .computeIfAbsent(file, _ -> new LinkedHashMap<>())
                        .computeIfAbsent(place.get().file(), _ -> new LinkedHashSet<>())
                        .add(after.names.of(id));
        }
    }

    private void imports() {
        for (var entry : List.copyOf(edits.entrySet())) {
            if (entry.getValue().isEmpty()) continue;
            Path file = entry.getKey();
            Edits own = entry.getValue();
            String written = own.written();
            var core = new LinkedHashSet<String>();
            for (String name : after.module.coreNames()) if (uses(written, name)) core.add(name);
            for (String name : after.module.typeNames())
                if (uses(written, name)) core.add("type " + name);
            var types = new StringBuilder();
            after.module.customTypes((name, text) -> {
                if (!uses(written, name)) return;
                types.append(text);
                core.add("customType");
            });
            if (!types.isEmpty()) own.insert(text(file).afterImports(), "\n" + types);
            if (!core.isEmpty()) own.importing("drizzle-orm/pg-core", core);
            if (written.contains("sql`")) own.importing("drizzle-orm", Set.of("sql"));
            crossImports
                    .getOrDefault(file, Map.of())
                    .forEach((other, names) -> {
                        var used = new LinkedHashSet<>(names);
                        used.removeIf(n -> !uses(written, n) || alreadyImported(text(file), n));
                        if (!used.isEmpty()) own.importing(relative(file, other), used);
                    });
        }
    }

    private static boolean alreadyImported(TsText text, String name) {
        return Pattern.compile("import\\s*\\{[^}]*\\b" + Pattern.quote(name) + "\\b[^}]*}")
                .matcher(text.text())
                .find();
    }

    private static boolean uses(String text, String name) {
        return Pattern.compile("(?<![\\w$.\"'])" + Pattern.quote(name) + "(?![\\w$:])")
                .matcher(text)
                .find();
    }

    private static String relative(Path from, Path to) {
        Path parent = java.util.Objects.requireNonNull(from.getParent());
        String path = parent.relativize(to).toString().replace('\\', '/');
        String bare = path.replaceFirst("\\.[mc]?[jt]sx?$", "");
        return bare.startsWith(".") ? bare : "./" + bare;
    }
}
