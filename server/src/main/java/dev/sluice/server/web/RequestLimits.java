package dev.sluice.server.web;

import dev.sluice.server.web.Problem.Fault;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// What a request to the API may be before anybody reads it: how large, in which format, with how
/// much in its address. It stands before the sign-in, so that a stranger can't make the server
/// read.
@Configuration(proxyBeanMethods = false)
class RequestLimits {
    static final long BODY = 1 << 20;
    static final long RELEASE = 64 << 20;
    static final int PARAMETERS = 50;
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    @Bean
    FilterRegistrationBean<?> limits() {
        var first = new FilterRegistrationBean<OncePerRequestFilter>(new Limits());
        first.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return first;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrors() {
        return factory ->
                factory.addContextCustomizers(context ->
                        context.getParent().getPipeline().addValve(new ContainerErrors()));
    }

    private static final class Limits extends OncePerRequestFilter {
        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !Errors.isApi(request);
        }

        @Override
        protected void doFilterInternal(
                HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            long most = request.getRequestURI().endsWith("/releases") ? RELEASE : BODY;
            Optional<Problem> refused =
                    tooLarge(request, most)
                            .or(() -> query(request.getQueryString()))
                            .or(() -> format(request));
            if (refused.isPresent()) ProblemBody.write(response, refused.get());
            else chain.doFilter(new LimitedBody(request, most), response);
        }
    }

    private static Optional<Problem> tooLarge(HttpServletRequest request, long most) {
        return request.getContentLengthLong() > most
                ? Optional.of(LimitedBody.tooLarge(most))
                : Optional.empty();
    }

    private static Optional<Problem> query(@Nullable String query) {
        if (query == null) return Optional.empty();
        if (query.chars().filter(c -> c == '&').count() >= PARAMETERS)
            return Optional.of(
                    ProblemKind.NOT_UNDERSTOOD.says(
                            "The address has more than %d values. Nothing was changed."
                                    .formatted(PARAMETERS)));
        return isDecodable(query)
                ? Optional.empty()
                : Optional.of(
                        Said.notUnderstood(
                                List.of(
                                        Fault.inParameter(
                                                "?",
                                                "the address is not encoded as UTF-8 with percent signs."))));
    }

    private static boolean isDecodable(String query) {
        ByteBuffer bytes = ByteBuffer.allocate(query.length() * 3);
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c != '%') {
                bytes.put((byte) (c < 0x80 ? c : 0xFF));
                continue;
            }
            if (i + 2 >= query.length()) return false;
            int high = Character.digit(query.charAt(i + 1), 16);
            int low = Character.digit(query.charAt(i + 2), 16);
            if (high < 0 || low < 0) return false;
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /// JSON or nothing: a form would be read as parameters.
    private static Optional<Problem> format(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null || READS.contains(request.getMethod())) return Optional.empty();
        try {
            MediaType media = MediaType.parseMediaType(type);
            boolean json =
                    media.isConcrete()
                            && media.isCompatibleWith(MediaType.APPLICATION_JSON)
                            && (media.getCharset() == null
                                    || media.getCharset().equals(StandardCharsets.UTF_8));
            boolean plain = request.getHeader("Content-Encoding") == null;
            return json && plain
                    ? Optional.empty()
                    : Optional.of(Said.ofStatus(ProblemKind.WRONG_FORMAT.status()));
        } catch (InvalidMediaTypeException | java.nio.charset.UnsupportedCharsetException e) {
            return Optional.of(Said.ofStatus(ProblemKind.WRONG_FORMAT.status()));
        }
    }
}
