package dev.sluice.server.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// What the session keeps of a person: the id, and how and when they came in. Its name is the id
/// too, so that all sessions of a person can be found and ended.
public final class PersonSignedIn extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 2;

    private final long personId;
    private final int epoch;
    private final Instant begunAt;
    private final Instant provedAt;
    private final String address;
    private final String browser;

    PersonSignedIn(long personId, int epoch, Instant begunAt, Instant provedAt, Visitor from) {
        super(List.copyOf(AuthorityUtils.NO_AUTHORITIES));
        this.personId = personId;
        this.epoch = epoch;
        this.begunAt = begunAt;
        this.provedAt = provedAt;
        this.address = from.address();
        this.browser = from.browser();
        setAuthenticated(true);
    }

    static PersonSignedIn of(Proven proven, Visitor from) {
        return new PersonSignedIn(
                proven.actor().personId(), proven.epoch(), proven.at(), proven.at(), from);
    }

    /// The same session's person, who has shown again who they are.
    PersonSignedIn again(Proven proven) {
        return new PersonSignedIn(
                personId, proven.epoch(), begunAt, proven.at(), new Visitor(address, browser));
    }

    int epoch() {
        return epoch;
    }

    Instant begunAt() {
        return begunAt;
    }

    Instant provedAt() {
        return provedAt;
    }

    String address() {
        return address;
    }

    String browser() {
        return browser;
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
        // the address and the browser's words are all that a session keeps of its request
    }
}
