package dev.sluice.server.openapi;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.sluice.server.web.Listed;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From Java types to JSON Schema 2020-12. Each record is a component with its own name; what is
/// `@Nullable` may be left out, all else is required, and nothing else is there.
final class Schemas {
    private final Map<String, Map<String, Object>> components = new TreeMap<>();
    private final Map<String, Object> owners = new LinkedHashMap<>();

    Map<String, Map<String, Object>> components() {
        return components;
    }

    Map<String, Object> of(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType of) {
            Class<?> raw = raw(of.getType());
            AnnotatedType[] inner = of.getAnnotatedActualTypeArguments();
            if (raw == Listed.class) return listed(inner[0]);
            if (raw == Map.class)
                return ordered("type", "object", "additionalProperties", item(inner[1]));
            if (List.class.isAssignableFrom(raw) || raw == java.util.Set.class)
                return ordered("type", "array", "items", item(inner[0]));
        }
        return of(raw(type.getType()));
    }

    Map<String, Object> of(Class<?> type) {
        if (type.isRecord()) return record(type);
        if (type.isEnum()) return ordered("type", "string", "enum", constants(type));
        if (type == int.class || type == Integer.class)
            return ordered("type", "integer", "format", "int32");
        if (type == long.class || type == Long.class)
            return ordered("type", "integer", "format", "int64");
        if (type == boolean.class || type == Boolean.class) return ordered("type", "boolean");
        if (type == Instant.class || type == OffsetDateTime.class)
            return ordered("type", "string", "format", "date-time");
        if (type == String.class) return ordered("type", "string");
        throw new IllegalStateException(type + " has no schema: answer a record");
    }

    private Map<String, Object> record(Class<?> type) {
        String name = type.getSimpleName();
        if (!name(name, type)) return ref(name);
        components.put(name, Map.of());
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (RecordComponent c : type.getRecordComponents()) {
            properties.put(c.getName(), item(c.getAnnotatedType()));
            if (!isNullable(c.getAnnotatedType())) required.add(c.getName());
        }
        components.put(name, object(properties, required));
        return ref(name);
    }

    private Map<String, Object> listed(AnnotatedType item) {
        Map<String, Object> one = of(item);
        String name = raw(item.getType()).getSimpleName() + "List";
        if (name(name, raw(item.getType()) + "[]"))
            components.put(
                    name,
                    object(
                            ordered(
                                    "items",
                                    ordered("type", "array", "items", one),
                                    "next",
                                    ordered(
                                            "type",
                                            "string",
                                            "description",
                                            "The cursor of what follows; absent at the end.")),
                            List.of("items")));
        return ref(name);
    }

    private static Map<String, Object> object(
            Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = ordered("type", "object", "properties", properties);
        if (!required.isEmpty()) schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    /// Whether the name is new; two types with one name would be one schema for both.
    private boolean name(String name, Object owner) {
        Object known = owners.putIfAbsent(name, owner);
        if (known != null && !known.equals(owner))
            throw new IllegalStateException(
                    "two schemas are named %s: %s and %s".formatted(name, known, owner));
        return known == null;
    }

    /// Null where the type says so, as in a request.
    private Map<String, Object> item(AnnotatedType type) {
        Map<String, Object> plain = of(type);
        if (!isNullable(type)) return plain;
        if (plain.containsKey("$ref"))
            return ordered("anyOf", List.of(plain, ordered("type", "null")));
        var orNull = new LinkedHashMap<>(plain);
        orNull.put("type", List.of(Objects.requireNonNull(plain.get("type")), "null"));
        if (plain.get("enum") instanceof List<?> constants) {
            var more = new ArrayList<@Nullable Object>(constants);
            more.add(null);
            orNull.put("enum", more);
        }
        return orNull;
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> raw(p.getRawType());
            default -> throw new IllegalStateException(type + " has no schema: answer a record");
        };
    }

    private static List<String> constants(Class<?> type) {
        Method value =
                Arrays.stream(type.getMethods())
                        .filter(m -> m.isAnnotationPresent(JsonValue.class))
                        .findFirst()
                        .orElse(null);
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .map(c -> value == null ? c.toString() : text(value, c))
                .toList();
    }

    private static String text(Method value, Object constant) {
        try {
            return String.valueOf(value.invoke(constant));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(value + " can't be called", e);
        }
    }

    static Map<String, Object> ref(String name) {
        return ordered("$ref", "#/components/schemas/" + name);
    }

    static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
        return map;
    }
}
