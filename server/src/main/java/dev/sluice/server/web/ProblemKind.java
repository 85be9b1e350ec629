package dev.sluice.server.web;

import java.util.Locale;

/// What can go wrong with a request to the API, one word each: `type` of a problem is
/// `urn:sluice:problem:` and this in lower case. The words stay; what they say may be put better.
public enum ProblemKind {
    NOT_UNDERSTOOD(400, "Not understood"),
    NOT_SIGNED_IN(401, "Not signed in"),
    NOT_ALLOWED(403, "Not allowed"),
    CODE_NEEDED(403, "Code needed"),
    PROOF_NEEDED(403, "Show who you are"),
    NOT_FOUND(404, "Not found"),
    WRONG_METHOD(405, "Not possible"),
    NOT_ACCEPTABLE(406, "Not to be had in that form"),
    TOO_SLOW(408, "Too slow"),
    NOT_POSSIBLE_NOW(409, "Not possible now"),
    KEY_IN_USE(409, "Still running"),
    MOVED_ON(412, "Changed meanwhile"),
    TOO_LARGE(413, "Too large"),
    WRONG_FORMAT(415, "Not the right format"),
    NOT_TAKEN(422, "Not taken"),
    KEY_USED_OTHERWISE(422, "Key used for something else"),
    HEADERS_TOO_LARGE(431, "Headers too large"),
    FAILED(500, "Something went wrong"),
    UNREACHABLE(502, "The database did not answer"),
    BUSY(503, "Busy"),
    OTHER(0, "Not taken");

    private static final String PREFIX = "urn:sluice:problem:";

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String type() {
        return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Problem says(String detail) {
        return Problem.of(this, status, detail);
    }

    /// What the container refuses says a status only.
    static ProblemKind ofStatus(int status) {
        return switch (status) {
            case 400 -> NOT_UNDERSTOOD;
            case 401 -> NOT_SIGNED_IN;
            case 403 -> NOT_ALLOWED;
            case 404 -> NOT_FOUND;
            case 405 -> WRONG_METHOD;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> TOO_SLOW;
            case 409 -> NOT_POSSIBLE_NOW;
            case 412 -> MOVED_ON;
            case 413 -> TOO_LARGE;
            case 415 -> WRONG_FORMAT;
            case 422 -> NOT_TAKEN;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> BUSY;
            default -> status < 500 ? OTHER : FAILED;
        };
    }
}
