package dev.sluice.server.windows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A window as somebody wrote it: `days` as `mon` or `monday`, times as `22:00`.
public record NewWindow(
        @Nullable List<@Nullable String> days,
        @Nullable String start,
        @Nullable String end,
        @Nullable String zone) {}
