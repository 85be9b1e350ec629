package dev.sluice.proof;

/// A row must refer to a table that holds none.
final class NoParent extends Exception {
    NoParent(String reason) {
        super(reason);
    }
}
