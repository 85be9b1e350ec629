package dev.sluice.server.identity;

/// The caller may do this, and has to show first that it is still them (403). The console asks them
/// and brings them back.
public final class ProofNeeded extends RuntimeException {
    ProofNeeded(String message) {
        super(message);
    }
}
