package dev.sluice.server.web;

import dev.sluice.server.web.Problem.Fault;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Why a body could not be read, and where; never what stands there.
final class Unread {
    private Unread() {}

    static Fault fault(@Nullable Throwable why) {
        return switch (why) {
            case StreamConstraintsException _ ->
                    Fault.inBody(
                            "",
                            "nests deeper, or holds a longer text or number, than is taken here.");
            case UnrecognizedPropertyException x ->
                    Fault.inBody(pointer(x), "is not known here. Fields are " + known(x) + ".");
            case MismatchedInputException x when x.getTargetType() != null ->
                    Fault.inBody(pointer(x), "has to be " + kind(x.getTargetType()) + ".");
            case DatabindException x -> Fault.inBody(pointer(x), "has the wrong form.");
            case JacksonException x ->
                    Fault.inBody(
                            pointer(x),
                            "is not JSON at line %d, column %d."
                                    .formatted(
                                            x.getLocation().getLineNr(),
                                            x.getLocation().getColumnNr()));
            case null -> Fault.inBody("", "is missing: this needs a body.");
            default -> Fault.inBody("", "could not be read.");
        };
    }

    private static String known(UnrecognizedPropertyException e) {
        return Stream.ofNullable(e.getKnownPropertyIds())
                .flatMap(Collection::stream)
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(r ->
                        r.getPropertyName() != null
                                ? r.getPropertyName()
                                : Integer.toString(r.getIndex()))
                .map(Unread::escaped)
                .map(s -> "/" + s)
                .collect(Collectors.joining());
    }

    /// `rules[0].steps` as `/rules/0/steps`.
    static String pointer(String field) {
        return "/" + field.replaceAll("\\[(\\d+)]", ".$1").replace('.', '/');
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) return oneOf(type);
        if (type == String.class) return "a text";
        if (type == int.class || type == Integer.class) return "a whole number below 2147483648";
        if (type == long.class || type == Long.class) return "a whole number";
        if (type == boolean.class || type == Boolean.class) return "true or false";
        if (type == Instant.class) return "a time such as 2026-08-01T12:00:00Z";
        if (List.class.isAssignableFrom(type)) return "a list";
        return type.isRecord() || Map.class.isAssignableFrom(type)
                ? "an object"
                : "of another kind";
    }

    static String oneOf(Class<?> type) {
        return "one of "
                + Stream.of(Objects.requireNonNull(type.getEnumConstants()))
                        .map(c -> c.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }
}
