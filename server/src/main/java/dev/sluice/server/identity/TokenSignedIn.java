package dev.sluice.server.identity;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// A request with a token; lives as long as the request.
final class TokenSignedIn extends AbstractAuthenticationToken {
    private final transient Actor actor;

    TokenSignedIn(Actor actor) {
        super(List.copyOf(AuthorityUtils.NO_AUTHORITIES));
        this.actor = actor;
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Actor getPrincipal() {
        return actor;
    }

    @Override
    public String getName() {
        return Long.toString(actor.personId());
    }
}
