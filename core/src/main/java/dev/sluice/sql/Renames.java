package dev.sluice.sql;

import dev.sluice.diff.Rename;
import java.util.List;

/// Declared renames as SQL.
public final class Renames {
    private Renames() {}

    public static List<String> statements(List<Rename> renames) {
        return List.of();
    }
}
