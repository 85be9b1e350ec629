package dev.sluice.server.identity;

import dev.sluice.server.audit.Audit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to sessions at the console: whose there are, coming in, and ending them. One that is
/// ended answers no further request.
@Component
public final class Sessions {
    private static final String CONTEXT =
            HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FindByIndexNameSessionRepository<? extends Session> kept;
    private final People people;
    private final StepUp stepUp;
    private final Audit audit;
    private final HttpSessionSecurityContextRepository contexts =
            new HttpSessionSecurityContextRepository();

    Sessions(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            FindByIndexNameSessionRepository<? extends Session> kept,
            People people,
            StepUp stepUp,
            Audit audit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.kept = kept;
        this.people = people;
        this.stepUp = stepUp;
        this.audit = audit;
    }

    /// A session as it is shown. `key` names it on the page: never its id.
    public record Shown(
            String key,
            Instant begunAt,
            Instant lastUsedAt,
            String address,
            String browser,
            boolean current) {}

    /// Those of the person, the last used first. `current` is the session of this request.
    public List<Shown> of(Actor person, HttpSession current) {
        var shown = new ArrayList<Shown>();
        for (Session session : open(person.personId())) {
            person(session)
                    .ifPresent(p ->
                            shown.add(
                                    new Shown(
                                            key(session.getId()),
                                            p.begunAt(),
                                            session.getLastAccessedTime(),
                                            p.address(),
                                            p.browser(),
                                            session.getId().equals(current.getId()))));
        }
        shown.sort(Comparator.comparing(Shown::lastUsedAt).reversed());
        return shown;
    }

    public void end(Actor by, String key) {
        Session session =
                open(by.personId()).stream()
                        .filter(s -> key(s.getId()).equals(key))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("There is no such session of yours."));
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("DELETE FROM spring_session WHERE session_id = ?")
                    .param(session.getId())
                    .update();
            audit.record(by, "session.ended", null, by.name(), told(session));
        });
    }

    public int endOthers(Actor by, HttpSession current) {
        Integer ended =
                transaction.execute(_ -> {
                    int rows =
                            jdbc.sql(
                                            """
                                            DELETE FROM spring_session
                                            WHERE principal_name = ? AND session_id <> ?
                                            """)
                                    .params(Long.toString(by.personId()), current.getId())
                                    .update();
                    audit.record(
                            by, "session.others_ended", null, by.name(), Map.of("ended", rows));
                    return rows;
                });
        return ended == null ? 0 : ended;
    }

    /// An administrator's word; the tokens of the person stay.
    public void endAll(Actor by, long personId) {
        Person person =
                people.byId(personId).orElseThrow(() -> new NotFound("There is no such person."));
        transaction.executeWithoutResult(_ -> {
            people.endSessions(personId);
            audit.record(by, "person.sessions_ended", null, person.login(), Map.of());
        });
    }

    /// Signs in: a new session with a new id and none of what the old one held.
    public void enter(Proven proven, HttpServletRequest request, HttpServletResponse response) {
        renew(PersonSignedIn.of(proven, Visitor.of(request)), request, response);
    }

    /// The person has shown again who they are: the same session under a new id.
    public void renew(Proven proven, HttpServletRequest request, HttpServletResponse response) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof PersonSignedIn person
                && person.getPrincipal() == proven.actor().personId()) {
            renew(person.again(proven), request, response);
        }
    }

    /// Whoever knew the old password is out; this browser goes on.
    public void changePassword(
            Actor by, String password, HttpServletRequest request, HttpServletResponse response) {
        Proven proven = stepUp.need(by, "changing your password");
        people.changePassword(by, by.personId(), password);
        renew(new Proven(by, proven.epoch() + 1, proven.at()), request, response);
    }

    private void renew(
            PersonSignedIn person, HttpServletRequest request, HttpServletResponse response) {
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(person);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    void signedOut(@Nullable Authentication authentication) {
        if (authentication instanceof PersonSignedIn signedIn) {
            people.byId(signedIn.getPrincipal())
                    .ifPresent(p ->
                            transaction.executeWithoutResult(_ ->
                                    audit.record(
                                            new Actor(p.id(), p.name(), null),
                                            "signed_out",
                                            null,
                                            p.login(),
                                            Map.of())));
        }
    }

    private List<Session> open(long personId) {
        return kept.findByPrincipalName(Long.toString(personId)).values().stream()
                .filter(s -> !s.isExpired())
                .map(Session.class::cast)
                .toList();
    }

    private static Optional<PersonSignedIn> person(Session session) {
        SecurityContext context = session.getAttribute(CONTEXT);
        return context != null && context.getAuthentication() instanceof PersonSignedIn person
                ? Optional.of(person)
                : Optional.empty();
    }

    private static Map<String, String> told(Session session) {
        return person(session)
                .map(p -> Map.of("address", p.address(), "browser", p.browser()))
                .orElse(Map.of());
    }

    private static String key(String id) {
        return HexFormat.of().formatHex(Tokens.sha256(id), 0, 12);
    }
}
