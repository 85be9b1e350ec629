package dev.sluice.schema;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The canonical bytes that a fingerprint hashes: every component of every object in a fixed order,
/// each string length-prefixed, columns by name, so that neither column order nor punctuation
/// inside a name can make two schemas equal or different.
final class Canonical {
    private static final ClassValue<List<Method>> ACCESSORS =
            new ClassValue<>() {
                @Override
                protected List<Method> computeValue(Class<?> type) {
                    return Stream.of(type.getRecordComponents())
                            .map(RecordComponent::getAccessor)
                            .toList();
                }
            };

    private Canonical() {}

    static String sha256(Catalog catalog) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (SchemaObject o : catalog.objects())
                if (!o.id().kind().isAccess()) write(digest, normal(o));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What is the environment's or cosmetic is taken out.
    private static SchemaObject normal(SchemaObject o) {
        return switch (o) {
            case Table t ->
                    new Table(
                            t.name(),
                            t.columns().stream()
                                    .sorted(Comparator.comparing(Column::name))
                                    .toList(),
                            said(t.constraints()),
                            t.rowSecurity(),
                            t.forceRowSecurity(),
                            t.unlogged(),
                            t.options().stream().sorted().toList(),
                            t.accessMethod(),
                            t.replicaIdentity(),
                            t.partitioning(),
                            t.server(),
                            t.comment());
            case View v ->
                    new View(
                            v.name(),
                            v.columns(),
                            v.query(),
                            v.options().stream().sorted().toList(),
                            v.comment());
            case MaterializedView v ->
                    new MaterializedView(
                            v.name(),
                            v.columns(),
                            v.query(),
                            v.options().stream().sorted().toList(),
                            v.populated(),
                            v.accessMethod(),
                            v.tablespace(),
                            v.comment());
            case Domain d ->
                    new Domain(
                            d.name(),
                            d.type(),
                            d.collation(),
                            d.defaultExpression(),
                            d.notNull(),
                            said(d.constraints()),
                            d.comment());
            case Extension e -> new Extension(e.name(), e.schema(), "", e.comment());
            case Schema _,
                    EnumType _,
                    CompositeType _,
                    Sequence _,
                    Function _,
                    Index _,
                    Trigger _,
                    Policy _,
                    Definition _,
                    Unsupported _ ->
                    o;
        };
    }

    private static List<Constraint> said(List<Constraint> constraints) {
        return constraints.stream()
                .filter(c -> !c.isUnsaid())
                .sorted(Comparator.comparing(Constraint::name))
                .toList();
    }

    private static void write(MessageDigest out, @Nullable Object value) {
        switch (value) {
            case null -> out.update((byte) 'n');
            case Record r -> {
                string(out, r.getClass().getSimpleName());
                for (Method accessor : ACCESSORS.get(r.getClass())) write(out, value(r, accessor));
                out.update((byte) 'e');
            }
            case List<?> list -> {
                string(out, "[" + list.size());
                list.forEach(v -> write(out, v));
            }
            default -> string(out, value.toString());
        }
    }

    private static @Nullable Object value(Record r, Method accessor) {
        try {
            return accessor.invoke(r);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void string(MessageDigest out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.update(bytes);
    }
}
