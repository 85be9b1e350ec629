package dev.sluice.source.snapshot;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.RecordField;
import dev.sluice.schema.SchemaObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// JSON of a whole catalog, made and written a part at a time: as one tree ten thousand tables take
/// gigabytes. Two spaces of indent, byte for byte as JavaScript's `JSON.stringify(x, null, 2)`.
final class CatalogStream {
    /// So many elements are made at once by one thread, and so many times that is written at once.
    private static final int PART = 100;

    private static final int PARTS = 16;

    private static final byte[] NEWLINE =
            ("\n" + " ".repeat(100)).getBytes(StandardCharsets.US_ASCII);

    private static final byte[] IS = label("is");
    private static final byte[] KIND = label("kind");

    /// A component of a record, with `"name": ` as it is written.
    private record Field(byte[] label, RecordField of) {}

    private static final ClassValue<List<Field>> FIELDS =
            new ClassValue<>() {
                @Override
                protected List<Field> computeValue(Class<?> type) {
                    return RecordField.of(type.asSubclass(Record.class)).stream()
                            .map(f -> new Field(label(f.name()), f))
                            .toList();
                }
            };

    private byte[] text = new byte[1 << 12];
    private int size;

    private CatalogStream() {}

    /// The fields of `head`, which are scalars, then the catalog's objects and dependencies.
    static void write(JsonNode head, Catalog catalog, OutputStream out) throws IOException {
        var start = new CatalogStream();
        char opening = '{';
        for (var field : head.properties()) {
            start.put(opening);
            start.newline(1);
            start.put(label(field.getKey()));
            start.put(field.getValue().toString());
            opening = ',';
        }
        start.put(opening);
        start.to(out);
        array("objects", catalog.objects(), out);
        out.write(',');
        array("dependencies", catalog.dependencies(), out);
        out.write("\n}\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void array(String name, List<?> elements, OutputStream out) throws IOException {
        var frame = new CatalogStream();
        frame.newline(1);
        frame.put(label(name));
        frame.put('[');
        frame.to(out);
        for (int from = 0; from < elements.size(); from += PART * PARTS) {
            int start = from;
            int left = (elements.size() - from + PART - 1) / PART;
            List<CatalogStream> parts =
                    IntStream.range(0, Math.min(PARTS, left))
                            .parallel()
                            .mapToObj(i -> part(elements, start + i * PART))
                            .toList();
            for (CatalogStream part : parts) part.to(out);
        }
        if (!elements.isEmpty()) frame.newline(1);
        frame.put(']');
        frame.to(out);
    }

    private static CatalogStream part(List<?> elements, int from) {
        var part = new CatalogStream();
        for (int i = from; i < Math.min(from + PART, elements.size()); i++) {
            if (i > 0) part.put(',');
            part.newline(2);
            part.value(elements.get(i), 2);
        }
        return part;
    }

    private void to(OutputStream out) throws IOException {
        out.write(text, 0, size);
        size = 0;
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case null -> put("null");
            case Identifier name -> quoted(name.text());
            case String string -> quoted(string);
            case Enum<?> constant -> quoted(constant.name());
            case Record record -> record(record, depth);
            case List<?> list -> list(list, depth);
            default -> put(value.toString());
        }
    }

    /// An object of the catalog says first which record it is, and last of what kind.
    private void record(Record record, int depth) {
        char opening = '{';
        if (record instanceof SchemaObject) {
            put(opening);
            newline(depth + 1);
            put(IS);
            quoted(record.getClass().getSimpleName());
            opening = ',';
        }
        for (Field field : FIELDS.get(record.getClass())) {
            put(opening);
            newline(depth + 1);
            put(field.label());
            value(field.of().of(record), depth + 1);
            opening = ',';
        }
        if (record instanceof SchemaObject object) {
            put(opening);
            newline(depth + 1);
            put(KIND);
            quoted(object.id().kind().words());
        }
        newline(depth);
        put('}');
    }

    private void list(List<?> list, int depth) {
        put('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) put(',');
            newline(depth + 1);
            value(list.get(i), depth + 1);
        }
        if (!list.isEmpty()) newline(depth);
        put(']');
    }

    private void quoted(String string) {
        room(6 * string.length() + 2);
        text[size++] = '"';
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') text[size++] = (byte) c;
            else if (c < 0x80) put(escaped(c));
            else {
                int point = string.codePointAt(i);
                put(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point) - 1;
            }
        }
        put('"');
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> "\\u%04x".formatted((int) c);
        };
    }

    private static byte[] label(String name) {
        return ('"' + name + "\": ").getBytes(StandardCharsets.US_ASCII);
    }

    private void newline(int depth) {
        put(NEWLINE, 1 + 2 * depth);
    }

    private void put(String ascii) {
        put(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private void put(char ascii) {
        room(1);
        text[size++] = (byte) ascii;
    }

    private void put(byte[] bytes) {
        put(bytes, bytes.length);
    }

    private void put(byte[] bytes, int length) {
        room(length);
        System.arraycopy(bytes, 0, text, size, length);
        size += length;
    }

    private void room(int more) {
        if (text.length - size < more)
            text = Arrays.copyOf(text, Math.max(2 * text.length, size + more));
    }
}
