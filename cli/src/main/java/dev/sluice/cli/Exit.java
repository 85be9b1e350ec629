package dev.sluice.cli;

/// The exit codes, each with one meaning in every command.
final class Exit {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CHECK_SAYS_NO = 3;
    static final int REFUSED = 4;
    static final int OTHER_STATE = 5;
    static final int WAITING = 6;

    private Exit() {}
}
