package dev.sluice.server.projects;

/// What an environment asks of the sign-in of whoever approves for it: `stepUp` a proof of who they
/// are that is minutes old, `requireTotp` a second factor.
public record SignInRule(boolean stepUp, boolean requireTotp) {}
