package dev.sluice.server.web;

import dev.sluice.server.web.Problem.Fault;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/// What a body has to keep to whatever it says: what is not marked `@Nullable` is there, and no
/// text holds what PostgreSQL can't (NUL, half a surrogate pair). All faults are told at once.
@ControllerAdvice
final class BodyRules extends RequestBodyAdviceAdapter {
    @Override
    public boolean supports(
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter) {
        var faults = new ArrayList<Fault>();
        check(body, null, "", faults);
        if (!faults.isEmpty()) throw new BadRequest(faults);
        return body;
    }

    private static void check(
            @Nullable Object value, @Nullable AnnotatedType type, String pointer, List<Fault> out) {
        if (out.size() == 20) return;
        switch (value) {
            case null -> {
                if (type != null && !isNullable(type))
                    out.add(Fault.inBody(pointer, "is missing."));
            }
            case String text -> {
                if (!isStorable(text))
                    out.add(
                            Fault.inBody(
                                    pointer,
                                    "holds a NUL or half a surrogate pair, which no text may."));
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++)
                    check(list.get(i), argument(type, 0), pointer + "/" + i, out);
            }
            case Map<?, ?> map ->
                    map.forEach((key, item) -> {
                        String at = pointer + "/" + Unread.escaped(String.valueOf(key));
                        check(key, null, at, out);
                        check(item, argument(type, 1), at, out);
                    });
            case Record one -> {
                for (RecordComponent c : one.getClass().getRecordComponents())
                    check(of(one, c), c.getAnnotatedType(), pointer + "/" + c.getName(), out);
            }
            default -> {}
        }
    }

    private static @Nullable Object of(Record one, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(one);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " can't be read", e);
        }
    }

    private static @Nullable AnnotatedType argument(@Nullable AnnotatedType type, int index) {
        return type instanceof AnnotatedParameterizedType of
                        && of.getAnnotatedActualTypeArguments().length > index
                ? of.getAnnotatedActualTypeArguments()[index]
                : null;
    }

    public static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) return false;
            if (Character.isHighSurrogate(c)) {
                if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) return false;
            } else if (Character.isLowSurrogate(c)) return false;
        }
        return true;
    }
}
