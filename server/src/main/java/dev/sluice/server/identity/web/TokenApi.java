package dev.sluice.server.identity.web;

import static dev.sluice.server.web.ProblemKind.CODE_NEEDED;
import static dev.sluice.server.web.ProblemKind.NOT_ALLOWED;
import static dev.sluice.server.web.ProblemKind.NOT_TAKEN;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.CodeNeeded;
import dev.sluice.server.identity.CurrentActor;
import dev.sluice.server.identity.Forbidden;
import dev.sluice.server.identity.HalfSignedIn;
import dev.sluice.server.identity.People;
import dev.sluice.server.identity.Proven;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.identity.SignIn;
import dev.sluice.server.identity.Token;
import dev.sluice.server.identity.Tokens;
import dev.sluice.server.web.Listed;
import dev.sluice.server.web.Operation;
import dev.sluice.server.web.Paging;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// How the command line signs in: a name, a password and where there is one the code of the second
/// factor, once; a token from then on.
@RestController
final class TokenApi {
    private final Tokens tokens;
    private final SignIn signIn;
    private final CurrentActor current;
    private final People people;
    private final Rights rights;

    TokenApi(Tokens tokens, SignIn signIn, CurrentActor current, People people, Rights rights) {
        this.people = people;
        this.rights = rights;
        this.tokens = tokens;
        this.signIn = signIn;
        this.current = current;
    }

    /// `account`: a service account that an administrator makes the token for.
    record TokenWish(
            @Nullable String login,
            @Nullable String password,
            @Nullable String code,
            @Nullable String account,
            @Nullable String name,
            @Nullable Long projectId,
            @Nullable List<String> scopes,
            @Nullable Integer days) {
        /// Without the password.
        @Override
        public String toString() {
            return "a token for " + login;
        }
    }

    /// The text of the token is in this answer only.
    record TokenMade(long id, String token, Instant expiresAt) {}

    record WhoAmI(String name, boolean byToken) {}

    @Right(Right.PUBLIC)
    @PostMapping("/api/v1/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            id = "createToken",
            summary = "A token for login and password; its text is in this answer only",
            problems = {NOT_ALLOWED, CODE_NEEDED, NOT_TAKEN})
    TokenMade create(@RequestBody TokenWish wanted, HttpServletRequest request) {
        if (current.find().isPresent()) {
            throw new Forbidden("A token can't make tokens. Give login and password.");
        }
        Proven proven = proven(wanted, request.getRemoteAddr());
        Token.Made made = wanted.account == null ? own(proven, wanted) : ofService(proven, wanted);
        return new TokenMade(made.id(), made.text(), made.expiresAt());
    }

    private Proven proven(TokenWish wanted, String address) {
        String code = Objects.requireNonNullElse(wanted.code, "");
        return switch (signIn.check(
                Objects.requireNonNullElse(wanted.login, ""),
                Objects.requireNonNullElse(wanted.password, ""),
                address)) {
            case SignIn.Refused _ -> throw new Forbidden(SignIn.REFUSED);
            case Proven proven -> proven;
            case HalfSignedIn half when code.isBlank() -> throw new CodeNeeded(half);
            case HalfSignedIn half ->
                    signIn.code(half, code, address)
                            .orElseThrow(() -> new Forbidden(SignIn.CODE_REFUSED));
        };
    }

    private Token.Made own(Proven proven, TokenWish wanted) {
        return tokens.create(
                proven,
                Objects.requireNonNullElse(wanted.name, "command line"),
                wanted.projectId,
                Objects.requireNonNullElse(
                        wanted.scopes,
                        List.of(Right.READ, Right.CHANGE, Right.APPROVE, Right.ROLLOUT)),
                days(wanted));
    }

    private Token.Made ofService(Proven proven, TokenWish wanted) {
        String account = Objects.requireNonNullElse(wanted.account, "");
        rights.needEverywhere(proven.actor(), Right.ADMIN);
        return tokens.createFor(
                proven.actor(),
                people.byLogin(account)
                        .orElseThrow(() ->
                                new Refusal(
                                        "There is no account \"%s\" (account)."
                                                .formatted(account))),
                Objects.requireNonNullElse(wanted.name, "of " + account),
                wanted.projectId,
                Objects.requireNonNullElse(
                        wanted.scopes, List.of(Right.READ, Right.CHANGE, Right.ROLLOUT)),
                days(wanted));
    }

    private static Duration days(TokenWish wanted) {
        return Duration.ofDays(Objects.requireNonNullElse(wanted.days, 90));
    }

    @Right(Right.READ)
    @GetMapping("/api/v1/tokens")
    @Operation(id = "listTokens", summary = "Your own tokens; never their texts")
    Listed<Token> list(Actor actor, Paging paging) {
        return Listed.rising(paging, tokens.of(actor), Token::id);
    }

    @Right(Right.READ)
    @GetMapping("/api/v1/me")
    @Operation(id = "readMe", summary = "Who the token is")
    WhoAmI me(Actor actor) {
        return new WhoAmI(actor.name(), actor.tokenId() != null);
    }
}
