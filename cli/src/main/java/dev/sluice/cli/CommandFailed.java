package dev.sluice.cli;

/// A command cannot do what it was asked for. The message says what, where, what is now true and
/// what to do next.
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int exit;

    CommandFailed(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
