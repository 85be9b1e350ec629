package dev.sluice.server.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.CurrentActor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/// The header Idempotency-Key of a POST: the same key by the same person with the same request is
/// done once, and answered alike for 24 hours. The filter holds body and answer; the claim is made
/// by the interceptor, after the rights were asked: a stored answer is nobody's who may not.
///
/// Kept are answers of what was done. After a refusal or a failure the key is free again. When a
/// server ends in the middle, nobody knows what was done: the key stays taken, and says so.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class Once extends OncePerRequestFilter implements HandlerInterceptor {
    static final String HEADER = "Idempotency-Key";
    private static final String CLAIM = Once.class.getName();
    private static final String REPLAYED = "Idempotency-Replayed";

    private final OnceKeys keys;
    private final CurrentActor current;

    Once(OnceKeys keys, CurrentActor current) {
        this.keys = keys;
        this.current = current;
    }

    private record Claim(long person, String key) {}

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Errors.isApi(request)
                || !request.getMethod().equals("POST")
                || request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = request.getInputStream().readAllBytes();
        } catch (Refused e) {
            ProblemBody.write(response, e.problem());
            return;
        }
        var held = new HeldBody(request, body);
        var answer = new ContentCachingResponseWrapper(response);
        boolean done = false;
        try {
            chain.doFilter(held, answer);
            done = answer.getStatus() / 100 == 2;
        } finally {
            if (held.getAttribute(CLAIM) instanceof Claim(long person, String key)) {
                if (done)
                    keys.answered(
                            person,
                            key,
                            answer.getStatus(),
                            answer.getHeader("ETag"),
                            answer.getContentAsByteArray());
                else keys.freed(person, key);
            }
        }
        answer.copyBodyToResponse();
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        HeldBody held = WebUtils.getNativeRequest(request, HeldBody.class);
        if (held == null) return true;
        String key = request.getHeader(HEADER);
        if (request.getRequestURI().equals("/api/v1/tokens"))
            throw BadRequest.parameter(
                    HEADER, "is not taken here: the answer holds a secret, which is kept nowhere.");
        if (!key.matches("[\\x21-\\x7e]{1,255}"))
            throw BadRequest.parameter(HEADER, "has to be 1 to 255 letters of ASCII, no spaces.");
        Actor actor = current.find().orElse(null);
        if (actor == null) return true;
        byte[] digest = digest(request, held.body());
        Optional<OnceKeys.Kept> kept = keys.claim(actor.personId(), key, digest);
        if (kept.isEmpty()) {
            request.setAttribute(CLAIM, new Claim(actor.personId(), key));
            return true;
        }
        replay(response, kept.get(), digest);
        return false;
    }

    private static void replay(HttpServletResponse response, OnceKeys.Kept kept, byte[] digest)
            throws IOException {
        if (!Arrays.equals(kept.request(), digest))
            ProblemBody.write(
                    response,
                    ProblemKind.KEY_USED_OTHERWISE.says(
                            "You have used this Idempotency-Key for another request within 24 hours. Nothing was changed. Take a new key."));
        else if (kept.status() == null)
            ProblemBody.write(
                    response,
                    ProblemKind.KEY_IN_USE.says(
                            "The first request with this Idempotency-Key has not been answered: it is still running, or its server ended in the middle. Nothing was started again. Ask again in a moment; if this stays, look at what it was for and take a new key."));
        else {
            response.setStatus(kept.status());
            response.setHeader(REPLAYED, "true");
            if (kept.etag() != null) response.setHeader("ETag", kept.etag());
            byte @Nullable [] body = kept.body();
            if (body != null && body.length > 0) {
                response.setContentType("application/json");
                response.getOutputStream().write(body);
            }
        }
    }

    private static byte[] digest(HttpServletRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head = request.getRequestURI() + "?" + request.getQueryString() + "\n";
            String match = "If-Match: " + request.getHeader("If-Match") + "\n";
            digest.update((head + match).getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
