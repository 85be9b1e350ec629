package dev.sluice.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of commands that touch one database themselves.
final class TargetOptions {
    @Option(
            names = "--to",
            paramLabel = "DATABASE",
            description = "URL, env:NAME, or a name of sluice.yaml.")
    String to = "";

    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description = "A server for scratch databases instead of the embedded one.")
    @Nullable String scratch;
}
