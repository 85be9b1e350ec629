package dev.sluice.server;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// What a GET request has read it reads no second time: each part of a page asks for the same rows.
/// Whatever may write, and the work in the background, reads anew each time.
public final class ReadOnce {
    private static final String KNOWN = ReadOnce.class.getName();

    private ReadOnce() {}

    /// `what` names the reading, `which` are the things that it depends on. What comes out is
    /// shared by all who ask, so nobody changes it.
    public static <T> T of(String what, List<?> which, Supplier<T> reading) {
        Map<Object, Object> known = known();
        if (known == null) return reading.get();
        var key = List.of(what, which);
        @SuppressWarnings("unchecked")
        T found = (T) known.get(key);
        if (found != null) return found;
        T read = reading.get();
        known.put(key, read);
        return read;
    }

    /// What was read for many at once.
    public static void know(String what, List<?> which, Object value) {
        Map<Object, Object> known = known();
        if (known != null) known.put(List.of(what, which), value);
    }

    /// What was read for each of many at once: that there is nothing of one is known too.
    public static <T> void knowEach(String what, Collection<Long> each, Map<Long, List<T>> found) {
        each.forEach(one -> know(what, List.of(one), found.getOrDefault(one, List.of())));
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Map<Object, Object> known() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes at)
                || !at.getRequest().getMethod().equals("GET")) return null;
        Object known = at.getAttribute(KNOWN, RequestAttributes.SCOPE_REQUEST);
        if (known instanceof Map) return (Map<Object, Object>) known;
        var none = new HashMap<Object, Object>();
        at.setAttribute(KNOWN, none, RequestAttributes.SCOPE_REQUEST);
        return none;
    }
}
