package dev.sluice.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The canonical bytes that a fingerprint hashes: every component of every object in a fixed order,
/// each string length-prefixed, columns by name, so that neither column order nor punctuation
/// inside a name can make two schemas equal or different.
final class Canonical {
    /// So many objects are written by one thread at once, and so many times that is hashed at once.
    private static final int PART = 100;

    private static final int PARTS = 16;

    private byte[] bytes = new byte[1 << 12];
    private int size;

    private Canonical() {}

    static String sha256(Catalog catalog) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            List<SchemaObject> all = catalog.objects();
            for (int from = 0; from < all.size(); from += PART * PARTS) {
                int start = from;
                int left = (all.size() - from + PART - 1) / PART;
                IntStream.range(0, Math.min(PARTS, left))
                        .parallel()
                        .mapToObj(i -> part(all, start + i * PART))
                        .toList()
                        .forEach(part -> digest.update(part.bytes, 0, part.size));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Canonical part(List<SchemaObject> all, int from) {
        var part = new Canonical();
        for (int i = from; i < Math.min(from + PART, all.size()); i++)
            if (!all.get(i).id().kind().isAccess()) part.write(normal(all.get(i)));
        return part;
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

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> put((byte) 'n');
            case Record r -> {
                string(r.getClass().getSimpleName());
                for (RecordField field : RecordField.of(r.getClass())) write(field.of(r));
                put((byte) 'e');
            }
            case List<?> list -> {
                string("[" + list.size());
                list.forEach(this::write);
            }
            default -> string(value.toString());
        }
    }

    private void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (char digit : Integer.toString(utf8.length).toCharArray()) put((byte) digit);
        put((byte) ':');
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    private void put(byte value) {
        room(1);
        bytes[size++] = value;
    }

    private void room(int more) {
        if (bytes.length - size < more)
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
}
