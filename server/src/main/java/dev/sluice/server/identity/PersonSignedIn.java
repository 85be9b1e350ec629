package dev.sluice.server.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// What the session keeps of a person: the id. Its name is the id too, so that all sessions of a
/// person can be found and ended.
public final class PersonSignedIn extends AbstractAuthenticationToken {
    private final long personId;

    PersonSignedIn(long personId) {
        super(List.copyOf(AuthorityUtils.NO_AUTHORITIES));
        this.personId = personId;
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Long getPrincipal() {
        return personId;
    }

    @Override
    public String getName() {
        return Long.toString(personId);
    }

    @Override
    public void setDetails(@Nullable Object details) {
        // the address of the request is in the trail; the session does not keep it
    }
}
