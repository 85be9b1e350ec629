package dev.sluice.server.identity;

import org.springframework.security.core.AuthenticationException;

/// Name and password were right; the account has a second factor too.
public final class CodeNeeded extends AuthenticationException {
    private final transient HalfSignedIn half;

    public CodeNeeded(HalfSignedIn half) {
        super("This account has a second factor: its code is needed too.");
        this.half = half;
    }

    public HalfSignedIn half() {
        return half;
    }
}
