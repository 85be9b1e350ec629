package dev.sluice.server.web;

import dev.sluice.server.changes.ChangeState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// [Paging] and [IfMatch] as arguments; and no value of an address is passed over: a filter that
/// was misspelt would show everything.
@Configuration(proxyBeanMethods = false)
class ApiArguments implements WebMvcConfigurer {
    private static final Set<String> PAGING = Set.of("limit", "cursor");

    private final Once once;

    ApiArguments(Once once) {
        this.once = once;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Resolver(Paging.class));
        resolvers.add(new Resolver(IfMatch.class));
    }

    /// As the API spells it, which is not as Java does.
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, ChangeState.class, ChangeState::of);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Known()).addPathPatterns("/api/**").order(1);
        // after the rights of the route were asked
        registry.addInterceptor(once).addPathPatterns("/api/**").order(2);
    }

    private record Resolver(Class<?> type) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType().equals(type);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            if (type.equals(IfMatch.class)) {
                String[] all = request.getHeaderValues("If-Match");
                return new IfMatch(all == null ? null : String.join(",", all));
            }
            return Paging.of(
                    request.getParameter("limit"),
                    request.getParameter("cursor"),
                    list(request.getNativeRequest(HttpServletRequest.class)));
        }
    }

    /// The address with its filters, in a few letters.
    private static String list(@Nullable HttpServletRequest request) {
        if (request == null) throw new IllegalStateException("a list is asked for by HTTP");
        var filters = new TreeMap<String, String>();
        request.getParameterMap()
                .forEach((name, values) -> {
                    if (!PAGING.contains(name)) filters.put(name, String.join("\n", values));
                });
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    (request.getRequestURI() + filters)
                                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static final class Known implements HandlerInterceptor {
        @Override
        public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getQueryString() == null || !(handler instanceof HandlerMethod route))
                return true;
            Set<String> known = names(route);
            var seen = new TreeMap<String, String>();
            for (String pair : request.getQueryString().split("&", -1)) {
                if (pair.isEmpty()) continue;
                String name = decoded(pair.split("=", 2)[0]);
                String value = decoded(pair);
                if (!known.contains(name))
                    throw BadRequest.parameter(
                            BodyRules.isStorable(name) ? shortened(name) : "?",
                            known.isEmpty()
                                    ? "is not known: this address takes none."
                                    : "is not known here. There are %s."
                                            .formatted(String.join(", ", known)));
                if (!BodyRules.isStorable(value))
                    throw BadRequest.parameter(name, "holds a NUL, which no text may.");
                if (seen.put(name, value) != null)
                    throw BadRequest.parameter(name, "is given twice.");
            }
            return true;
        }
    }

    static Set<String> names(HandlerMethod route) {
        var names = new TreeSet<String>();
        for (MethodParameter p : route.getMethodParameters()) {
            if (p.getParameterType().equals(Paging.class)) names.addAll(PAGING);
            if (p.hasParameterAnnotation(RequestParam.class)) names.add(p.getParameter().getName());
        }
        return names;
    }

    /// [RequestLimits] has seen that it can be.
    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) : name;
    }
}
