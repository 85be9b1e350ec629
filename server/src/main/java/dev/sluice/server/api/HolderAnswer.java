package dev.sluice.server.api;

import org.jspecify.annotations.Nullable;

/// Who got or lost a role: a person by `login` and `name`, or a `group`.
record HolderAnswer(@Nullable String login, @Nullable String name, @Nullable String group) {}
