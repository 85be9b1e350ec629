package dev.sluice.server.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a route asks of its caller. Every route of ours declares one, or the server does not start.
/// It is held against the project in the route's address before the controller runs; which
/// environments a wish reaches only its door knows (see `Rights.need`). [Role] says who has which.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Right {
    /// Nobody needs to be signed in: the sign-in page, health.
    String PUBLIC = "public";

    /// Read what the caller's projects hold.
    String READ = "read";

    /// Release, open and edit changes, comment, request checks.
    String CHANGE = "change";

    /// Approve or send back.
    String APPROVE = "approve";

    /// Start, stop, retry, resume, undo.
    String ROLLOUT = "rollout";

    /// Ask for and confirm an emergency start past some gates. Held by few, whatever else they may.
    String BREAK_GLASS = "break-glass";

    /// One's own account: tokens, password. Never by token.
    String ACCOUNT = "account";

    /// The trail and its verification.
    String AUDIT = "audit";

    /// Projects, environments, databases, people. Administrators only.
    String ADMIN = "admin";

    String value();
}
