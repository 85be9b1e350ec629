package dev.sluice.server.web;

import dev.sluice.server.databases.Unreachable;
import dev.sluice.server.identity.CodeNeeded;
import dev.sluice.server.identity.Forbidden;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.ProofNeeded;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.web.Problem.Fault;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/// From an exception that was foreseen to what is told of it.
final class Said {
    static final String FORM = "A value is missing or has the wrong form.";
    static final String NEXT =
            " Nothing was changed. GET /api/v1/openapi.json says what this address takes.";

    private Said() {}

    /// Empty for what nobody foresaw.
    static Optional<Problem> of(Exception e) {
        return Optional.ofNullable(
                switch (e) {
                    case NotFound x -> ProblemKind.NOT_FOUND.says(words(x));
                    case Forbidden x -> ProblemKind.NOT_ALLOWED.says(words(x));
                    case CodeNeeded x -> ProblemKind.CODE_NEEDED.says(words(x));
                    case ProofNeeded x -> ProblemKind.PROOF_NEEDED.says(words(x));
                    case Refusal x -> refused(x);
                    case Conflict x -> ProblemKind.NOT_POSSIBLE_NOW.says(words(x));
                    case Unreachable x -> ProblemKind.UNREACHABLE.says(words(x));
                    case CannotGetJdbcConnectionException _, CannotCreateTransactionException _ ->
                            ofStatus(503);
                    case MovedOn x -> ProblemKind.MOVED_ON.says(words(x));
                    case Refused x -> x.problem();
                    case BadRequest x -> notUnderstood(x.faults());
                    case MaxUploadSizeExceededException _ ->
                            ProblemKind.TOO_LARGE.says(
                                    "The upload is larger than 64 MB. Nothing was kept.");
                    case HttpMessageNotReadableException x -> unreadable(x);
                    case MethodArgumentTypeMismatchException x ->
                            notUnderstood(
                                    List.of(
                                            Fault.inParameter(
                                                    x.getName(), "has to be " + kind(x) + ".")));
                    case TypeMismatchException _ -> ProblemKind.NOT_UNDERSTOOD.says(FORM);
                    case MissingServletRequestParameterException x ->
                            notUnderstood(
                                    List.of(
                                            Fault.inParameter(
                                                    x.getParameterName(), "is missing.")));
                    case ErrorResponse x when x.getStatusCode().is4xxClientError() ->
                            ofStatus(x.getStatusCode().value());
                    default -> null;
                });
    }

    private static Problem refused(Refusal x) {
        Problem said = ProblemKind.NOT_TAKEN.says(words(x));
        String field = x.field();
        return field == null
                ? said
                : said.with(List.of(Fault.inBody(Unread.pointer(field), words(x))));
    }

    private static Problem unreadable(HttpMessageNotReadableException e) {
        for (Throwable t = e; t != null; t = t.getCause())
            if (t instanceof Refused limit) return limit.problem();
        return notUnderstood(List.of(Unread.fault(e.getCause())));
    }

    static Problem notUnderstood(List<Fault> faults) {
        String first = faults.getFirst().words();
        String more = faults.size() == 1 ? "" : " (and %d more)".formatted(faults.size() - 1);
        return ProblemKind.NOT_UNDERSTOOD.says(FORM + " " + first + more + NEXT).with(faults);
    }

    private static String kind(TypeMismatchException e) {
        Class<?> wanted = e.getRequiredType();
        if (wanted == null) return "of another kind";
        if (wanted == int.class || wanted == Integer.class)
            return "a whole number of up to 10 digits";
        if (wanted == long.class || wanted == Long.class)
            return "a whole number of up to 19 digits";
        if (wanted == boolean.class || wanted == Boolean.class) return "true or false";
        if (wanted.isEnum()) return Unread.oneOf(wanted);
        return wanted == java.time.Instant.class
                ? "a time such as 2026-08-01T12:00:00Z"
                : "of another kind";
    }

    /// For a program; a page has its own words.
    static Problem ofStatus(int status) {
        ProblemKind kind = ProblemKind.ofStatus(status);
        return Problem.of(
                kind,
                status,
                switch (status) {
                    case 400 -> FORM + NEXT;
                    case 401 -> "This needs a valid token: Authorization: Bearer slc_…";
                    case 403 -> "This is not allowed. Nothing was changed.";
                    case 404 ->
                            "There is no such address. GET /api/v1/openapi.json names all there are.";
                    case 405 ->
                            "This address does not take that kind of request. Nothing was changed. The header"
                                    + " Allow names those it takes.";
                    case 406 ->
                            "The answer is not to be had in the form that Accept asks for. Ask for"
                                    + " application/json.";
                    case 413 -> "The request is larger than is taken here. Nothing was changed.";
                    case 503 ->
                            "Too much is asked of the server at this moment, or its metadata database does not"
                                    + " answer. Look whether it was done, then try again.";
                    case 415 ->
                            "The body has to be JSON: Content-Type: application/json. Nothing was changed.";
                    default ->
                            status < 500
                                    ? "The server did not take this request. Nothing was changed."
                                    : "The server could not do this. Its log says why.";
                });
    }

    private static String words(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
