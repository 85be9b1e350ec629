package dev.sluice.server.identity;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/// Spring Security's way into [SignIn].
@Component
final class PasswordSignIn implements AuthenticationProvider {
    private final SignIn signIn;

    PasswordSignIn(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        String address =
                given.getDetails() instanceof WebAuthenticationDetails web
                        ? web.getRemoteAddress()
                        : "unknown";
        return signIn.check(given.getName(), String.valueOf(given.getCredentials()), address)
                .map(actor -> new PersonSignedIn(actor.personId()))
                .orElseThrow(() -> new BadCredentialsException(SignIn.REFUSED));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
