package dev.sluice.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error of the API (RFC 9457). `detail` says what is now true and what to do next; `errors`
/// name each value of the request that can't be taken.
public record Problem(
        String type, String title, int status, String detail, @Nullable List<Fault> errors) {
    public Problem {
        errors = errors == null || errors.isEmpty() ? null : List.copyOf(errors);
    }

    /// One value: of the body by its JSON pointer (`#/rules/0/steps`), of the address or a header
    /// by its name.
    public record Fault(@Nullable String pointer, @Nullable String parameter, String detail) {
        public static Fault inBody(String pointer, String detail) {
            return new Fault("#" + pointer, null, detail);
        }

        public static Fault inParameter(String name, String detail) {
            return new Fault(null, name, detail);
        }

        /// `#/port: has to be a number`.
        String words() {
            return (pointer != null ? pointer : parameter) + ": " + detail;
        }
    }

    static Problem of(ProblemKind kind, int status, String detail) {
        return new Problem(kind.type(), kind.title(), status, detail, null);
    }

    Problem with(List<Fault> faults) {
        return new Problem(type, title, status, detail, faults);
    }
}
