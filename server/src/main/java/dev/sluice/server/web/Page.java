package dev.sluice.server.web;

import org.jspecify.annotations.Nullable;

/// What the frame of every page needs; `notice` and `problem` are the outcome of the reader's last
/// form.
public record Page(
        @Nullable Viewer viewer,
        String csrfName,
        String csrfToken,
        String path,
        @Nullable String notice,
        @Nullable String problem,
        String css,
        String script) {
    /// `administrator`, `auditor`: everywhere.
    public record Viewer(String name, boolean administrator, boolean auditor) {}

    public boolean isAuditor() {
        return viewer != null && viewer.auditor();
    }

    public boolean isAdministrator() {
        return viewer != null && viewer.administrator();
    }
}
