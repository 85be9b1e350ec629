package dev.sluice.source.drizzle;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A declared schema, as drizzle-orm sees it.
public final class DrizzleSchema {
    /// A role that the schema makes (`pgRole` without `.existing()`).
    public record Role(String name, boolean createDb, boolean createRole, boolean inherit) {}

    /// What a policy may name without a role of that name.
    private static final Set<String> EVERYBODY =
            Set.of("public", "current_user", "current_role", "session_user");

    private final Facts facts;
    private final String snapshot;
    private final String ormVersion;
    private final List<String> files;
    private final List<String> modules;
    private volatile @Nullable Catalog catalog;

    DrizzleSchema(
            Facts facts,
            String snapshot,
            String ormVersion,
            List<String> files,
            List<String> modules) {
        this.facts = facts;
        this.snapshot = snapshot;
        this.ormVersion = ormVersion;
        this.files = files;
        this.modules = modules;
    }

    /// The schema that a snapshot (version 7) declares; it knows no exports and no files. `words`:
    /// see [#words].
    public static DrizzleSchema ofSnapshot(JsonNode tree, String words) {
        return new DrizzleSchema(SnapshotFacts.of(tree), words, "", List.of(), List.of());
    }

    /// The snapshot's text with `@id@` and `@prevId@` in place of its ids: the same for the same
    /// declaration. Empty where it is not known.
    public String words() {
        return snapshot;
    }

    /// Un-normalised: the texts are the author's; PostgreSQL has to read and print them before they
    /// can be compared. Names are as PostgreSQL will store them.
    public Catalog catalog(int major) {
        Catalog made = catalog;
        if (made == null || made.major() != major)
            catalog = made = new FactsCatalog(facts, major).catalog();
        return made;
    }

    /// The ids of all objects, columns and constraints that the schema declares.
    public Set<ObjectId> declared() {
        var ids = new TreeSet<ObjectId>();
        Catalog made = catalog;
        for (SchemaObject o : (made == null ? catalog(0) : made).objects()) {
            ids.add(o.id());
            if (o instanceof Table t) members(t, ids);
        }
        return ids;
    }

    private static void members(Table t, Set<ObjectId> ids) {
        t.columns().forEach(c -> ids.add(ObjectId.member(Kind.COLUMN, t.name(), c.name())));
        t.constraints().forEach(c -> ids.add(ObjectId.member(Kind.CONSTRAINT, t.name(), c.name())));
    }

    /// Views that the schema says to exist (`.existing()`): it reads them and does not govern them.
    public Set<ObjectId> existing() {
        return facts.views().stream()
                .filter(Facts.View::existing)
                .map(v ->
                        ObjectId.of(
                                v.materialized() ? Kind.MATERIALIZED_VIEW : Kind.VIEW,
                                Names.stored(v.schema(), v.name())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public List<Role> roles() {
        return facts.roles().stream()
                .filter(r -> !r.existing())
                .map(r -> new Role(r.name(), r.createDb(), r.createRole(), r.inherit()))
                .toList();
    }

    /// Role names that policies use and the schema does not make (`existing()` ones and plain
    /// names).
    public Set<String> existingRoles() {
        var made = roles().stream().map(Role::name).collect(Collectors.toSet());
        var named =
                Stream.concat(
                                facts.tables().stream()
                                        .flatMap(t -> t.policies().stream())
                                        .flatMap(p -> p.to().stream()),
                                facts.policies().stream().flatMap(p -> p.to().stream()))
                        .filter(r -> !made.contains(r) && !EVERYBODY.contains(r));
        return named.collect(Collectors.toCollection(TreeSet::new));
    }

    /// Drizzle's snapshot, version 7, byte for byte as drizzle-kit 0.31 writes it.
    public String snapshot(String id, String prevId) {
        return snapshot.replaceFirst("@id@", id).replaceFirst("@prevId@", prevId);
    }

    /// The version of the project's drizzle-orm; empty where it is not told.
    public String ormVersion() {
        return ormVersion;
    }

    /// The schema files, in the order in which they were read.
    public List<Path> files() {
        return files.stream().map(Path::of).toList();
    }

    /// The project's own files that loading the schema read, the schema files among them.
    List<Path> modules() {
        return modules.stream().map(Path::of).toList();
    }

    Facts facts() {
        return facts;
    }
}
