package dev.sluice.server.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// `Authorization: Bearer slc_…` makes the request its person's, within the token's scopes.
public final class TokenFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;

    public TokenFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.startsWith(BEARER)) {
            tokens.actor(header.substring(BEARER.length()).strip()).ifPresent(TokenFilter::enter);
        }
        chain.doFilter(request, response);
    }

    private static void enter(Actor actor) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new TokenSignedIn(actor));
        SecurityContextHolder.setContext(context);
    }
}
