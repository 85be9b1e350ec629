package dev.sluice.server.backups;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What this server was started with for backups. It comes from its own options and environment and
/// never over the network: whoever sets it runs programs on this machine. `folder` null keeps no
/// files; an empty `command` is none.
public record BackupSetup(@Nullable Path folder, List<String> command, Duration limit) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofHours(4);

    public static final BackupSetup NONE = new BackupSetup(null, List.of(), LIMIT);

    public BackupSetup {
        command = List.copyOf(command);
    }

    /// `folder` of the options, else SLUICE_BACKUPS; SLUICE_BACKUP_COMMAND and
    /// SLUICE_BACKUP_MINUTES.
    public static BackupSetup of(@Nullable Path folder, Map<String, String> environment) {
        String named = environment.getOrDefault("SLUICE_BACKUPS", "");
        Path chosen = folder != null || named.isBlank() ? folder : Path.of(named);
        return new BackupSetup(
                chosen == null ? null : chosen.toAbsolutePath(),
                command(environment.getOrDefault("SLUICE_BACKUP_COMMAND", "")),
                limit(environment.getOrDefault("SLUICE_BACKUP_MINUTES", "")));
    }

    private static List<String> command(String text) {
        if (text.isBlank()) return List.of();
        try {
            List<String> words = Arrays.asList(JSON.readValue(text, String[].class));
            if (!words.isEmpty() && words.stream().noneMatch(w -> w == null)) return words;
        } catch (JacksonException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "SLUICE_BACKUP_COMMAND is a JSON array of the program and its arguments:"
                        + " [\"/usr/local/bin/backup\", \"--now\"]. No shell reads it.");
    }

    private static Duration limit(String text) {
        if (text.isBlank()) return LIMIT;
        try {
            long minutes = Long.parseLong(text.strip());
            if (minutes > 0) return Duration.ofMinutes(minutes);
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "SLUICE_BACKUP_MINUTES is how many minutes a backup may take, not " + text + ".");
    }
}
