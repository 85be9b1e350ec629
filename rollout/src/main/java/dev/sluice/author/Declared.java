package dev.sluice.author;

import dev.sluice.plan.DeclaredRole;
import dev.sluice.plan.Wanted;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.Policy;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Table;
import dev.sluice.source.Loaded;
import dev.sluice.source.Problem;
import dev.sluice.source.catalog.CatalogReader;
import dev.sluice.source.drizzle.DrizzleSchema;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A declared schema as PostgreSQL prints it: loaded on scratch beside the objects that a Drizzle
/// schema cannot declare but may use (extensions, functions, domains …), read back, and settled.
public final class Declared {
    private static final Set<Kind> CARRIED =
            EnumSet.of(Kind.SCHEMA, Kind.EXTENSION, Kind.DOMAIN, Kind.COMPOSITE, Kind.FUNCTION);

    private Declared() {}

    /// `beside`: the state that the schema is compared with; what it carries is loaded too.
    public static Loaded settle(DrizzleSchema schema, Catalog beside, Scratch scratch)
            throws SQLException {
        try (Room room = Room.empty(scratch)) {
            return settle(schema, beside, scratch, room);
        }
    }

    static Loaded settle(DrizzleSchema schema, Catalog beside, Scratch scratch, Room room)
            throws SQLException {
        Catalog texts = schema.catalog(scratch.major());
        Loaded loaded = settle(texts, beside, named(schema), scratch, room);
        if (loaded instanceof Loaded.Ok && isKept(schema))
            room.keep(
                    content(texts, beside),
                    schema.words(),
                    () -> Snapshots.meaning(schema.words()).catalog(scratch.major()));
        return loaded;
    }

    /// The same for un-normalised texts of a snapshot.
    public static Loaded settle(Catalog texts, Catalog beside, List<String> roles, Scratch scratch)
            throws SQLException {
        try (Room room = Room.empty(scratch)) {
            return settle(texts, beside, roles, scratch, room);
        }
    }

    /// A room in which `last` stands: what the next declaration most likely still says.
    static Room room(DrizzleSchema last, Catalog beside, Scratch scratch) throws SQLException {
        if (!isKept(last)) return Room.empty(scratch);
        Catalog texts = last.catalog(scratch.major());
        return Room.with(content(texts, beside), last.words(), scratch);
    }

    /// A role that a kept database needs could not be dropped on scratch any more, by whatever
    /// migration is to be proven there.
    private static boolean isKept(DrizzleSchema schema) {
        return !schema.words().isEmpty() && named(schema).isEmpty();
    }

    private static List<String> named(DrizzleSchema schema) {
        return Stream.concat(
                        schema.existingRoles().stream(),
                        schema.roles().stream().map(DrizzleSchema.Role::name))
                .toList();
    }

    private static Room.Content content(Catalog texts, Catalog beside) {
        return new Room.Content(Sql.statements(carried(beside, texts)), texts);
    }

    private static Loaded settle(
            Catalog texts, Catalog beside, List<String> roles, Scratch scratch, Room room)
            throws SQLException {
        for (String role : roles) ensureRole(room.connection(), role);
        List<Problem> problems = room.load(content(texts, beside));
        if (!problems.isEmpty()) return new Loaded.Broken(problems);
        Catalog read = CatalogReader.read(room.connection());
        Catalog carried = carried(beside, texts);
        Catalog settled = without(FixedPoint.settle(read, beside, scratch), carried, texts);
        return new Loaded.Ok(PolicyWords.restored(settled, texts));
    }

    /// The declaration beside what stands: what it leaves to PostgreSQL is there as it stands.
    /// `user` ran the SQL of what stands; null: unknown.
    public static Catalog beside(Catalog stands, Catalog declared, @Nullable String user) {
        return Wanted.named(stands, PolicyWords.kept(declared, stands, user));
    }

    /// The roles that the schema makes.
    public static List<DeclaredRole> roles(DrizzleSchema schema) {
        return schema.roles().stream()
                .map(r -> new DeclaredRole(r.name(), r.createDb(), r.createRole(), r.inherit()))
                .toList();
    }

    private static Catalog carried(Catalog beside, Catalog texts) {
        var declared = new HashSet<ObjectId>();
        texts.objects().forEach(o -> declared.add(o.id()));
        var linked = new HashSet<ObjectId>();
        for (Policy p : texts.all(Policy.class)) linked.add(ObjectId.of(Kind.TABLE, p.table()));
        var objects = new ArrayList<SchemaObject>();
        for (SchemaObject o : beside.objects()) {
            if (declared.contains(o.id())) continue;
            if (CARRIED.contains(o.id().kind())) objects.add(o);
            if (o instanceof Table t && linked.contains(o.id())) objects.add(bare(t));
        }
        return new Catalog(beside.major(), objects, beside.dependencies());
    }

    /// A table that only policies are declared on: they need its columns, no more.
    private static Table bare(Table t) {
        var columns =
                t.columns().stream()
                        .map(c ->
                                new Column(
                                        c.name(),
                                        c.type(),
                                        c.typeId(),
                                        c.collation(),
                                        false,
                                        null,
                                        null,
                                        null,
                                        true,
                                        null,
                                        null,
                                        null,
                                        null))
                        .toList();
        return Table.plain(t.name(), columns, List.of(), t.rowSecurity());
    }

    private static Catalog without(Catalog read, Catalog carried, Catalog texts) {
        var gone = new HashSet<ObjectId>();
        for (SchemaObject o : carried.objects()) gone.add(o.id());
        for (SchemaObject o : texts.objects()) gone.remove(o.id());
        return new Catalog(
                read.major(),
                read.objects().stream().filter(o -> !gone.contains(o.id())).toList(),
                read.dependencies());
    }

    static void ensureRole(Connection connection, String role) throws SQLException {
        if (role.equals("public") || PolicyWords.isWord(role)) return;
        try (var exists =
                connection.prepareStatement(
                        "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = ?")) {
            exists.setString(1, role);
            if (exists.executeQuery().next()) return;
        }
        try (var create = connection.createStatement()) {
            create.execute("CREATE ROLE " + Identifier.of(role).quoted());
        } catch (SQLException madeMeanwhile) {
            if (!"42710".equals(madeMeanwhile.getSQLState())) throw madeMeanwhile;
        }
    }
}
