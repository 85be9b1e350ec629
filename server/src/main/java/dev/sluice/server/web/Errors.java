package dev.sluice.server.web;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.CodeNeeded;
import dev.sluice.server.identity.CurrentActor;
import dev.sluice.server.identity.ProofNeeded;
import dev.sluice.server.identity.Right;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;

/// Errors that tell a person what to do and a stranger nothing: what was foreseen is said in its
/// own words; anything else is a number that the log has too, never a message or a stack.
@ControllerAdvice
@org.springframework.stereotype.Controller
class Errors implements ErrorController {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final CurrentActor current;

    Errors(CurrentActor current) {
        this.current = current;
    }

    /// A view of the error page, or null when the answer was written as problem+json or a redirect.
    @ExceptionHandler
    @Nullable ModelAndView failed(
            Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (e instanceof AccessDeniedException
                || e instanceof AuthenticationException && !(e instanceof CodeNeeded)) {
            throw e;
        }
        Optional<Problem> foreseen = Said.of(e);
        Problem said = foreseen.orElseGet(() -> unforeseen(e));
        if (isApi(request)) {
            if (e instanceof ErrorResponse x)
                x.getHeaders()
                        .forEach((name, values) ->
                                values.forEach(value -> response.addHeader(name, value)));
            ProblemBody.write(response, said);
            return null;
        }
        Optional<String> back = formPage(request);
        if (e instanceof ProofNeeded) {
            RequestContextUtils.getOutputFlashMap(request).put("problem", said.detail());
            return new ModelAndView("redirect:/prove", Map.of("back", back.orElse("/")));
        }
        if (foreseen.isPresent() && said.status() != 404 && back.isPresent()) {
            RequestContextUtils.getOutputFlashMap(request).put("problem", said.detail());
            return new ModelAndView("redirect:" + back.get());
        }
        return page(response, e instanceof ErrorResponse ? onPage(said.status()) : said);
    }

    /// What the container refuses before a controller runs: no CSRF token, no such path.
    @Right(Right.PUBLIC)
    @RequestMapping("/error")
    @Nullable ModelAndView refused(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        boolean busy =
                request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)
                        instanceof CannotGetJdbcConnectionException;
        int status = busy ? 503 : code instanceof Integer number ? number : 404;
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (path != null && path.toString().startsWith("/api/")) {
            ProblemBody.write(response, Said.ofStatus(status));
            return null;
        }
        boolean noCookie = Boolean.TRUE.equals(request.getAttribute("sluice.csrf"));
        return page(response, noCookie ? FORM_EXPIRED : onPage(status));
    }

    private ModelAndView page(HttpServletResponse response, Problem said) {
        response.setStatus(said.status());
        return new ModelAndView("error", Map.of("title", said.title(), "detail", said.detail()));
    }

    private Problem unforeseen(Exception e) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("error {} for {}", id, current.find().map(Actor::name).orElse("a stranger"), e);
        return ProblemKind.FAILED.says(
                "The server could not do this. Nothing is told here of why; the server's log has it under"
                        + " the number %s.".formatted(id));
    }

    private static final Problem FORM_EXPIRED =
            new Problem(
                    ProblemKind.NOT_ALLOWED.type(),
                    "This form is no longer valid",
                    403,
                    "Your session ended, or the browser did not send its cookie: Sluice needs https, or http on"
                            + " this machine's own address (127.0.0.1). Nothing was changed. Open the page again and"
                            + " repeat the step.",
                    null);

    private static Problem onPage(int status) {
        return Problem.of(
                ProblemKind.ofStatus(status),
                status,
                switch (status) {
                    case 400 -> Said.FORM;
                    case 401 -> "Sign in first.";
                    case 403 -> "This is not allowed.";
                    case 404 -> "There is no such page.";
                    case 405 -> "This address does not take that kind of request.";
                    case 503 ->
                            "Too much is asked of the server at this moment. Look whether it was done, then try again.";
                    default ->
                            status < 500
                                    ? "The server did not take this request."
                                    : "The server could not do this.";
                });
    }

    static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/");
    }

    /// The page of ours that a form was sent from.
    static Optional<String> formPage(HttpServletRequest request) {
        String referer = request.getHeader("Referer");
        if (referer == null || !request.getMethod().equals("POST")) {
            return Optional.empty();
        }
        try {
            URI from = URI.create(referer);
            boolean ours =
                    from.getHost() != null
                            && from.getHost().equals(request.getServerName())
                            && from.getRawPath() != null
                            && from.getRawPath().startsWith("/")
                            && !from.getRawPath().startsWith("//");
            if (!ours) {
                return Optional.empty();
            }
            return Optional.of(
                    from.getRawPath()
                            + (from.getRawQuery() == null ? "" : "?" + from.getRawQuery()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
