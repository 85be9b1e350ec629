package dev.sluice.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/// Writes the trail, and tells the browser to forget what it has kept of our pages. Not the
/// cookies: those would go for the whole domain.
@Component
public final class SignOut implements LogoutHandler {
    private final Sessions sessions;

    SignOut(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void logout(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Authentication authentication) {
        sessions.signedOut(authentication);
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
    }
}
