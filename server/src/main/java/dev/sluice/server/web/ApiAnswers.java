package dev.sluice.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.util.UriComponentsBuilder;

/// The headers that follow from an answer: the version of a resource, the way to the rest of a
/// list. Who has the version already gets no body again (304).
@ControllerAdvice
final class ApiAnswers implements ResponseBodyAdvice<Object> {
    private final Versions versions;

    ApiAnswers(Versions versions) {
        this.versions = versions;
    }

    @Override
    public boolean supports(
            MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return method.hasMethodAnnotation(Operation.class);
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        Operation operation = method.getMethodAnnotation(Operation.class);
        if (body instanceof Listed<?> list && list.next() != null)
            response.getHeaders()
                    .add("Link", "<%s>; rel=\"next\"".formatted(following(request, list.next())));
        if (body == null || operation == null || !operation.tagged()) return body;
        String tag = versions.tag(body);
        response.getHeaders().setETag(tag);
        if (!isSeen(request, tag)) return body;
        response.setStatusCode(HttpStatus.NOT_MODIFIED);
        return null;
    }

    /// Weak comparison (RFC 9110, 13.1.2).
    private static boolean isSeen(ServerHttpRequest request, String tag) {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        return servlet.getMethod().equals("GET")
                && Collections.list(servlet.getHeaders("If-None-Match")).stream()
                        .flatMap(h -> Arrays.stream(h.split(",")))
                        .map(String::strip)
                        .map(t -> t.startsWith("W/") ? t.substring(2) : t)
                        .anyMatch(t -> t.equals(tag) || t.equals("*"));
    }

    private static String following(ServerHttpRequest request, String cursor) {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        return UriComponentsBuilder.newInstance()
                .path(servlet.getRequestURI())
                .query(servlet.getQueryString())
                .replaceQueryParam("cursor", cursor)
                .build()
                .toUriString();
    }
}
