package dev.sluice.server.web;

import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.CodeNeeded;
import dev.sluice.server.identity.CurrentActor;
import dev.sluice.server.identity.Forbidden;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.ProofNeeded;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.projects.Conflict;
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
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
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
        Said said = said(e);
        if (isApi(request)) {
            ProblemBody.write(response, said.status, said.title, said.detail);
            return null;
        }
        Optional<String> back = formPage(request);
        if (e instanceof ProofNeeded) {
            RequestContextUtils.getOutputFlashMap(request).put("problem", said.detail);
            return new ModelAndView("redirect:/prove", Map.of("back", back.orElse("/")));
        }
        if (said.foreseen && said.status != 404 && back.isPresent()) {
            RequestContextUtils.getOutputFlashMap(request).put("problem", said.detail);
            return new ModelAndView("redirect:" + back.get());
        }
        return page(response, said);
    }

    /// What the container refuses before a controller runs: no CSRF token, no such path.
    @Right(Right.PUBLIC)
    @RequestMapping("/error")
    @Nullable ModelAndView refused(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = code instanceof Integer number ? number : 404;
        boolean noCookie = Boolean.TRUE.equals(request.getAttribute("sluice.csrf"));
        Said said = noCookie ? FORM_EXPIRED : ofStatus(status);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (path != null && path.toString().startsWith("/api/")) {
            ProblemBody.write(response, said.status, said.title, said.detail);
            return null;
        }
        return page(response, said);
    }

    private ModelAndView page(HttpServletResponse response, Said said) {
        response.setStatus(said.status);
        return new ModelAndView("error", Map.of("title", said.title, "detail", said.detail));
    }

    private Said said(Exception e) {
        return switch (e) {
            case NotFound x -> new Said(404, "Not found", words(x), true);
            case Forbidden x -> new Said(403, "Not allowed", words(x), true);
            case CodeNeeded x -> new Said(403, "Code needed", words(x), true);
            case ProofNeeded x -> new Said(403, "Show who you are", words(x), true);
            case Refusal x -> new Said(422, "Not taken", words(x), true);
            case Conflict x -> new Said(409, "Not possible now", words(x), true);
            case Unreachable x -> new Said(502, "The database did not answer", words(x), true);
            case MaxUploadSizeExceededException _ ->
                    new Said(
                            413,
                            "Too large",
                            "The upload is larger than 64 MB. Nothing was kept.",
                            true);
            case HttpMessageNotReadableException _, TypeMismatchException _ -> ofStatus(400);
            case ErrorResponse x when x.getStatusCode().is4xxClientError() ->
                    ofStatus(x.getStatusCode().value());
            default -> unforeseen(e);
        };
    }

    private Said unforeseen(Exception e) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("error {} for {}", id, current.find().map(Actor::name).orElse("a stranger"), e);
        return new Said(
                500,
                "Something went wrong",
                "The server could not do this. Nothing is told here of why; the server's log has it under"
                        + " the number %s.".formatted(id),
                false);
    }

    private static String words(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private static final Said FORM_EXPIRED =
            new Said(
                    403,
                    "This form is no longer valid",
                    "Your session ended, or the browser did not send its cookie: Sluice needs https, or http on"
                            + " this machine's own address (127.0.0.1). Nothing was changed. Open the page again and"
                            + " repeat the step.",
                    true);

    private static Said ofStatus(int status) {
        return switch (status) {
            case 400 ->
                    new Said(
                            400,
                            "Not understood",
                            "A value is missing or has the wrong form.",
                            true);
            case 401 -> new Said(401, "Not signed in", "Sign in first.", true);
            case 403 -> new Said(403, "Not allowed", "This is not allowed.", true);
            case 404 -> new Said(404, "Not found", "There is no such page.", true);
            case 405 ->
                    new Said(
                            405,
                            "Not possible",
                            "This address does not take that kind of request.",
                            true);
            default ->
                    status < 500
                            ? new Said(
                                    status,
                                    "Not taken",
                                    "The server did not take this request.",
                                    true)
                            : new Said(
                                    status,
                                    "Something went wrong",
                                    "The server could not do this.",
                                    false);
        };
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

    private record Said(int status, String title, String detail, boolean foreseen) {}
}
