package dev.sluice.server.identity;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
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
        Visitor from =
                given.getDetails() instanceof Visitor visitor
                        ? visitor
                        : new Visitor("unknown", "a program");
        return switch (signIn.check(
                given.getName(), String.valueOf(given.getCredentials()), from.address())) {
            case SignIn.Refused _ -> throw new BadCredentialsException(SignIn.REFUSED);
            case HalfSignedIn half -> throw new CodeNeeded(half);
            case Proven proven -> PersonSignedIn.of(proven, from);
        };
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
