package dev.sluice.server.windows.web;

import dev.sluice.server.web.Badge;
import java.util.List;

/// When the environments of a project may be rolled out to, and what is kept before.
public record WindowsView(
        String href,
        String project,
        List<Hours> environments,
        List<FreezeLine> freezes,
        List<String> zones,
        boolean mayEdit) {
    public WindowsView {
        environments = List.copyOf(environments);
        freezes = List.copyOf(freezes);
        zones = List.copyOf(zones);
    }

    public record Hours(
            String name, Badge badge, String sentence, List<String> windows, String backup) {
        public Hours {
            windows = List.copyOf(windows);
        }
    }

    public record FreezeLine(
            long id, String environment, String from, String to, String reason, String by) {}
}
