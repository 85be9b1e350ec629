package dev.sluice.console;

/// Whether the browser runs scripts. The console needs none.
enum Scripts {
    ON,
    OFF
}
