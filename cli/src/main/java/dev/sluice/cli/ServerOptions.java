package dev.sluice.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of commands that talk to a server.
final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server; else SLUICE_SERVER, else `server:` of sluice.yaml.")
    @Nullable String server;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            description = "The project; else `project:` of sluice.yaml.")
    @Nullable String project;

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;
}
